import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { KeptAnswers } from '../../platform/http/idempotency/kept-answers.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput, NotFound } from '../../shared/errors.js';
import { JoinOnly } from '../booking.errors.js';
import { ReservationsService, type ReserveSeatsInput } from '../claims/reservations.service.js';
import { BookingTransitionsService } from './booking-transitions.service.js';
import { ofJson, type BookingWithOffer, type BookingWithOfferJson } from '../model/booking-columns.sql.js';
import {
  toAdminBookingResponse,
  toBookingResponse,
  type AdminBookingResponse,
  type AdminBookingsQuery,
  type BookingResponse,
  type BookRequest,
  type OwnBookingsQuery,
  type UserBookingsQuery,
} from './bookings.dto.js';
import type { BookingKind } from '../model/booking.entity.js';
import type { OfferProfile } from '../model/offer-profile.rules.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import { BookingsQueries } from './bookings.queries.js';
import { BookingsRepository } from '../model/bookings.repository.js';
import { roleOf, type Role } from './booking-permissions.policy.js';

const BOOKERS_AT_MOST = 1_000;
/** Another number where the columns of a booking or its body change so that what is kept reads otherwise. */
const KEPT_AS = 'booking/1';

/** Whose answer it is, and of when. */
interface BookedBy {
  id: number;
  fullName: string;
  at: string;
}

@Injectable()
export class BookingsService {
  constructor(
    private readonly db: Database,
    private readonly profiles: OfferProfilesService,
    private readonly reservations: ReservationsService,
    private readonly transitions: BookingTransitionsService,
    private readonly bookings: BookingsRepository,
    private readonly queries: BookingsQueries,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
    keptAnswers: KeptAnswers,
  ) {
    keptAnswers.register(KEPT_AS, (kept: { row: BookingWithOfferJson; given: BookedBy }) =>
      this.booked(ofJson(kept.row), kept.given),
    );
  }

  /** Refuses several offers and none with `InvalidInput`, and like `ReservationsService.reserveSeats`. */
  book(caller: Caller, request: BookRequest): Promise<BookingResponse> {
    const { profile, offer } = this.profiles.onlyNamed(request);
    const { seats, confirmFree } = profile.order!;
    const input: ReserveSeatsInput = {
      offer,
      personId: caller.id,
      quantity: seats === 'asked' ? request.number_of_tickets : seats,
      specialRequirements: request.special_requirements,
      confirmFree,
      refuseJoinOnly: true,
      seesDrafts: caller.isAdmin,
    };
    const given = (now: Date): BookedBy => ({
      id: caller.id,
      fullName: caller.fullName,
      at: now.toISOString(),
    });
    return this.reservations.bookSeats(
      input,
      (reserved, now) => this.booked(reserved, given(now)),
      (now) => ({ shape: KEPT_AS, given: given(now) }),
    );
  }

  async listOwn(caller: Caller, query: OwnBookingsQuery): Promise<Page<BookingResponse>> {
    return this.shown(
      caller,
      await this.queries.ofBooker(caller.id, query, this.profiles.named(query)[0], this.clock.now()),
    );
  }

  async listMine(caller: Caller, query: UserBookingsQuery): Promise<Page<BookingResponse>> {
    return this.shown(caller, await this.queries.ofPerson(caller.id, query, this.clock.now()));
  }

  async listAll(caller: Caller, query: AdminBookingsQuery, zone: string): Promise<Page<AdminBookingResponse>> {
    const bookers = query.user === undefined ? null : await this.idsOfBookers(query.user);
    const page = await this.queries.ofEverybody(query, bookers, zone);
    const ids = [...new Set(page.items.flatMap(({ booking }) => booking.personId ?? []))];
    const people = await this.identity.people(ids);
    const contacts = await this.identity.contactsOf(ids);
    const viewer = { caller, now: this.clock.now() };
    const apart = await this.apartOf(this.db, page.items);
    return {
      ...page,
      items: page.items.map((reserved) => {
        const person = people.get(reserved.booking.personId ?? 0);
        const booker = person ? { ...person, email: contacts.get(person.id)?.email ?? null } : null;
        const shown = apart.get(reserved.booking.id);
        return toAdminBookingResponse(reserved, booker, viewer, this.profileOf(reserved), shown);
      }),
    };
  }

  /** `NotFound` to everybody but the booker, the host and admins. */
  async read(caller: Caller, id: number): Promise<BookingResponse> {
    const { found } = await this.findVisible(caller, id);
    return this.shownTo(caller, found);
  }

  /** Refuses with `NotFound`, `Forbidden` to the wrong side, and like `BookingTransitionsService.confirm`. */
  async confirm(caller: Caller, id: number): Promise<BookingResponse> {
    const { found, role } = await this.findVisible(caller, id);
    if (found.offer?.joinOnly) throw new JoinOnly();
    const byHost = this.profileOf(found).isBetweenTwo ? role === 'host' : role !== 'booker';
    const input = { actorId: caller.id, byHost };
    return this.transition(caller, found, (tx) => this.transitions.confirm(tx, id, input));
  }

  /** Refuses with `NotFound`, `JoinOnly` for gatherings, and like `BookingTransitionsService.cancel`. */
  async cancel(caller: Caller, id: number, reason: string | null = null): Promise<BookingResponse> {
    const { found, role } = await this.findVisible(caller, id);
    if (found.offer?.joinOnly) throw new JoinOnly();
    return this.transition(caller, found, (tx) =>
      this.transitions.cancel(tx, id, { actorId: caller.id, cause: role, reason: reason || null }),
    );
  }

  async cancelAsAdmin(caller: Caller, id: number): Promise<void> {
    const { found } = await this.findVisible(caller, id);
    if (found.offer?.joinOnly) throw new JoinOnly();
    await this.db.transaction((tx) => this.transitions.cancel(tx, id, { actorId: caller.id, cause: 'admin' }));
  }

  private booked(reserved: BookingWithOffer, { id, fullName, at }: BookedBy): BookingResponse {
    return toBookingResponse(
      reserved,
      fullName,
      { caller: { id }, now: new Date(at) },
      this.profileOf(reserved),
    );
  }

  private async idsOfBookers(part: string): Promise<number[]> {
    const found = await this.identity.idsByUsername(part, BOOKERS_AT_MOST + 1);
    if (found.length <= BOOKERS_AT_MOST) return found;
    throw new InvalidInput({
      user: [`More than ${BOOKERS_AT_MOST} people have this in their names. Say more of it.`],
    });
  }

  private async findVisible(caller: Caller, id: number): Promise<{ found: BookingWithOffer; role: Role }> {
    const found = await this.bookings.find(this.db, id);
    const role = found && roleOf(found.booking, caller);
    if (!found || !role) throw new NotFound('The booking');
    return { found, role };
  }

  private async transition(
    caller: Caller,
    found: BookingWithOffer,
    write: (tx: Tx) => Promise<BookingWithOffer>,
  ): Promise<BookingResponse> {
    const name = await this.nameOf(caller, found);
    return this.db.transaction(async (tx) => {
      const moved = await write(tx);
      const viewer = { caller, now: this.clock.now() };
      const shown = (await this.apartOf(tx, [moved])).get(moved.booking.id);
      return toBookingResponse(moved, name, viewer, this.profileOf(moved), shown);
    });
  }

  private async shownTo(caller: Caller, reserved: BookingWithOffer): Promise<BookingResponse> {
    const viewer = { caller, now: this.clock.now() };
    const shown = (await this.apartOf(this.db, [reserved])).get(reserved.booking.id);
    const name = shown ? '' : await this.nameOf(caller, reserved);
    return toBookingResponse(reserved, name, viewer, this.profileOf(reserved), shown);
  }

  private async shown(caller: Caller, page: Page<BookingWithOffer>): Promise<Page<BookingResponse>> {
    const viewer = { caller, now: this.clock.now() };
    const apart = await this.apartOf(this.db, page.items);
    const others = page.items.flatMap(({ booking: { id, personId } }) =>
      personId === null || personId === caller.id || apart.has(id) ? [] : [personId],
    );
    const people =
      others.length > 0 ? await this.identity.people([...new Set(others)]) : new Map<number, never>();
    const nameOf = (id: number | null) => (id === caller.id ? caller.fullName : people.get(id ?? 0)?.fullName);
    return {
      ...page,
      items: page.items.map((reserved) => {
        const { id, personId } = reserved.booking;
        const profile = this.profileOf(reserved);
        return toBookingResponse(reserved, nameOf(personId) ?? '', viewer, profile, apart.get(id));
      }),
    };
  }

  /** A query for each kind among them that keeps something beside its bookings. */
  private async apartOf(source: Pick<Tx, 'query'>, bookings: readonly BookingWithOffer[]) {
    const now = this.clock.now();
    const kinds = [...new Set(bookings.map(({ booking }) => booking.kind))];
    const idsOf = (kind: BookingKind) =>
      bookings.flatMap(({ booking }) => (booking.kind === kind ? booking.id : []));
    const shown = await Promise.all(
      kinds.map((kind) => this.profiles.ofBooking(kind).showApart(source, idsOf(kind), now)),
    );
    return new Map(shown.flatMap((some) => [...some]));
  }

  private profileOf({ booking }: BookingWithOffer): OfferProfile {
    return this.profiles.ofBooking(booking.kind);
  }

  private async nameOf(caller: Caller, { booking: { personId } }: BookingWithOffer): Promise<string> {
    if (personId === caller.id) return caller.fullName;
    if (personId === null) return '';
    return (await this.identity.people([personId])).get(personId)?.fullName ?? '';
  }
}
