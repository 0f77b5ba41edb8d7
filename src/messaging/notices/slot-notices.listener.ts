import { Injectable } from '@nestjs/common';
import {
  BookingCancelled,
  BookingRescheduled,
  type BookingFacts,
  type Cancellation,
  type Rescheduling,
} from '../../booking/booking.events.js';
import { IdentityApi, type Contact } from '../../identity/identity.api.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { OnEvents } from '../../platform/events/on-event.js';
import { Mailer } from '../../platform/mail/mailer.js';
import type { Mail } from '../../platform/mail/mail.js';
import { cancellationNotice, moveNotice } from './slot-notices.js';

type Cancelled = PublishedEvent<BookingFacts & Cancellation>;
type Moved = PublishedEvent<BookingFacts & Rescheduling>;

/** Mails the bookers of a slot what others did to it. Who cancels or moves for oneself needs no mail. */
@Injectable()
export class SlotNoticesListener {
  constructor(
    private readonly identity: IdentityApi,
    private readonly mailer: Mailer,
  ) {}

  @OnEvents(BookingCancelled)
  cancelled(events: Cancelled[], tx: Tx): Promise<void> {
    const told = events.filter(({ payload: { kind, cause } }) => kind === 'slot' && cause !== 'booker');
    return this.tell(told, tx, ({ payload }, contact) =>
      cancellationNotice(contact, titleOf(payload), payload, payload.reason),
    );
  }

  @OnEvents(BookingRescheduled)
  moved(events: Moved[], tx: Tx): Promise<void> {
    const told = events.filter(({ payload: { kind, cause } }) => kind === 'slot' && cause !== 'booker');
    return this.tell(told, tx, ({ payload }, contact) => {
      const before = { startsAt: payload.previousStartsAt, endsAt: payload.previousEndsAt };
      return moveNotice(contact, titleOf(payload), before, payload);
    });
  }

  private async tell<Event extends PublishedEvent<BookingFacts>>(
    events: Event[],
    tx: Tx,
    notice: (event: Event, contact: Contact) => Mail,
  ): Promise<void> {
    const contacts = await this.identity.contactsOf(events.flatMap(({ payload }) => payload.personId ?? []));
    for (const event of events) {
      const { bookingId, personId } = event.payload;
      const contact = personId === null ? undefined : contacts.get(personId);
      if (!contact) continue;
      const dedupeKey = `${event.name}:${event.id}:${bookingId}`;
      await this.mailer.send({ ...notice(event, contact), dedupeKey }, tx);
    }
  }
}

function titleOf({ offer }: BookingFacts): string {
  return offer?.label?.name ?? offer?.title ?? 'a time slot';
}
