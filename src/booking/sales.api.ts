import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import { Registries } from '../platform/registries/registries.js';
import { OwnBookingsQuery, type BookingResponse } from './bookings/bookings.dto.js';
import { BookingsService } from './bookings/bookings.service.js';
import { PaymentDesk } from './paying/payment-desk.rules.js';
import { WaitlistQuery, type WaitlistEntryResponse } from './waitlist/waitlist.dto.js';
import { WaitlistService } from './waitlist/waitlist.service.js';

export { wholeRefundQuote } from './model/refund.policy.js';
export { RefundQuoteResponse, toRefundQuote } from './offers/refund-steps.dto.js';
export {
  PaymentDesk,
  type AmountDue,
  type PaymentPaper,
  type PaymentStart,
} from './paying/payment-desk.rules.js';

const WAITS: readonly string[] = ['waiting', 'offered'];
const ENTRIES_SEEN = 100;

export interface Standing {
  booking: BookingResponse | null;
  waiting: WaitlistEntryResponse | null;
}

/** What a page of tickets asks for its reader, and does: each refuses like the API's route. */
@Injectable()
export class SalesApi {
  constructor(
    private readonly bookings: BookingsService,
    private readonly waitlist: WaitlistService,
    private readonly registries: Registries,
  ) {}

  get desk(): PaymentDesk {
    return this.registries.providersOf(PaymentDesk)[0]!;
  }

  /** The newest booking of an event, whatever became of it, and the place among those who wait. */
  async standingOf(caller: Caller, event: number): Promise<Standing> {
    const newest = Object.assign(new OwnBookingsQuery(), { event, page_size: 1 });
    const [booking = null] = (await this.bookings.listOwn(caller, newest)).items;
    const entries = Object.assign(new WaitlistQuery(), { event, page_size: ENTRIES_SEEN });
    const { items } = await this.waitlist.listOwn(caller, entries);
    return { booking, waiting: items.find(({ status }) => WAITS.includes(status)) ?? null };
  }

  buy(caller: Caller, event: number, tickets: number): Promise<BookingResponse> {
    return this.bookings.book(caller, { event, number_of_tickets: tickets, special_requirements: '' });
  }

  take(caller: Caller, timeSlot: number): Promise<BookingResponse> {
    return this.bookings.book(caller, { time_slot: timeSlot, number_of_tickets: 1, special_requirements: '' });
  }

  confirm(caller: Caller, bookingId: number): Promise<BookingResponse> {
    return this.bookings.confirm(caller, bookingId);
  }

  cancel(caller: Caller, bookingId: number): Promise<BookingResponse> {
    return this.bookings.cancel(caller, bookingId);
  }

  wait(caller: Caller, event: number, tickets: number): Promise<WaitlistEntryResponse> {
    return this.waitlist.join(caller, { event, number_of_tickets: tickets });
  }

  leave(caller: Caller, entryId: number): Promise<WaitlistEntryResponse> {
    return this.waitlist.leave(caller, entryId);
  }
}
