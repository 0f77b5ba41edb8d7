import { setTimeout as pause } from 'node:timers/promises';
import { BookingLoad } from '../support/booking-load.js';
import { lossesOf, nothingLost } from '../support/delivery-check.js';
import { eventually } from '../support/eventually.js';
import { Installation } from '../support/installation.js';
import { mailsTo } from '../support/mailbox.js';
import { alternates, outagesTold } from '../support/outage-lines.js';
import { signUp, signUpAs, type Person } from '../support/people.js';
import { verdict, within, type Proof } from '../support/proof.js';
import { plantSlots } from '../support/slots.js';
import { allTold, TELLS_PROGRAMS, ToldPrograms } from '../support/told-programs.js';

const AWAY_MS = { quick: 4_000, full: 30_000 };
const CALM_MS = 1_000;
const CLIENTS = 4;
const PAUSE_BETWEEN_BOOKINGS_MS = 25;
const PAUSE_BETWEEN_APPOINTMENTS_MS = 250;
const SAMPLE_EVERY_MS = 250;
const SENT_WITHIN_MS = 60_000;
/** Booked slots that an admin deletes while Redis is away: their bookers are to be told. */
const WITHDRAWN = 10;

const proof: Proof = {
  id: 'R18',
  what: 'Redis gone for 30 s and back empty: bookings go on, every notice, webhook and step comes once',
  needs: 'redis',
  async run(size, progress) {
    const installation = await Installation.start({ env: { LOG_LEVEL: 'warn', ...TELLS_PROGRAMS } });
    const { apis, db, redis } = installation;
    const programs = await ToldPrograms.begin(installation, PAUSE_BETWEEN_APPOINTMENTS_MS);
    try {
      const people: Person[] = [];
      for (let i = 0; i < CLIENTS; i++) people.push(await signUp(apis[i % 2]!.http()));
      const slots = await plantSlots(db, (AWAY_MS[size] / PAUSE_BETWEEN_BOOKINGS_MS + 1_000) * CLIENTS);
      const halves = [slots.splice(0, slots.length / 2), slots];
      const loads = apis.map(
        (api, i) =>
          new BookingLoad(api.url, people.slice(2 * i, 2 * i + 2), halves[i]!, PAUSE_BETWEEN_BOOKINGS_MS),
      );
      await eventually(() => {
        const answered = Math.min(...loads.map(({ acknowledged }) => acknowledged.length));
        if (answered < WITHDRAWN) throw new Error(`${answered} bookings were answered.`);
      });
      await redis.stop();
      const withdrawn = await withdraw(installation, loads[0]!);
      const probes = await sampled(apis, AWAY_MS[size]);
      progress(`Redis is back after ${AWAY_MS[size] / 1000} s`);
      await redis.restart();
      const backAt = performance.now();
      await pause(CALM_MS);
      await Promise.all([...loads, programs].map((load) => load.stop()));

      const acknowledged = loads.flatMap((load) => load.acknowledged);
      const standing = acknowledged.filter(({ slotId }) => !withdrawn.includes(slotId));
      const all = [...loads, programs];
      const failed = all.reduce((sum, load) => sum + load.failed.length + load.unanswered, 0);
      const losses = await lossesOf(db, standing, SENT_WITHIN_MS + 30_000);
      await eventually(
        async () => {
          const waiting = await db.value(`SELECT count(*) FROM platform.mails WHERE status <> 'sent'`);
          if (waiting > 0) throw new Error(`${waiting} mails were not sent.`);
        },
        SENT_WITHIN_MS + 30_000,
        200,
      );
      const sentAfter = performance.now() - backAt;
      const untold = await programs.untold();
      const isReady = await eventually(async () => {
        for (const api of apis)
          if ((await api.http().get('/health/ready')).status !== 200) throw new Error('not ready');
        return true;
      });
      const told = await Promise.all(
        [...apis, installation.worker].map((each) => outagesTold(each, 'Redis is back')),
      );
      const figures = {
        away_s: AWAY_MS[size] / 1000,
        bookings_answered: acknowledged.length,
        bookings_failed: failed,
        slowest_booking_ms: Math.round(Math.max(...loads.map(({ slowestMs }) => slowestMs))),
        ready_while_away: probes.ready,
        live_while_away: probes.live,
        notices_sent: `${await noticesTo(installation, people)} of ${withdrawn.length}`,
        mails_sent: await db.value(`SELECT count(*) FROM platform.mails WHERE status = 'sent'`),
        all_sent_after_ms: Math.round(sentAfter),
        ...losses,
        appointments_answered: programs.acknowledged.length,
        ...untold,
        lines_of_the_outage: told.map(({ length }) => length).join(', '),
      };
      return verdict(figures, {
        'nothing lost, nothing twice': nothingLost(losses),
        'webhooks and workflows tell of each appointment once':
          allTold(untold) && programs.acknowledged.length > 0,
        'bookings go on': failed <= acknowledged.length / 1000,
        'ready says 503': probes.ready === '503',
        'live says 200': probes.live === '200',
        'every notice sent once': figures.notices_sent === `${WITHDRAWN} of ${WITHDRAWN}`,
        'notices sent in time': sentAfter <= within(SENT_WITHIN_MS, size),
        'ready again': isReady,
        'two lines a process': told.every(
          (lines) => lines.length === 2 && alternates(lines, 'Redis is away', 'Redis is back'),
        ),
      });
    } finally {
      await programs.stop();
      await installation.stop();
      await programs.close();
    }
  },
};

async function withdraw({ apis, db }: Installation, load: BookingLoad): Promise<number[]> {
  const admin = await signUpAs(apis[0].http(), db, 'admin');
  const slots = load.acknowledged.slice(0, WITHDRAWN).map(({ slotId }) => slotId);
  for (const slot of slots) {
    const { status } = await admin.http.delete(`/api/v1/admin/timeslots/${slot}`);
    if (status !== 204) throw new Error(`Deleting a slot without Redis answered ${status}.`);
  }
  return slots;
}

/** Mails of the worker that say to one of these people that a slot was cancelled. */
async function noticesTo({ worker }: Installation, people: Person[]): Promise<number> {
  const mails = await Promise.all(people.map(({ email }) => mailsTo(worker, email)));
  return mails.flat().filter(({ subject }) => /cancel/i.test(subject ?? '')).length;
}

/** What the probes answered while Redis was away, once the processes had noticed. */
async function sampled(apis: Installation['apis'], forMs: number): Promise<{ ready: string; live: string }> {
  const [ready, live] = [new Set<number>(), new Set<number>()];
  const since = performance.now();
  for (const api of apis)
    await eventually(async () => {
      const { status } = await api.http().get('/health/ready');
      if (status !== 503) throw new Error(`Without Redis /health/ready answers ${status}.`);
    });
  do {
    for (const api of apis) {
      ready.add((await api.http().get('/health/ready')).status);
      live.add((await api.http().get('/health/live')).status);
    }
    await pause(SAMPLE_EVERY_MS);
  } while (performance.now() - since < forMs);
  return { ready: [...ready].join(), live: [...live].join() };
}

export default proof;
