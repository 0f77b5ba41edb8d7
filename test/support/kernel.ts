import { DataSource } from 'typeorm';
import { BookingApi } from '../../src/booking/booking.api.js';
import { BookingTransitionsService } from '../../src/booking/bookings/booking-transitions.service.js';
import { BookingPaymentsService } from '../../src/booking/paying/booking-payments.service.js';
import { BookingPersonalData } from '../../src/booking/booking.personal-data.js';
import { DueBookingsProcessor } from '../../src/booking/bookings/due-bookings.processor.js';
import { TerminalTransitionsRepository } from '../../src/booking/transitions/terminal-transitions.repository.js';
import { LiveTransitionsRepository } from '../../src/booking/transitions/live-transitions.repository.js';
import { BookingPaymentsRepository } from '../../src/booking/paying/booking-payments.repository.js';
import { ReschedulingService } from '../../src/booking/bookings/rescheduling.service.js';
import { PersonLocksRepository } from '../../src/booking/claims/person-locks.repository.js';
import { ReservationsService } from '../../src/booking/claims/reservations.service.js';
import { SeatSnapshotQueries } from '../../src/booking/claims/seat-snapshot.queries.js';
import { SeatClaimsRepository } from '../../src/booking/claims/seat-claims.repository.js';
import { TimeClaimsRepository } from '../../src/booking/claims/time-claims.repository.js';
import type { OfferTerms } from '../../src/booking/model/offer.entity.js';
import { OffersQueries } from '../../src/booking/offers/offers.queries.js';
import { OffersRepository } from '../../src/booking/offers/offers.repository.js';
import { OffersService } from '../../src/booking/offers/offers.service.js';
import { WaitlistPromoterService } from '../../src/booking/promotion/waitlist-promoter.service.js';
import { WaitlistQueries } from '../../src/booking/waitlist/waitlist.queries.js';
import { WaitlistRepository } from '../../src/booking/promotion/waitlist.repository.js';
import { WaitlistService } from '../../src/booking/waitlist/waitlist.service.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { Database } from '../../src/platform/database/database.js';
import { Outbox } from '../../src/platform/events/outbox.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { eventually } from './eventually.js';
import { SqlConnection } from './sql.js';
import { TestClock } from './test-clock.js';

const HOUR_MS = 3_600_000;

/** Booking's door on a database of its own, without the rest of the product: nobody relays its events. */
export class Kernel {
  private refs = 0;

  constructor(
    readonly api: BookingApi,
    readonly reservations: ReservationsService,
    readonly waitlist: WaitlistService,
    readonly promotions: WaitlistPromoterService,
    readonly sweeps: DueBookingsProcessor,
    readonly db: Database,
    readonly clock: TestClock,
    readonly personalData: BookingPersonalData,
    private readonly disconnect: () => Promise<void>,
    private readonly database: TestDatabase,
  ) {}

  /** Ends all connections, so that they have reported; how often PostgreSQL had to break a deadlock. The kernel is over then. */
  async deadlocks(): Promise<number> {
    await this.disconnect();
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
    await this.disconnect();
    await this.database.drop();
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
    const wish = { kind: 'slot' as const, offer: { kind: 'slot' as const, refId }, personId, quantity };
    return this.reservations.bookSeats({ ...wish, confirmFree: true }, ({ booking }) => booking);
  }

  /** A published event of one free seat, unless `terms` says otherwise; answers its refId. */
  event(terms: Partial<OfferTerms> = {}): Promise<number> {
    return this.slot({ kind: 'event', title: 'Concert', label: null, ...terms });
  }

  /** Takes tickets of an event: firm where they are free, else held. */
  ticket(refId: number, personId: number, quantity = 1) {
    const wish = { kind: 'ticket' as const, offer: { kind: 'event' as const, refId }, personId, quantity };
    return this.reservations.bookSeats({ ...wish, confirmFree: true }, ({ booking }) => booking);
  }

  /** Joins the waitlist of an event. */
  wait(refId: number, personId: number, quantity = 1) {
    const wish = { offer: { kind: 'event' as const, refId }, personId, quantity };
    return this.db.transaction((tx) => this.waitlist.joinIn(tx, wish));
  }

  cancel(bookingId: number) {
    return this.db.transaction((tx) => this.api.cancel(tx, bookingId, { actorId: 1, cause: 'booker' }));
  }

  confirm(bookingId: number) {
    return this.db.transaction((tx) => this.api.confirm(tx, bookingId, { actorId: 1 }));
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

/** Starts a kernel; `parts` stand in for the repositories where a proof needs broken ones. */
export async function kernel(
  parts: {
    seats?: SeatClaimsRepository;
    time?: TimeClaimsRepository;
    people?: PersonLocksRepository;
    endings?: TerminalTransitionsRepository;
    waitlist?: WaitlistRepository;
  } = {},
): Promise<Kernel> {
  const database = await createTestDatabase();
  const config = loadConfig({ NODE_ENV: 'test', DATABASE_URL: database.url });
  const dataSource = await new DataSource(dataSourceOptions(database.url, 20)).initialize();
  const db = new Database(dataSource, config);
  const clock = new TestClock();
  const outbox = new Outbox({ raise: () => undefined } as never);
  const [people, endings, moves] = [
    parts.people ?? new PersonLocksRepository(),
    parts.endings ?? new TerminalTransitionsRepository(),
    new LiveTransitionsRepository(),
  ];
  const [offersRepository, offersQueries] = [new OffersRepository(), new OffersQueries()];
  const [seats, time] = [parts.seats ?? new SeatClaimsRepository(), parts.time ?? new TimeClaimsRepository()];
  const facts = new SeatSnapshotQueries();
  const reservations = new ReservationsService(db, seats, time, facts, people, endings, outbox, clock, config);
  const waiting = parts.waitlist ?? new WaitlistRepository();
  const promotions = new WaitlistPromoterService(db, waiting, endings, outbox, clock, config);
  const bookings = new BookingTransitionsService(moves, endings, people, promotions, outbox, clock);
  const rescheduling = new ReschedulingService(
    bookings,
    moves,
    offersRepository,
    endings,
    people,
    promotions,
    outbox,
    clock,
  );
  const offers = new OffersService(offersRepository, offersQueries, endings, people, promotions, outbox, clock);
  const payments = new BookingPaymentsService(new BookingPaymentsRepository(), endings, outbox, clock);
  const api = new BookingApi(
    db,
    offers,
    offersQueries,
    reservations,
    bookings,
    rescheduling,
    people,
    moves,
    payments,
    clock,
  );
  const noJobs = { repeat: async () => undefined } as never;
  const sweeps = new DueBookingsProcessor(db, endings, promotions, outbox, noJobs, clock, config);
  const personalData = new BookingPersonalData(db, endings, people, waiting, outbox, clock);
  const waitlist = new WaitlistService(
    db,
    waiting,
    new WaitlistQueries(),
    offersRepository,
    facts,
    promotions,
    bookings,
    clock,
  );
  const disconnect = async () => void (dataSource.isInitialized && (await dataSource.destroy()));
  return new Kernel(
    api,
    reservations,
    waitlist,
    promotions,
    sweeps,
    db,
    clock,
    personalData,
    disconnect,
    database,
  );
}
