import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '../support/database.js';
import { DatabaseProxy } from '../support/database-proxy.js';
import { signUp, type Person } from '../support/people.js';
import { Product } from '../support/product.js';
import { verdict, type Proof } from '../support/proof.js';
import { plantSlots } from '../support/slots.js';
import { SqlConnection } from '../support/sql.js';

const CRASHES = { quick: 3, full: 50 };
const TWINS = { quick: 1, full: 5 };
const WRITES_A_BOOKING = /INSERT INTO booking\.bookings/i;

/** One crash: what the first attempt left in the database, and what the repeated request then answered. */
interface Crash {
  committed: number | undefined;
  status: number;
  answeredId: number | undefined;
  isReplay: boolean;
  bookings: number;
}

/** The product and its database with a proxy in between, which knows when a commit has happened. */
class CrashSite {
  private constructor(
    readonly product: Product,
    readonly db: SqlConnection,
    private readonly proxy: DatabaseProxy,
    private readonly dropDatabase: () => Promise<void>,
  ) {}

  static async open(): Promise<CrashSite> {
    const database = await createTestDatabase();
    const proxy = await DatabaseProxy.start(database.url);
    const product = await Product.start({ databaseUrl: proxy.url });
    return new CrashSite(product, new SqlConnection(database.url), proxy, () => database.drop());
  }

  /**
   * Kills the product after the booking's commit and before its answer, starts it, and sends the request again.
   */
  async crash(person: Person, slot: number, headers: Record<string, string>): Promise<Crash> {
    const held = this.proxy.holdCommitOf(WRITES_A_BOOKING);
    const first = person.http.post('/api/v1/bookings', { time_slot: slot }, { headers }).catch(() => undefined);
    await held;
    await this.product.kill();
    if (await first) throw new Error('The first request was answered before the crash.');
    const [before] = await this.bookingsOf(slot);
    await this.product.run();
    const again = await person.http.post('/api/v1/bookings', { time_slot: slot }, { headers });
    return {
      committed: before,
      status: again.status,
      answeredId: again.body.id,
      isReplay: again.headers.get('idempotent-replayed') === 'true',
      bookings: (await this.bookingsOf(slot)).length,
    };
  }

  async close(): Promise<void> {
    await this.product.dispose();
    await this.proxy.stop();
    await this.db.close();
    await this.dropDatabase();
  }

  private async bookingsOf(slot: number): Promise<number[]> {
    const rows = await this.db.query<{ id: number }>('SELECT id FROM booking.bookings WHERE ref_id = $1', [
      slot,
    ]);
    return rows.map(({ id }) => id);
  }
}

const proof: Proof = {
  id: 'R10',
  what: 'kill -9 between commit and answer; the client repeats with the same key',
  async run(size, progress) {
    const site = await CrashSite.open();
    try {
      const person = await signUp(site.product.http());
      const slots = await plantSlots(site.db, CRASHES[size]);
      const crashes: Crash[] = [];
      for (const slot of slots) {
        crashes.push(await site.crash(person, slot, { 'idempotency-key': randomUUID() }));
        progress(`${crashes.length} of ${slots.length} crashes`);
      }
      const answeredWithoutKey = await twin(site, person, TWINS[size]);
      const first = crashes.filter(
        (one) => one.status === 201 && one.answeredId === one.committed && one.isReplay,
      );
      const figures = {
        crashes: crashes.length,
        committed_before: crashes.filter(({ committed }) => committed !== undefined).length,
        first_answer_given_again: first.length,
        more_than_one_effect: crashes.filter(({ bookings }) => bookings !== 1).length,
        twin_first_answer_given_again: `${answeredWithoutKey} of ${TWINS[size]}`,
      };
      return verdict(figures, {
        'every repetition got the first answer': first.length === crashes.length,
        'every effect happened once': figures.more_than_one_effect === 0,
        'the twin gets none': answeredWithoutKey === 0,
      });
    } finally {
      await site.close();
    }
  },
};

/**
 * Without a key the repetition is a stranger to the first request: what it did cannot be found out any more.
 */
async function twin(site: CrashSite, person: Person, times: number): Promise<number> {
  let answered = 0;
  for (const slot of await plantSlots(site.db, times)) {
    const { status, committed, answeredId } = await site.crash(person, slot, {});
    if (status === 201 && answeredId === committed) answered++;
  }
  return answered;
}

export default proof;
