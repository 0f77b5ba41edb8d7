import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import { localPath } from '../../platform/pages/local-path.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { Registries } from '../../platform/registries/registries.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { UserBookingsQuery, type BookingResponse } from '../bookings/bookings.dto.js';
import { BookingsService } from '../bookings/bookings.service.js';
import { NoShowsService } from '../no-shows/no-shows.service.js';
import { PaymentDesk } from '../paying/payment-desk.rules.js';
import type { BookingActionForm } from './booking-form.dto.js';

const MOST_SHOWN = 50;
const ID = /^\d{1,15}$/;

interface OwnBooking extends BookingResponse {
  payment_methods: readonly string[];
  at: Date;
}

interface OwnBookings {
  /** The one that a payment provider leads back to. */
  paid: BookingResponse | null;
  upcoming: BookingResponse[];
  past: BookingResponse[];
}

/** Where mails lead who has an account: one's bookings, and one of them. */
@Injectable()
export class OwnBookingsPageService implements PageBodies {
  constructor(
    private readonly bookings: BookingsService,
    private readonly noShows: NoShowsService,
    private readonly registries: Registries,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, paid?: string): Promise<OwnBookings> {
    const of = async (status: 'upcoming' | 'past') => {
      const query = { status, include_cancelled: false, page_size: MOST_SHOWN };
      return (await this.bookings.listMine(caller, Object.assign(new UserBookingsQuery(), query))).items;
    };
    return { upcoming: await of('upcoming'), past: await of('past'), paid: await this.paidOf(caller, paid) };
  }

  private async paidOf(caller: Caller, id: string | undefined): Promise<BookingResponse | null> {
    if (id === undefined || !ID.test(id)) return null;
    return this.bookings.read(caller, Number(id)).catch((error: unknown) => {
      if (error instanceof NotFound) return null;
      throw error;
    });
  }

  /** Refuses with `NotFound`. */
  async read(caller: Caller, id: number): Promise<OwnBooking> {
    const booking = await this.bookings.read(caller, id);
    const isDue = booking.next === 'pay' && booking.user === caller.id;
    return { ...booking, payment_methods: isDue ? this.desk.methods() : [], at: this.clock.now() };
  }

  bodyOf({ caller, params }: PlatformRequest): Promise<OwnBooking> {
    return this.read(caller!, Number(params['id']));
  }

  /** Refuses as `POST bookings/{id}/cancel`, `…/confirm`, `POST payments`, POST and DELETE of `…/no-show`. */
  async submit(caller: Caller, id: number, { action, next, method }: BookingActionForm): Promise<SeeOther> {
    if (action === 'pay') return new SeeOther(await this.pay(caller, id, method ?? ''));
    await this.act(caller, id, action);
    return new SeeOther(`${localPath(next, `/bookings/${id}`)}?done=${action}`);
  }

  private get desk(): PaymentDesk {
    return this.registries.providersOf(PaymentDesk)[0]!;
  }

  private async pay(caller: Caller, id: number, method: string): Promise<string> {
    const { total_price: amount, currency } = await this.bookings.read(caller, id);
    const { status, checkoutUrl } = await this.desk.pay(caller, id, { amount, currency }, method);
    if (checkoutUrl !== null) return checkoutUrl;
    return `/bookings/${id}?done=${status === 'failed' ? 'unpaid' : 'paid'}`;
  }

  private act(
    caller: Caller,
    id: number,
    action: Exclude<BookingActionForm['action'], 'pay'>,
  ): Promise<unknown> {
    switch (action) {
      case 'cancel':
        return this.bookings.cancel(caller, id);
      case 'confirm':
        return this.bookings.confirm(caller, id);
      case 'no_show':
        return this.noShows.mark(caller, id);
      case 'no_show_back':
        return this.noShows.takeBack(caller, id);
    }
  }
}
