import { Injectable } from '@nestjs/common';
import type { TicketedBody } from '../../../web/pages/events/event-body.js';
import type { BookingResponse } from '../../booking/booking.api.js';
import { SalesApi, type PaymentStart, type Standing } from '../../booking/sales.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput } from '../../shared/errors.js';
import type { EventDetailsResponse } from '../event-views/event-details.dto.js';
import { ReviewRequest, ReviewsListQuery } from '../reviews/reviews.dto.js';
import { ReviewsQueries } from '../reviews/reviews.queries.js';
import { ReviewsService } from '../reviews/reviews.service.js';
import { EventStatisticsQueries } from '../ticketing/event-statistics.queries.js';
import type { EventActionForm } from './event-form.dto.js';

const REVIEWS_SHOWN = 5;
const REQUIRED = ['This field is required.'];
const NOBODY: Standing = { booking: null, waiting: null };

/** What the page of a ticketed event shows, and its forms. */
@Injectable()
export class TicketedPageService {
  constructor(
    private readonly figures: EventStatisticsQueries,
    private readonly reviews: ReviewsQueries,
    private readonly writing: ReviewsService,
    private readonly sales: SalesApi,
    private readonly clock: Clock,
  ) {}

  async bodyOf(
    event: EventDetailsResponse,
    caller: Caller | null,
  ): Promise<Record<keyof TicketedBody, unknown>> {
    const at = this.clock.now();
    const newest = Object.assign(new ReviewsListQuery(), { event: event.id, page_size: REVIEWS_SHOWN });
    const { booking, waiting } = caller ? await this.sales.standingOf(caller, event.id) : NOBODY;
    const isPaid = caller !== null && booking !== null && Number(booking.total_price) > 0;
    const hasBegun = event.status === 'ongoing' || event.status === 'completed';
    return {
      ...{ event, at, booking, waiting },
      isOrganizer: caller?.id === event.organizer,
      figures: await this.figures.get(event.id, caller),
      reviews: (await this.reviews.list(newest, caller)).items,
      papers: isPaid ? await this.sales.desk.papersOf(caller, booking.id) : [],
      canReview: caller !== null && hasBegun && caller.id !== event.organizer,
    };
  }

  /** Refuses as the API's route of the action; answers where it goes on. */
  async submit(event: EventDetailsResponse, caller: Caller, form: EventActionForm): Promise<string> {
    const after = (done: string) => `/events/${event.id}?done=${done}`;
    const { action, number_of_tickets: tickets = 1 } = form;
    if (action === 'buy') return this.buy(event, caller, form, after);
    if (action === 'pay') return this.pay(await this.own(event, caller, form), caller, form, after);
    if (action === 'wait') await this.sales.wait(caller, event.id, tickets);
    else if (action === 'leave') await this.sales.leave(caller, form.entry ?? 0);
    else if (action === 'review') await this.review(event, caller, form);
    else {
      const { id, status } = await this.own(event, caller, form);
      const isGivenUp = action === 'cancel' && status === 'pending';
      await (action === 'cancel' ? this.sales.cancel(caller, id) : this.sales.confirm(caller, id));
      return after(isGivenUp ? 'released' : action === 'cancel' ? 'cancelled' : 'taken');
    }
    return after({ wait: 'waiting', leave: 'left', review: 'reviewed' }[action]);
  }

  private async buy(
    event: EventDetailsResponse,
    caller: Caller,
    form: EventActionForm,
    after: (done: string) => string,
  ): Promise<string> {
    const isFree = Number(event.price) === 0;
    if (!isFree && !event.payment_methods.includes(form.method ?? ''))
      throw new InvalidInput({ method: form.method ? ['This method is not offered here.'] : REQUIRED });
    const booking = await this.sales.buy(caller, event.id, form.number_of_tickets ?? 1);
    if (booking.next === 'pay') return this.pay(booking, caller, form, after);
    if (booking.next === 'confirm') await this.sales.confirm(caller, booking.id);
    return after('taken');
  }

  private async pay(
    booking: Pick<BookingResponse, 'id' | 'total_price' | 'currency'>,
    caller: Caller,
    { method = '' }: EventActionForm,
    after: (done: string) => string,
  ): Promise<string> {
    const due = { amount: booking.total_price, currency: booking.currency };
    const start = await this.sales.desk.pay(caller, booking.id, due, method);
    return addressAfter(start, after);
  }

  /** The one that the form was about, so that what was booked since is not touched. */
  private async own(
    event: EventDetailsResponse,
    caller: Caller,
    form: EventActionForm,
  ): Promise<BookingResponse> {
    const { booking } = await this.sales.standingOf(caller, event.id);
    if (!booking || booking.id !== form.booking)
      throw new InvalidInput({ booking: ['You have no such booking.'] });
    return booking;
  }

  private async review(event: EventDetailsResponse, caller: Caller, form: EventActionForm): Promise<void> {
    const { rating, title = '', review = '' } = form;
    if (rating === undefined) throw new InvalidInput({ rating: REQUIRED });
    const request = Object.assign(new ReviewRequest(), { event: event.id, rating, title, review });
    await this.writing.write(request, caller);
  }
}

function addressAfter({ status, checkoutUrl }: PaymentStart, after: (done: string) => string): string {
  if (status === 'completed') return after('paid');
  if (status === 'failed') return after('unpaid');
  return checkoutUrl ?? after('paying');
}
