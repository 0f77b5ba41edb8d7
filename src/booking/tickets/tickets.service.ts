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

@Injectable()
export class TicketsService {
  constructor(
    private readonly db: Database,
    private readonly transitions: BookingTransitionsService,
    private readonly keys: CheckInKeysService,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {}

  /** The same bytes each time. Refuses with `NotFound` to all but the booker, and with a `ticketRefusal`. */
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

  /** The QR code alone. Refuses like `asPdf`. */
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
    const { kid, privateKey } = await this.keys.signingKey(offer!.id);
    return signedCode({ booking: booking.id, event: offer!.refId, seats: booking.quantity }, kid, privateKey);
  }
}
