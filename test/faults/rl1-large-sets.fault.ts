import { setTimeout as pause } from 'node:timers/promises';
import { plantBookingsOf, plantCrowd, plantQueue } from '../support/crowds.js';
import { createTestDatabase } from '../support/database.js';
import { DatabaseProxy } from '../support/database-proxy.js';
import { makeDraft } from '../support/events.js';
import { eventually } from '../support/eventually.js';
import type { Answer } from '../support/http.js';
import { brokenInvariants } from '../support/invariants.js';
import { signUp, signUpAs, type Person } from '../support/people.js';
import { Product } from '../support/product.js';
import { verdict, type Proof, type Size } from '../support/proof.js';
import { plantSlots } from '../support/slots.js';
import { SqlConnection } from '../support/sql.js';

type Moment = 'holdStatement' | 'holdCommitOf';

/** As many as the product promises; at quick size some portions more than there are kills. */
const SIZES = {
  quick: { bookings: 4_500, waiting: 4_500, own: 3_500 },
  full: { bookings: 100_000, waiting: 10_000, own: 50_000 },
};
const DONE_WITHIN_MS = 300_000;
const PORTION_WITHIN_MS = 180_000;
/** In the middle of a portion, and after it was written with nobody knowing. */
const MOMENTS: Moment[] = ['holdStatement', 'holdCommitOf'];

/** A request that concerns many rows, most of which are written after its answer. */
interface LargeSet {
  ask(): Promise<Answer>;
  /** A statement of each portion. */
  portion: RegExp;
  /** Rows that are yet to be written. */
  left: string;
  id: number;
}

const CANCELS_OF_OFFER =
  /chosen AS \(\s*SELECT b\.id, b\.offer_id FROM booking\.bookings b\s*WHERE b\.offer_id = /;
const CLOSES_A_QUEUE = /UPDATE booking\.waitlist w SET status = 'expired', ended_at/;
const GIVES_UP = /SELECT b\.id, b\.offer_id FROM booking\.bookings b WHERE b\.id = ANY\(\$\d+::bigint\[\]\)\)/;

class Site {
  private constructor(
    readonly product: Product,
    readonly db: SqlConnection,
    readonly admin: Person,
    private readonly proxy: DatabaseProxy,
    private readonly dropDatabase: () => Promise<void>,
  ) {}

  static async open(): Promise<Site> {
    const database = await createTestDatabase();
    const proxy = await DatabaseProxy.start(database.url);
    const product = await Product.start({ databaseUrl: proxy.url });
    const db = new SqlConnection(database.url);
    const admin = await signUpAs(product.http(), db, 'admin');
    return new Site(product, db, admin, proxy, () => database.drop());
  }

  async event(bookings: number): Promise<LargeSet> {
    const now = new Date();
    const { id } = await makeDraft(this.admin, now, { max_attendees: bookings });
    await this.admin.http.post(`/api/v1/events/${id}/publish`);
    await plantCrowd(this.db, 'event', id, bookings);
    return {
      id,
      ask: () => this.admin.http.post(`/api/v1/events/${id}/cancel`, {}),
      portion: CANCELS_OF_OFFER,
      left: `SELECT count(*) FROM booking.bookings
        WHERE kind = 'ticket' AND ref_id = $1 AND status = 'confirmed'`,
    };
  }

  async slot(waiting: number): Promise<LargeSet> {
    const [id] = (await plantSlots(this.db, 1)) as [number];
    await plantCrowd(this.db, 'slot', id, 1);
    await plantQueue(this.db, 'slot', id, waiting);
    return {
      id,
      ask: () => this.admin.http.delete(`/api/v1/admin/timeslots/${id}`),
      portion: CLOSES_A_QUEUE,
      left: `SELECT waiting FROM booking.offers WHERE kind = 'slot' AND ref_id = $1`,
    };
  }

  async account(own: number): Promise<LargeSet> {
    const person = await signUp(this.product.http());
    await plantBookingsOf(this.db, person.id, await plantSlots(this.db, own));
    return {
      id: person.id,
      ask: () => person.http.delete('/api/v1/users/me'),
      portion: GIVES_UP,
      left: `SELECT count(*) FROM booking.bookings WHERE person_id = $1 AND status = 'confirmed'`,
    };
  }

  /** Asks, and kills the product at each of the moments; answers milliseconds until the answer. */
  async killWhile(set: LargeSet, progress: (text: string) => void): Promise<number> {
    const askedAt = performance.now();
    const { status, body } = await set.ask();
    const answeredMs = performance.now() - askedAt;
    if (status >= 300) throw new Error(`It was answered ${status}: ${JSON.stringify(body)}`);
    for (const moment of MOMENTS) {
      await heldWithin(PORTION_WITHIN_MS, this.proxy[moment](set.portion), progress);
      await this.product.kill();
      if ((await this.left(set)) === 0) throw new Error('All was done before the kill.');
      await this.product.run();
    }
    return answeredMs;
  }

  /** Answers seconds until nothing was left. */
  async done(set: LargeSet, progress: (text: string) => void): Promise<number> {
    const from = performance.now();
    await eventually(
      async () => {
        const left = await this.left(set);
        progress(`${left} left`);
        if (left > 0) throw new Error(`${left} are left.`);
      },
      DONE_WITHIN_MS,
      200,
    );
    return (performance.now() - from) / 1_000;
  }

  left({ left, id }: LargeSet): Promise<number> {
    return this.db.value(left, [id]);
  }

  async close(): Promise<void> {
    await this.product.dispose();
    await this.proxy.stop();
    await this.db.close();
    await this.dropDatabase();
  }
}

/** An erasure that was interrupted is found by a sweep, once a minute. */
async function heldWithin(ms: number, held: Promise<void>, progress: (text: string) => void): Promise<void> {
  const until = performance.now() + ms;
  const isHeld = held.then(() => true);
  while (!(await Promise.race([isHeld, pause(1_000, false)]))) {
    if (performance.now() > until) throw new Error('There was no portion to be killed in.');
    progress('waiting for a portion');
  }
}

/** Who was told of a cancellation, or of the end of a queue, not exactly once. */
const TOLD_WRONGLY = `
  WITH told AS (
    SELECT 'b' || (payload->>'bookingId') AS what FROM platform.outbox WHERE name = 'booking.cancelled'
    UNION ALL
    SELECT 'w' || entry FROM platform.outbox
    CROSS JOIN LATERAL jsonb_array_elements_text(payload->'entryIds') AS entry WHERE name = 'waitlist.closed'
  ), due AS (
    SELECT 'b' || id AS what FROM booking.bookings WHERE status = 'cancelled'
    UNION ALL SELECT 'w' || id FROM booking.waitlist WHERE status = 'expired'
  ), counted AS (SELECT what, count(*) AS times FROM told GROUP BY what)
  SELECT count(*) FROM due FULL JOIN counted USING (what) WHERE times IS DISTINCT FROM 1 OR due.what IS NULL`;

const proof: Proof = {
  id: 'RL1',
  what: 'kill -9 while a large set is worked off: an event cancelled, a slot deleted, an account erased',
  isLong: true,
  async run(size: Size, progress) {
    const site = await Site.open();
    try {
      const { bookings, waiting, own } = SIZES[size];
      const sets = [await site.event(bookings), await site.slot(waiting), await site.account(own)];
      const figures: Record<string, number | string> = { bookings, waiting, own };
      for (const [n, name] of ['cancel', 'delete', 'erase'].entries()) {
        figures[`${name}_answered_ms`] = Math.round(await site.killWhile(sets[n]!, progress));
        figures[`${name}_done_s`] = Math.round(await site.done(sets[n]!, progress));
      }
      const withdrawn = `SELECT count(*) FROM platform.outbox
        WHERE name = 'booking.offer_withdrawn' AND payload->>'kind' = 'event' AND payload->>'refId' = $1::text`;
      figures.told_wrongly = await site.db.value(TOLD_WRONGLY);
      figures.events_withdrawn = await site.db.value(withdrawn, [sets[0]!.id]);
      figures.broken_invariants = Object.keys(await brokenInvariants(site.db)).join(' ') || 'none';
      const twin = await forgetful(site);
      return verdict(
        { ...figures, twin_left: twin.left, twin_noticed: twin.noticed },
        {
          'everybody is told once': figures.told_wrongly === 0 && figures.events_withdrawn === 1,
          'invariants hold': figures.broken_invariants === 'none',
          'the twin leaves live bookings behind': twin.left > 0,
          'that is noticed': twin.noticed > 0,
        },
      );
    } finally {
      await site.close();
    }
  },
};

/** The same where what is under way is known to the process alone: after the kill nobody goes on. */
async function forgetful(site: Site): Promise<{ left: number; noticed: number }> {
  const set = await site.event(SIZES.quick.bookings);
  const asked = await set.ask();
  if (asked.status >= 300) throw new Error(`The twin was answered ${asked.status}.`);
  await site.product.kill();
  await site.db.query('UPDATE booking.offers SET withdrawing_since = NULL WHERE withdrawing_since IS NOT NULL');
  await site.db.query('DELETE FROM booking.withdrawals');
  await site.product.run();
  const { live_bookings_of_withdrawn_offers: noticed = 0 } = await brokenInvariants(site.db);
  return { left: await site.left(set), noticed };
}

export default proof;
