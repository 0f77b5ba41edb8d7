import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { qrPng } from '../../platform/documents/qr.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { BookingTransitionsService } from '../bookings/booking-transitions.service.js';
import { CheckInKeysService } from './check-in-keys.service.js';
import { ticketRefusal } from './check-in.policy.js';
import { signedCode } from './ticket-code.policy.js';
import { ticketPdf } from './ticket.pdf.js';

/** Tickets of confirmed bookings, for those who booked. */
@Injectable()
export class TicketsService {
  constructor(
    private readonly db: Database,
    private readonly transitions: BookingTransitionsService,
    private readonly keys: CheckInKeysService,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {}

  /**
   * The ticket as a PDF; the same bytes each time. Refuses with `NotFound` to everybody but the booker, and with 409
   * `BOOKING_NOT_CONFIRMED` or `NO_TICKET`.
   */
  async asPdf(caller: Caller, bookingId: number): Promise<Buffer> {
    const reserved = await this.own(caller, bookingId);
    const { booking, offer } = reserved;
    const organizerId = offer!.organizerId ?? 0;
    const organizer = (await this.identity.people([organizerId])).get(organizerId);
    const contact = (await this.identity.contactsOf([caller.id])).get(caller.id);
    return ticketPdf({
      booking,
      eventTitle: offer!.title,
      place: offer!.place,
      organizerName: organizer?.fullName ?? '',
      holderName: caller.fullName,
      zone: contact?.timezone ?? 'UTC',
      code: await this.codeOf(reserved),
    });
  }

  /** The ticket's QR code alone, as a PNG. Refuses as `asPdf`. */
  async asPng(caller: Caller, bookingId: number): Promise<Buffer> {
    return qrPng(await this.codeOf(await this.own(caller, bookingId)));
  }

  private async own(caller: Caller, bookingId: number): Promise<BookingWithOffer> {
    const reserved = await this.transitions.get(this.db, bookingId);
    if (reserved.booking.personId !== caller.id) throw new NotFound('The booking');
    const refusal = ticketRefusal(reserved.booking, reserved.offer, this.clock.now());
    if (refusal) throw refusal;
    return reserved;
  }

  private async codeOf({ booking, offer }: BookingWithOffer): Promise<string> {
    const { kid, privateKey } = await this.keys.signing(offer!.id);
    return signedCode({ booking: booking.id, event: offer!.refId, seats: booking.quantity }, kid, privateKey);
  }
}
