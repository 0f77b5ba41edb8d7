import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { BookingLoad, type Acknowledged } from '../support/booking-load.js';
import { createTestDatabase } from '../support/database.js';
import { DatabaseProxy } from '../support/database-proxy.js';
import { lossesOf, nothingLost } from '../support/delivery-check.js';
import { eventually } from '../support/eventually.js';
import { slowdown } from '../support/machine.js';
import { signUp, signUpAs, type Person } from '../support/people.js';
import { Product } from '../support/product.js';
import { verdict, within, type Figures, type Proof, type Size } from '../support/proof.js';
import { plantSlots } from '../support/slots.js';
import { SqlConnection } from '../support/sql.js';
import type { Refused } from '../support/steady-load.js';
import { faultsOf, plantPriced, TicketLoad, type Purchase } from '../support/ticket-load.js';

/**
 * Longer than the product waits for anything; so many new requests each second, whether or not others are
 * answered.
 */
const SIZES = { quick: { outageMs: 7_000, perSecond: 40 }, full: { outageMs: 20_000, perSecond: 200 } };
const ANSWERED_WITHIN_MS = { quick: 6_000, full: 5_000 };
const RECOVERED_WITHIN_MS = 5_000;
const RUSH_EVERY_MS = 50;
const CLIENTS = 4;
const SLOTS = 8_000;
const EVENTS = 3_000;
const IN_A_ROW = 20;
const PAUSE_MS = 40;
/** What waits beside the rush: the steady clients, who looks at the product's metrics, and jobs. */
const FEW = 150;
const SMALL_POOL = '4';

interface Site {
  product: Product;
  db: SqlConnection;
  size: Size;
  people: Person[];
  events: number[];
}

interface Outage {
  begin(): Promise<void> | void;
  end(): Promise<void> | void;
}

/** What was acknowledged. */
interface Kept {
  bookings: Acknowledged[];
  purchases: Purchase[];
}

interface Endured extends Kept {
  answered: number;
  refused: Refused[];
  slowestMs: number;
  cutOff: number;
  mostWaiting: number;
  recoveredMs: number;
}

/**
 * People who keep coming for slots, for tickets, and to pay one and the same booking, while nobody can be
 * served.
 */
async function rush({ size, events, people }: Site, slots: number[], unpaid: any): Promise<Refused[]> {
  const { outageMs, perSecond } = SIZES[size];
  const http = people[0]!.http.impatient();
  const wishes = [
    (n: number) => http.post('/api/v1/bookings', { time_slot: slots[n % slots.length] }),
    (n: number) => http.post('/api/v1/bookings', { event: events.at(-1 - (n % 100)), number_of_tickets: 1 }),
    () => http.post('/api/v1/payments', { booking: unpaid.id, amount: unpaid.total_price, method: 'mock' }),
  ];
  const asked: Promise<Refused>[] = [];
  const ask = async (n: number) => {
    const sentAt = performance.now();
    const { status, body, headers } = await wishes[n % wishes.length]!(n);
    const at = performance.now();
    return { status, code: body.code, hasRetryAfter: headers.has('retry-after'), at, tookMs: at - sentAt };
  };
  for (let sinceMs = 0; sinceMs < outageMs; sinceMs += RUSH_EVERY_MS) {
    while (asked.length < (sinceMs / 1000) * perSecond) asked.push(ask(asked.length));
    await pause(RUSH_EVERY_MS);
  }
  return Promise.all(asked);
}

/** How many requests of the product wait for a connection, as it tells itself. */
async function waitingIn({ product }: Site): Promise<number> {
  const { body } = await product.http().get<string>('/metrics');
  return Number(/^database_pool_connections\{state="waiting"\} (\d+)/m.exec(body)?.[1]);
}

/**
 * Milliseconds until a slot and a ticket were booked without a key, and paid, as the first of so many in a row
 * that were all fine; counted anew after a refusal.
 */
async function recovery(site: Site, slots: number[], person: Person, kept: Kept): Promise<number> {
  const since = performance.now();
  let recoveredMs = 0;
  const post = (path: string, body: object) => person.http.impatient().post(`/api/v1/${path}`, body);
  for (let inARow = 0, turn = 0; inARow < IN_A_ROW; turn++) {
    const slotId = slots.pop()!;
    const slot = await post('bookings', { time_slot: slotId });
    const at = performance.now();
    if (slot.status === 201) kept.bookings.push({ bookingId: slot.body.id, slotId, at });
    const { status, body: booking } = await post('bookings', {
      event: site.events[turn],
      number_of_tickets: 1,
    });
    const wish = { booking: booking.id, amount: booking.total_price, method: 'mock' };
    const paid = status === 201 ? await post('payments', wish) : undefined;
    const isFine = slot.status === 201 && paid?.status === 201;
    inARow = isFine ? inARow + 1 : 0;
    if (inARow === 1) recoveredMs = performance.now() - since;
    if (isFine) kept.purchases.push({ bookingId: booking.id, paymentId: paid.body.id, cents: 2999, at });
    else if (performance.now() - since > 12 * RECOVERED_WITHIN_MS * slowdown())
      throw new Error('The product did not recover.');
  }
  return recoveredMs;
}

async function endure(site: Site, outage: Outage): Promise<Endured> {
  const { product, db, size, people, events } = site;
  const [rusher, afterwards, ...others] = people as [Person, Person, ...Person[]];
  const slots = await plantSlots(db, SLOTS);
  const kept = slots.splice(0, 200);
  const { body: unpaid } = await rusher.http.post('/api/v1/bookings', {
    event: events.at(-200),
    number_of_tickets: 1,
  });
  const bookings = new BookingLoad(product.url, others.slice(0, CLIENTS), slots, PAUSE_MS);
  const tickets = new TicketLoad(product.url, others.slice(CLIENTS), events, PAUSE_MS);
  const loads = [bookings, tickets];
  const answered = () => bookings.acknowledged.length + tickets.purchases.length;
  await eventually(() => {
    if (answered() < 2 * IN_A_ROW) throw new Error(`${answered()} were answered.`);
  });

  await outage.begin();
  const from = performance.now();
  const waiting: Promise<number>[] = [];
  const sampling = setInterval(() => waiting.push(waitingIn(site)), 400);
  const rushed = rush(site, kept.splice(0, 100), unpaid);
  await pause(SIZES[size].outageMs);
  clearInterval(sampling);
  const until = performance.now();
  await outage.end();

  const told: Kept = { bookings: [], purchases: [] };
  const recoveredMs = await recovery(site, kept, afterwards, told);
  await Promise.all(loads.map((load) => load.stop()));
  const refused = [...loads.flatMap((load) => load.refused), ...(await rushed)];
  return {
    answered: answered(),
    refused: refused.filter(({ at }) => at > from && at <= until),
    slowestMs: Math.max(...loads.map((load) => load.slowestMs), ...refused.map(({ tookMs }) => tookMs)),
    cutOff: loads.reduce((sum, load) => sum + load.unanswered, 0),
    mostWaiting: Math.max(...(await Promise.all(waiting))),
    recoveredMs,
    bookings: [...told.bookings, ...bookings.acknowledged],
    purchases: [...told.purchases, ...tickets.purchases],
  };
}

/** The figures of an outage under `name`, and what must hold of them. */
function judged(
  name: string,
  size: Size,
  endured: Endured,
): { figures: Figures; conditions: Record<string, boolean> } {
  const { refused, slowestMs, cutOff, mostWaiting, recoveredMs } = endured;
  const others = refused.filter(({ status }) => status !== 503 && status !== 429);
  const unmarked = refused.filter(({ hasRetryAfter }) => !hasRetryAfter).length;
  const figures = {
    answered_201: endured.answered,
    answered_503: refused.length - others.length,
    answered_otherwise:
      [...new Set(others.map(({ status, code }) => `${status} ${code}`))].join(', ') || 'none',
    without_retry_after: unmarked,
    slowest_answer_ms: Math.round(slowestMs),
    connections_dropped: cutOff,
    most_waiting: mostWaiting,
    recovered_ms: Math.round(recoveredMs),
  };
  const conditions = {
    'only 503 with Retry-After': others.length === 0 && unmarked === 0 && refused.length > IN_A_ROW,
    'every request answered in time': cutOff === 0 && slowestMs <= ANSWERED_WITHIN_MS[size] * slowdown(),
    'the queue is bounded': mostWaiting <= (SIZES[size].perSecond * ANSWERED_WITHIN_MS.full) / 1000 + FEW,
    'recovered in time': recoveredMs <= within(RECOVERED_WITHIN_MS, size),
  };
  const named = (entries: object) => Object.entries(entries).map(([key, value]) => [`${name}_${key}`, value]);
  return { figures: Object.fromEntries(named(figures)), conditions: Object.fromEntries(named(conditions)) };
}

/**
 * The same silence for a caller whose limits hold for each step on its own: how long until it can say that it
 * failed.
 */
async function twinOf(
  databaseUrl: string,
): Promise<{ untilRefused(): Promise<number>; close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, query_timeout: 4_500 });
  pool.on('error', () => undefined);
  const client = await pool.connect();
  client.on('error', () => undefined);
  return {
    async untilRefused() {
      const since = performance.now();
      await client
        .query('BEGIN')
        .catch(() => client.query('ROLLBACK'))
        .catch(() => undefined);
      return performance.now() - since;
    },
    async close() {
      client.release(true);
      await pool.end();
    },
  };
}

/** Locks every row that a booking or a payment needs, from outside. */
function lockedRows(databaseUrl: string): Outage {
  const client = new pg.Client({ connectionString: databaseUrl });
  return {
    async begin() {
      await client.connect();
      await client.query('BEGIN');
      await client.query('SELECT FROM booking.offers FOR UPDATE');
    },
    async end() {
      await client.query('ROLLBACK');
      await client.end();
    },
  };
}

const proof: Proof = {
  id: 'R20',
  what: 'the database silent for 20 s, then the pool exhausted: 503 in time, nothing lost, nothing paid twice',
  isLong: true,
  async run(size, progress) {
    const database = await createTestDatabase();
    const db = new SqlConnection(database.url);
    const proxy = await DatabaseProxy.start(database.url);
    const silent = await Product.start({ databaseUrl: proxy.url });
    const started: Product[] = [silent];
    try {
      const people: Person[] = [];
      for (let n = 0; n < 2 + 2 * CLIENTS; n++) people.push(await signUp(silent.http()));
      const organizer = await signUpAs(silent.http(), db, 'organizer');
      const site = async (product: Product): Promise<Site> => ({
        ...{ product, db, size, people },
        events: await plantPriced(db, organizer, EVENTS),
      });
      const twin = await twinOf(proxy.url);
      let twinLate: Promise<number> | undefined;
      const begin = () => {
        proxy.silence();
        twinLate = twin.untilRefused();
      };
      const silence = await endure(await site(silent), { begin, end: () => proxy.speak() });
      const twinMs = Math.round((await twinLate)!);
      await twin.close();
      progress(`silent: recovered after ${Math.round(silence.recoveredMs)} ms`);
      await silent.terminate();

      const small = await Product.start({ databaseUrl: database.url, env: { DATABASE_POOL_SIZE: SMALL_POOL } });
      started.push(small);
      const calling = people.map((person) => ({ ...person, http: small.http(person.access) }));
      const exhaustion = await endure({ ...(await site(small)), people: calling }, lockedRows(database.url));
      progress(`exhausted: recovered after ${Math.round(exhaustion.recoveredMs)} ms`);

      const losses = await lossesOf(db, [...silence.bookings, ...exhaustion.bookings]);
      const purchases = [...silence.purchases, ...exhaustion.purchases];
      const money = await faultsOf(db, purchases);
      const [first, second] = [judged('silent', size, silence), judged('exhausted', size, exhaustion)];
      return verdict(
        {
          outage_ms: SIZES[size].outageMs,
          ...first.figures,
          ...second.figures,
          ...losses,
          ...money,
          twin_answers_after_ms: twinMs,
        },
        {
          ...first.conditions,
          ...second.conditions,
          'nothing lost, nothing twice': nothingLost(losses),
          'the twin is late': twinMs > ANSWERED_WITHIN_MS[size],
          'money is where it was told': Object.values(money).every((count) => count === 0),
        },
      );
    } finally {
      for (const product of started) await product.dispose();
      await proxy.stop();
      await db.close();
      await database.drop();
    }
  },
};

export default proof;
