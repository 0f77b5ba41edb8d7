import { Global, Module, type Type, type ValueProvider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test, type TestingModule } from '@nestjs/testing';
import { BookingApi, SeatGrantFollower } from '../../src/booking/booking.api.js';
import { BookingModule } from '../../src/booking/booking.module.js';
import { BookingPersonalData } from '../../src/booking/booking.personal-data.js';
import { DueBookingsProcessor } from '../../src/booking/bookings/due-bookings.processor.js';
import { ReservationsService } from '../../src/booking/claims/reservations.service.js';
import type { OfferTerms } from '../../src/booking/model/offer.entity.js';
import { CheckInsService } from '../../src/booking/tickets/check-ins.service.js';
import { WaitlistPromoterService } from '../../src/booking/promotion/waitlist-promoter.service.js';
import { WithdrawalsProcessor } from '../../src/booking/withdrawals/withdrawals.processor.js';
import { WithdrawalsService } from '../../src/booking/withdrawals/withdrawals.service.js';
import { WaitlistService } from '../../src/booking/waitlist/waitlist.service.js';
import { EventProfile } from '../../src/collaboration/model/event-profile.adapter.js';
import { IdentityApi } from '../../src/identity/identity.api.js';
import { IdentityModule } from '../../src/identity/identity.module.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { Database } from '../../src/platform/database/database.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import type { Tx } from '../../src/platform/database/tx.js';
import { Outbox } from '../../src/platform/events/outbox.js';
import { KeptAnswers } from '../../src/platform/http/idempotency/kept-answers.js';
import { OutboxSignal } from '../../src/platform/events/outbox-signal.js';
import { Registries } from '../../src/platform/registries/registries.js';
import type { Standing } from '../../src/platform/registries/standing-follower.js';
import { SecretsModule } from '../../src/platform/secrets/secrets.module.js';
import { AppointmentProfile } from '../../src/scheduling/appointments/appointment-profile.adapter.js';
import { AppointmentsQueries } from '../../src/scheduling/appointments/appointments.queries.js';
import { MeetingProfile } from '../../src/scheduling/meetings/meeting-profile.adapter.js';
import { SlotProfile } from '../../src/scheduling/timeslots/slot-profile.adapter.js';
import { createTestDatabase, type TestDatabase, withTime } from './database.js';
import { eventually } from './eventually.js';
import { SqlConnection } from './sql.js';
import { TestClock } from './test-clock.js';

const HOUR_MS = 3_600_000;

/** Everybody has an account; who is suspended, and whose address is proven, the test says. */
class KernelPeople {
  readonly suspended = new Set<number>();
  readonly addresses = new Map<number, string>();

  lockStanding(_tx: Tx, id: number): Promise<Standing> {
    return Promise.resolve({ isActive: !this.suspended.has(id), maySellTickets: true });
  }

  verifiedAddressOf(id: number): Promise<string | null> {
    return Promise.resolve(this.addresses.get(id) ?? null);
  }
}

@Module({ providers: [{ provide: IdentityApi, useClass: KernelPeople }], exports: [IdentityApi] })
class NoIdentity {}

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [Registries, SlotProfile, AppointmentsQueries, AppointmentProfile, MeetingProfile, EventProfile],
  exports: [Registries],
})
class OfferedKinds {}

@Global()
@Module({
  providers: [Outbox, KeptAnswers, { provide: OutboxSignal, useValue: { raise: () => undefined } }],
  exports: [Outbox, KeptAnswers],
})
class AroundTheKernel {}

/** The booking module on a database of its own, without the rest of the product: nobody delivers its events. */
export class Kernel {
  private refs = 0;
  readonly api = this.module.get(BookingApi);
  readonly reservations = this.module.get(ReservationsService);
  readonly waitlist = this.module.get(WaitlistService);
  readonly promoter = this.module.get(WaitlistPromoterService);
  readonly checkIns = this.module.get(CheckInsService);
  readonly withdrawals = this.module.get(WithdrawalsService);
  readonly withdrawing = this.module.get(WithdrawalsProcessor);
  readonly sweeps = this.module.get(DueBookingsProcessor);
  readonly db = this.module.get(Database);
  readonly personalData = this.module.get(BookingPersonalData);
  readonly people = this.module.get<IdentityApi, KernelPeople>(IdentityApi);

  constructor(
    private readonly module: TestingModule,
    private readonly database: TestDatabase,
    readonly clock: TestClock,
  ) {}

  /**
   * Ends all connections, so that they have reported; how often PostgreSQL had to break a deadlock. The kernel
   * is over then.
   */
  async deadlocks(): Promise<number> {
    await this.module.close();
    const sql = new SqlConnection(this.database.url);
    const others =
      'SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
    await eventually(async () => {
      if ((await sql.value(others)) > 0) throw new Error('Connections are still open.');
    });
    const count = await sql.value('SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()');
    await sql.close();
    return count;
  }

  async close(): Promise<void> {
    await this.module.close();
    await this.database.drop();
  }

  /** A part without state behaves like another from now on, such as like a twin of it. */
  behave(part: Type<object>, like: Type<object>): void {
    Object.setPrototypeOf(this.module.get(part), like.prototype as object);
  }

  /** The hour's instant, `hours` from the start of a day far ahead. */
  at(hours: number): Date {
    return new Date(Date.UTC(2035, 0, 1) + hours * HOUR_MS);
  }

  /** A public slot of one seat, unless `terms` says otherwise; answers its refId. */
  async slot(terms: Partial<OfferTerms> = {}): Promise<number> {
    const refId = ++this.refs;
    const startsAt = terms.startsAt ?? this.at(9);
    await this.db.transaction((tx) =>
      this.api.offerSeats(tx, {
        kind: 'slot',
        refId,
        title: '',
        label: { id: 1, name: 'Cat 1', color: '#336699' },
        state: 'open',
        visibility: 'public',
        capacity: 1,
        maxPerBooking: 10,
        priceCents: 0,
        currency: 'USD',
        refundPolicy: null,
        startsAt,
        endsAt: new Date(startsAt.getTime() + HOUR_MS),
        opensAt: null,
        closesAt: startsAt,
        organizerId: null,
        joinOnly: false,
        ...terms,
      }),
    );
    return refId;
  }

  /** Takes seats of a slot as a use case of its own. */
  book(refId: number, personId: number, quantity = 1) {
    const wish = { offer: { kind: 'slot' as const, refId }, personId, quantity };
    return this.reservations.bookSeats({ ...wish, confirmFree: true }, ({ booking }) => booking);
  }

  /** A published event of one free seat, unless `terms` says otherwise; answers its refId. */
  event(terms: Partial<OfferTerms> = {}): Promise<number> {
    return this.slot({ kind: 'event', title: 'Concert', label: null, ...terms });
  }

  /** Takes tickets of an event: firm where they are free, else held. */
  ticket(refId: number, personId: number, quantity = 1) {
    const wish = { offer: { kind: 'event' as const, refId }, personId, quantity };
    return this.reservations.bookSeats({ ...wish, confirmFree: true }, ({ booking }) => booking);
  }

  /** Joins the waitlist of an event. */
  wait(refId: number, personId: number, quantity = 1) {
    const wish = { offer: { kind: 'event' as const, refId }, personId, quantity };
    return this.db.transaction((tx) => this.waitlist.joinIn(tx, wish));
  }

  /** Stands beside the providers that follow what booking does. */
  follow(follower: SeatGrantFollower): void {
    const registries = this.module.get(Registries);
    const all = registries.providersOf.bind(registries) as Registries['providersOf'];
    registries.providersOf = ((type: never) =>
      type === SeatGrantFollower ? [follower] : all(type)) as Registries['providersOf'];
  }

  cancel(bookingId: number) {
    return this.db.transaction((tx) => this.api.cancel(tx, bookingId, { actorId: 1, cause: 'booker' }));
  }

  confirm(bookingId: number) {
    return this.db.transaction((tx) => this.api.confirm(tx, bookingId, { actorId: 1 }));
  }

  /** Money came for a booking. */
  record(bookingId: number, cents: number) {
    return this.db.transaction(async (tx) =>
      this.api.recordPayment(tx, await this.api.lockBooking(tx, bookingId), cents),
    );
  }

  /** Claims the time of host and booker, confirmed at once. */
  meet(
    hostId: number,
    personId: number,
    from: number,
    to: number,
    buffers: { before?: number; after?: number } = {},
  ) {
    return this.db.transaction((tx) =>
      this.api.reserveTime(tx, {
        kind: 'appointment',
        refId: null,
        personId,
        hostId,
        people: [hostId, personId],
        startsAt: this.at(from),
        endsAt: this.at(to),
        bufferBeforeMinutes: buffers.before,
        bufferAfterMinutes: buffers.after,
        expiresAt: null,
      }),
    );
  }
}

/** Starts a kernel; `replacements` take the place of providers where a proof needs broken ones. */
export async function kernel(...replacements: ValueProvider[]): Promise<Kernel> {
  return kernelWith({}, replacements);
}

export async function kernelWith(
  env: Record<string, string>,
  replacements: ValueProvider[] = [],
): Promise<Kernel> {
  const database = await createTestDatabase();
  const limits = { DATABASE_POOL_SIZE: '20', MAX_UNPAID_HOLDS: '1000000' };
  const config = loadConfig({ NODE_ENV: 'test', DATABASE_URL: withTime(database.url), ...limits, ...env });
  const clock = new TestClock();
  const builder = Test.createTestingModule({
    imports: [
      ...[ConfigModule.of(config, clock), DatabaseModule, SecretsModule],
      ...[AroundTheKernel, OfferedKinds, BookingModule],
    ],
  });
  builder.overrideModule(IdentityModule).useModule(NoIdentity);
  for (const { provide, useValue } of replacements) builder.overrideProvider(provide).useValue(useValue);
  const module = await builder.useMocker(() => ({})).compile();
  return new Kernel(module, database, clock);
}
