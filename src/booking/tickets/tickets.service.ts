import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { DrawingThread } from '../../platform/documents/drawing-thread.js';
import type { Attachment } from '../../platform/mail/mail.js';
import { MailPaper, pdfAttachment } from '../../platform/mail/mail-papers.js';
import { PaperArchive } from '../../platform/papers/paper-archive.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { BookingTransitionsService } from '../bookings/booking-transitions.service.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import { CheckInKeysService } from './check-in-keys.service.js';
import { ticketRefusal } from './check-in.policy.js';
import { signedCode } from './ticket-code.policy.js';
import { ticketPaper } from './ticket.pdf.js';

@Injectable()
export class TicketsService {
  constructor(
    private readonly db: Database,
    private readonly transitions: BookingTransitionsService,
    private readonly profiles: OfferProfilesService,
    private readonly keys: CheckInKeysService,
    private readonly identity: IdentityApi,
    private readonly archive: PaperArchive,
    private readonly drawing: DrawingThread,
    private readonly clock: Clock,
  ) {}

  /** Drawn for each thing that it says. `NotFound` to all but the booker; else a `ticketRefusal`. */
  async asPdf(caller: Caller, bookingId: number): Promise<Buffer> {
    return this.draw(await this.own(caller, bookingId));
  }

  /** Of whoever booked; null without a confirmed ticket. */
  @MailPaper('ticket')
  async forMail(bookingId: number): Promise<Attachment | null> {
    const reserved = await this.transitions.get(this.db, bookingId);
    if (this.refusal(reserved)) return null;
    return pdfAttachment(`ticket-${bookingId}.pdf`, await this.draw(reserved));
  }

  async asPng(caller: Caller, bookingId: number): Promise<Buffer> {
    return this.drawing.drawCode(await this.codeOf(await this.own(caller, bookingId)));
  }

  private async draw(reserved: BookingWithOffer): Promise<Buffer> {
    const { booking, offer } = reserved;
    const personId = booking.personId ?? 0;
    const organizerId = offer!.organizerId ?? 0;
    const organizer = (await this.identity.people([organizerId])).get(organizerId);
    const contact = (await this.identity.contactsOf([personId])).get(personId);
    const paper = ticketPaper({
      booking,
      eventTitle: offer!.title,
      place: offer!.place,
      organizerName: organizer?.fullName ?? '',
      holderName: contact?.fullName ?? '',
      zone: offer!.timezone,
      holderZone: contact?.timezone ?? 'UTC',
      code: await this.codeOf(reserved),
    });
    const copy = { key: `ticket:${booking.id}`, personId: booking.personId, keeping: 'drawn' as const };
    return this.archive.pdf(copy, paper);
  }

  private async own(caller: Caller, bookingId: number): Promise<BookingWithOffer> {
    const reserved = await this.transitions.get(this.db, bookingId);
    if (reserved.booking.personId !== caller.id) throw new NotFound('The booking');
    const refusal = this.refusal(reserved);
    if (refusal) throw refusal;
    return reserved;
  }

  private refusal(reserved: BookingWithOffer) {
    return ticketRefusal(reserved, this.profiles.ofBooking(reserved.booking.kind), this.clock.now());
  }

  private async codeOf({ booking, offer }: BookingWithOffer): Promise<string> {
    const { kid, privateKey } = await this.keys.signingKey(offer!.id);
    return signedCode({ booking: booking.id, event: offer!.refId, seats: booking.quantity }, kid, privateKey);
  }
}
