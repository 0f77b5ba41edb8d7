import { setTimeout as pause } from 'node:timers/promises';
import { BookingLoad } from '../support/booking-load.js';
import { lossesOf, nothingLost } from '../support/delivery-check.js';
import { eventually } from '../support/eventually.js';
import { signUp, type Person } from '../support/people.js';
import { Product } from '../support/product.js';
import { verdict, within, type Proof } from '../support/proof.js';
import { startProgram } from '../support/program.js';
import { freePort } from '../support/ports.js';
import { plantSlots } from '../support/slots.js';
import { embeddedUrl, SqlConnection } from '../support/sql.js';

const KILLS = { quick: 2, full: 50 };
const CLIENTS = 4;
const SLOTS_PER_KILL = 1_500;
const READY_WITHIN_MS = 3_000;
const ANSWERED_PER_KILL = 10;
/** Between a start and the next kill: a different one each time, so that kills fall on every kind of moment. */
const lifetime = (kill: number) => 300 + ((kill * 137) % 700);

const proof: Proof = {
  id: 'R16',
  what: 'kill -9 the server under load: every 201 kept, every event delivered once, ready again',
  async run(size, progress) {
    const kills = KILLS[size];
    const product = await Product.start();
    try {
      const people: Person[] = [];
      for (let i = 0; i < CLIENTS; i++) people.push(await signUp(product.http()));
      const planting = new SqlConnection(embeddedUrl(product.dataDir));
      const slots = await plantSlots(planting, kills * SLOTS_PER_KILL);
      await planting.close();
      const load = new BookingLoad(product.url, people, slots);
      const readyAfter: number[] = [];
      for (let kill = 1; kill <= kills; kill++) {
        await pause(lifetime(kill));
        await hasAnswered(load, kill * ANSWERED_PER_KILL);
        await product.kill();
        readyAfter.push(await product.run());
        progress(`${kill} of ${kills} kills, ${load.acknowledged.length} bookings answered`);
      }
      await pause(lifetime(0));
      await load.stop();

      const db = new SqlConnection(embeddedUrl(product.dataDir));
      const losses = await lossesOf(db, load.acknowledged);
      const twinLost = await hastyTwin(db, product, people[0]!);
      await db.close();
      const slowest = Math.round(Math.max(...readyAfter));
      const errors = load.refused.filter(({ status }) => status >= 500 && status !== 503).length;
      return verdict(
        {
          kills,
          bookings_answered: load.acknowledged.length,
          requests_cut_off: load.unanswered,
          ...losses,
          ready_after_ms_median: Math.round(readyAfter.sort((a, b) => a - b)[Math.floor(kills / 2)]!),
          ready_after_ms_max: slowest,
          status_500: errors,
          twin_lost: twinLost,
        },
        {
          'nothing lost, nothing twice': nothingLost(losses),
          'ready in time': slowest <= within(READY_WITHIN_MS, size),
          'no 500': errors === 0,
          'there was load': load.acknowledged.length >= kills * ANSWERED_PER_KILL && load.unanswered > 0,
          'the twin loses': twinLost > 0,
        },
      );
    } finally {
      await product.dispose();
    }
  },
};

/** A busy machine answers few in a short life: no kill comes before there was something to lose. */
function hasAnswered(load: BookingLoad, bookings: number): Promise<void> {
  return eventually(() => {
    const answered = load.acknowledged.length;
    if (answered < bookings) throw new Error(`${answered} of ${bookings} bookings were answered.`);
  });
}

/** The same clients and the same kill against a server that answers before it writes. */
async function hastyTwin(db: SqlConnection, product: Product, person: Person): Promise<number> {
  await db.query('CREATE TABLE hasty_bookings (id bigint PRIMARY KEY, slot bigint)');
  const port = await freePort();
  const program = 'test/faults/hasty-server.ts';
  const args = [`${port}`, embeddedUrl(product.dataDir)];
  const server = await startProgram(program, args);
  const load = new BookingLoad(
    `http://127.0.0.1:${port}`,
    [person],
    Array.from({ length: 100_000 }, (_, n) => n),
  );
  await eventually(() => {
    if (load.acknowledged.length < 20) throw new Error('The twin answers nothing.');
  });
  await server.kill('SIGKILL');
  const told = load.acknowledged.map(({ bookingId }) => bookingId);
  const again = await startProgram(program, args);
  await load.stop();
  await again.kill('SIGKILL');
  return db.value(
    'SELECT count(*) FROM unnest($1::bigint[]) AS told (id) WHERE id NOT IN (SELECT id FROM hasty_bookings)',
    [told],
  );
}

export default proof;
