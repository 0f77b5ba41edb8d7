import { Injectable } from '@nestjs/common';
import {
  BookingConfirmed,
  BookingHeld,
  SeatOffered,
  type BookingPayload,
  type SeatOfferPayload,
} from '../../booking/booking.events.js';
import { IdentityApi } from '../../identity/identity.api.js';
import { ContactBrought } from '../../integrations/integrations.events.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import { OnEvent, OnEvents } from '../../platform/events/on-event.js';
import { SchedulingApi, type InviteeCard } from '../../scheduling/scheduling.api.js';
import { Clock } from '../../shared/clock.js';
import { ContactsRepository, type ContactEntry } from './contacts.repository.js';
import { ContactsService } from './contacts.service.js';

type Made = PublishedEvent<Partial<BookingPayload> & Pick<SeatOfferPayload, 'bookingId'>>;

/** Whoever books an appointment is a contact of its host from then on. */
@Injectable()
export class ContactsListener {
  constructor(
    private readonly contacts: ContactsRepository,
    private readonly scheduling: SchedulingApi,
    private readonly identity: IdentityApi,
    private readonly service: ContactsService,
    private readonly clock: Clock,
  ) {}

  @OnEvents(BookingHeld, BookingConfirmed, SeatOffered)
  async keep(events: PublishedEvent[], tx: Tx): Promise<void> {
    const made = (events as Made[]).filter(({ name, payload: { kind, offer } }) =>
      name === SeatOffered.name ? offer?.kind === 'occurrence' : kind === 'appointment',
    );
    if (made.length === 0) return;
    const cards = await this.cardsOf(tx, made);
    const owners = await this.standing(tx, cards);
    // An erasure that came first has emptied what was read before the locks.
    const entries = new Map<string, ContactEntry>();
    for (const card of await this.cardsOf(tx, made))
      if (owners.has(card.hostId)) entries.set(`${card.hostId} ${card.email}`, toEntry(card));
    if (entries.size > 0) await this.contacts.keep(tx, [...entries.values()], this.clock.now());
  }

  /** By a program of theirs. */
  @OnEvent(ContactBrought)
  async bring({ payload }: PublishedEvent<PayloadOf<typeof ContactBrought>>, tx: Tx): Promise<void> {
    const { ownerId, ...contact } = payload;
    const known = await this.identity.idsByVerifiedEmail([contact.email], tx);
    const people = await this.identity.lockContacts(tx, [...new Set([ownerId, ...known.values()])]);
    const isNobodys = [ownerId, ...known.values()].some((id) => !people.has(id));
    if (!isNobodys) await this.service.bring(tx, ownerId, contact);
  }

  /** Of those that were made by it: what is confirmed later was entered when it was made. */
  private async cardsOf(tx: Tx, events: Made[]): Promise<InviteeCard[]> {
    const confirmed = new Set(
      events.flatMap(({ name, payload }) => (name === BookingConfirmed.name ? payload.bookingId : [])),
    );
    const others = new Set(
      events.flatMap(({ name, payload }) => (name === BookingConfirmed.name ? [] : payload.bookingId)),
    );
    const cards = await this.scheduling.inviteeCards(tx, [...new Set([...confirmed, ...others])]);
    return cards.filter(({ bookingId, isFirmFromTheStart }) => others.has(bookingId) || isFirmFromTheStart);
  }

  /** None of these people is erased until the contacts are kept. */
  private async standing(tx: Tx, cards: InviteeCard[]): Promise<ReadonlyMap<number, unknown>> {
    const known = await this.identity.idsByVerifiedEmail(
      cards.map(({ email }) => email),
      tx,
    );
    const ids = cards.flatMap(({ hostId, personId }) => (personId === null ? [hostId] : [hostId, personId]));
    return this.identity.lockContacts(tx, [...new Set([...ids, ...known.values()])]);
  }
}

function toEntry({ hostId, email, name, phone, timezone, bookings, lastBookedAt }: InviteeCard): ContactEntry {
  return {
    ...{ ownerId: hostId, email, name, phone, timezone, company: '', notes: '', source: 'booking' },
    ...{ bookingsCount: bookings, lastBookingAt: lastBookedAt },
  };
}
