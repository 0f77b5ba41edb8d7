import { setTimeout as pause } from 'node:timers/promises';
import { BookingLoad } from '../support/booking-load.js';
import { DatabaseProxy } from '../support/database-proxy.js';
import { lossesOf, nothingLost, type Losses } from '../support/delivery-check.js';
import { Installation } from '../support/installation.js';
import { signUp, type Person } from '../support/people.js';
import { untilBroken, verdict, type Proof } from '../support/proof.js';
import { plantSlots } from '../support/slots.js';
import { allTold, TELLS_PROGRAMS, ToldPrograms } from '../support/told-programs.js';

const KILLS = { quick: 3, full: 50 };
const SLOTS_PER_KILL = 400;
/** Each kill has its moment however few bookings there are. */
const PAUSE_BETWEEN_BOOKINGS_MS = { quick: 100, full: 20 };
const PAUSE_BETWEEN_APPOINTMENTS_MS = 250;
const MARKS_A_DELIVERY = /INSERT INTO platform\.handled/i;
/** Of an event's listeners the one whose effect the calendar shows. */
const MARKS_A_FRAME = /INSERT INTO platform\.handled[^]*RelayListener\.relay/i;

/** Its receiver has taken it. */
const MARKS_A_WEBHOOK = /UPDATE integrations\.webhook_deliveries d\s+SET status = 'succeeded'/;
const FINISHES_A_STEP = /UPDATE messaging\.workflow_steps\s+SET status = \$/;

/**
 * When the worker dies: with a webhook taken and nobody knowing, with its effect committed and the queue not
 * told, in the middle of a workflow's step, in the middle of the transaction, or any time.
 */
const MOMENTS: ((proxy: DatabaseProxy, kill: number) => Promise<unknown>)[] = [
  (proxy) => proxy.holdStatement(MARKS_A_WEBHOOK),
  (proxy) => proxy.holdCommitOf(MARKS_A_DELIVERY),
  (proxy) => proxy.holdStatement(FINISHES_A_STEP),
  (proxy) => proxy.holdStatement(MARKS_A_DELIVERY),
  (_, kill) => pause((kill * 61) % 300),
];

const proof: Proof = {
  id: 'R17',
  what: 'kill -9 the worker in the middle of jobs, webhooks and workflows: none lost, no effect doubled',
  needs: 'redis',
  async run(size, progress) {
    const kills = KILLS[size];
    let proxy!: DatabaseProxy;
    const installation = await Installation.start({
      env: TELLS_PROGRAMS,
      workerDatabaseUrl: async (url) => (proxy = await DatabaseProxy.start(url)).url,
    });
    const { apis, worker, db } = installation;
    const programs = await ToldPrograms.begin(installation, PAUSE_BETWEEN_APPOINTMENTS_MS);
    try {
      const people = [await signUp(apis[0].http()), await signUp(apis[0].http())];
      const slots = await plantSlots(db, kills * SLOTS_PER_KILL);
      const load = new BookingLoad(apis[0].url, people, slots, PAUSE_BETWEEN_BOOKINGS_MS[size], () =>
        plantSlots(db, SLOTS_PER_KILL),
      );
      for (let kill = 0; kill < kills; kill++) {
        await MOMENTS[kill % MOMENTS.length]!(proxy, kill);
        await worker.kill();
        await worker.run();
        progress(`${kill + 1} of ${kills} kills, ${load.acknowledged.length} bookings`);
      }
      await Promise.all([load.stop(), programs.stop()]);
      const losses = await lossesOf(db, load.acknowledged, 90_000);
      const untold = await programs.untold();
      const twin = await untilBroken(
        () => withForgottenMarks(installation, proxy, people[0]!),
        ({ notShownOnce }) => notShownOnce > 0,
      );
      const twinUntold = await programs.untoldWithLosses();
      const figures = {
        kills,
        bookings_answered: load.acknowledged.length,
        ...losses,
        appointments_answered: programs.acknowledged.length,
        ...untold,
        overloaded: load.refused.length - load.failed.length,
        refused: load.failed.length + programs.failed.length,
        twin_doubled: twin.notShownOnce,
        twin_untold: twinUntold.webhooksWrong + twinUntold.stepsWrong,
      };
      return verdict(figures, {
        'nothing lost, nothing twice': nothingLost(losses),
        'webhooks and workflows tell of each appointment once':
          allTold(untold) && programs.acknowledged.length > 0,
        'the twin doubles': twin.notShownOnce > 0,
        'what is lost is noticed': twinUntold.webhooksWrong > 0 && twinUntold.stepsWrong > 0,
        'bookings went on': [load, programs].every((each) => each.failed.length + each.unanswered === 0),
      });
    } finally {
      await programs.stop();
      await installation.stop();
      await Promise.all([proxy.stop(), programs.close()]);
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
