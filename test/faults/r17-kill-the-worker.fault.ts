import { setTimeout as pause } from 'node:timers/promises';
import { BookingLoad } from '../support/booking-load.js';
import { DatabaseProxy } from '../support/database-proxy.js';
import { lossesOf, nothingLost, type Losses } from '../support/delivery-check.js';
import { Installation } from '../support/installation.js';
import { signUp, type Person } from '../support/people.js';
import { untilBroken, verdict, type Proof } from '../support/proof.js';
import { plantSlots } from '../support/slots.js';

const KILLS = { quick: 3, full: 50 };
const SLOTS_PER_KILL = 400;
const PAUSE_BETWEEN_BOOKINGS_MS = 20;
const MARKS_A_DELIVERY = /INSERT INTO platform\.handled/i;
/** Of an event's listeners the one whose effect the calendar shows. */
const MARKS_A_FRAME = /INSERT INTO platform\.handled[^]*RelayListener\.relay/i;

/**
 * When the worker dies: with its effect committed and the queue not told, in the middle of the transaction, or
 * any time.
 */
const MOMENTS = ['after the commit', 'before the commit', 'any time'] as const;

const proof: Proof = {
  id: 'R17',
  what: 'kill -9 the worker in the middle of a job: no job lost, no effect doubled',
  needs: 'redis',
  async run(size, progress) {
    const kills = KILLS[size];
    let proxy!: DatabaseProxy;
    const installation = await Installation.start({
      workerDatabaseUrl: async (url) => (proxy = await DatabaseProxy.start(url)).url,
    });
    const { apis, worker, db } = installation;
    try {
      const people = [await signUp(apis[0].http()), await signUp(apis[0].http())];
      const slots = await plantSlots(db, kills * SLOTS_PER_KILL);
      const load = new BookingLoad(apis[0].url, people, slots, PAUSE_BETWEEN_BOOKINGS_MS, () =>
        plantSlots(db, SLOTS_PER_KILL),
      );
      for (let kill = 0; kill < kills; kill++) {
        const moment = MOMENTS[kill % MOMENTS.length]!;
        if (moment === 'after the commit') await proxy.holdCommitOf(MARKS_A_DELIVERY);
        else if (moment === 'before the commit') await proxy.holdStatement(MARKS_A_DELIVERY);
        else await pause((kill * 61) % 300);
        await worker.kill();
        await worker.run();
        progress(`${kill + 1} of ${kills} kills, ${load.acknowledged.length} bookings`);
      }
      await load.stop();
      const losses = await lossesOf(db, load.acknowledged, 90_000);
      const twin = await untilBroken(
        () => withForgottenMarks(installation, proxy, people[0]!),
        ({ notShownOnce }) => notShownOnce > 0,
      );
      const figures = {
        kills,
        bookings_answered: load.acknowledged.length,
        ...losses,
        overloaded: load.refused.length - load.failed.length,
        refused: load.failed.length,
        twin_doubled: twin.notShownOnce,
      };
      return verdict(figures, {
        'nothing lost, nothing twice': nothingLost(losses),
        'the twin doubles': twin.notShownOnce > 0,
        'bookings went on': load.failed.length === 0 && load.unanswered === 0,
      });
    } finally {
      await installation.stop();
      await proxy.stop();
    }
  },
};

/** The same kill where the marks of what was handled do not survive it: then the effect comes twice. */
async function withForgottenMarks(
  { apis, worker, db }: Installation,
  proxy: DatabaseProxy,
  person: Person,
): Promise<Losses> {
  const [slot] = await plantSlots(db, 1);
  const held = proxy.holdCommitOf(MARKS_A_FRAME);
  const { body } = await apis[0].http(person.access).post('/api/v1/bookings', { time_slot: slot });
  await held;
  await worker.kill();
  await db.query(
    'DELETE FROM platform.handled h USING platform.outbox o WHERE o.id = h.event_id AND o.done_at IS NULL',
  );
  await worker.run();
  return lossesOf(db, [{ bookingId: body.id, slotId: slot!, at: 0 }], 90_000);
}

export default proof;
