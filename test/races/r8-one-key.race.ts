import { randomUUID } from 'node:crypto';
import { IdempotencyKeys } from '../../src/platform/http/idempotency/idempotency-keys.js';
import { setPaid, setSlotPrice } from '../support/booking-rows.js';
import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, type LoadAnswer } from '../support/load.js';
import { offerPriced, payTickets } from '../support/money.js';
import type { Person } from '../support/people.js';
import { verdict, type Proof } from '../support/proof.js';
import { plantSlots } from '../support/slots.js';
import { bookTickets } from '../support/tickets.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { atOnce: 30, rounds: 1 }, full: { atOnce: 100, rounds: 2 } };

interface Round {
  route: string;
  /** Answers that are neither the first one nor "still running". */
  strange: number;
  /** A repeat afterwards gives the first answer. */
  repeats: boolean;
  /** Events that the calls left. */
  effects: number;
}

/** A POST with what it acts on, made anew for each round. */
type Scene = (
  here: World,
  person: Person,
) => Promise<{ path: string; body?: object; event: string; refId: number }>;

const SCENES: Record<string, Scene> = {
  'POST bookings': async (here) => {
    const [slot] = await plantSlots(here.db, 1, 50);
    return { path: '/api/v1/bookings', body: { time_slot: slot }, event: 'booking.confirmed', refId: slot! };
  },
  'POST bookings/{id}/confirm': async (here, person) => {
    const [slot] = await plantSlots(here.db, 1);
    await setSlotPrice(here.db, slot!, 500);
    const { body } = await person.http.post('/api/v1/bookings', { time_slot: slot });
    await setPaid(here.db, body.id, 500);
    return { path: `/api/v1/bookings/${body.id}/confirm`, event: 'booking.confirmed', refId: slot! };
  },
  'POST bookings/{id}/cancel': async (here, person) => {
    const [slot] = await plantSlots(here.db, 1);
    const { body } = await person.http.post('/api/v1/bookings', { time_slot: slot });
    return { path: `/api/v1/bookings/${body.id}/cancel`, event: 'booking.cancelled', refId: slot! };
  },
  'POST payments': async (here, person) => {
    const event = await offerPriced(here, null);
    const booking = await bookTickets(person, event);
    const body = { booking: booking.id, amount: '29.99', method: 'mock' };
    return { path: '/api/v1/payments', body, event: 'booking.confirmed', refId: event };
  },
  'POST payments/{id}/refund': async (here, person) => {
    const { payment, event } = await payTickets(person, await offerPriced(here, null));
    return { path: `/api/v1/payments/${payment.id}/refund`, event: 'booking.cancelled', refId: event };
  },
};

async function stampede(here: World, person: Person, route: string, atOnce: number): Promise<Round> {
  const { path, body, event, refId } = await SCENES[route]!(here, person);
  const headers = { 'idempotency-key': randomUUID() };
  const client = new LoadClient(here.url, atOnce);
  const call = () => client.post(path, person.access, body, headers);
  const answers = await Promise.all(Array.from({ length: atOnce }, call));
  const repeat = await call();
  client.close();
  const first = (answer: LoadAnswer) =>
    answer.status < 300 && JSON.stringify(answer.body) === JSON.stringify(repeat.body);
  const running = ({ status, body }: LoadAnswer) => status === 409 && body.code === 'IDEMPOTENCY_IN_PROGRESS';
  const [found] = await here.db.query<{ effects: number }>(
    `SELECT count(*)::int AS effects FROM platform.outbox
      WHERE name = $2 AND payload->'offer'->>'refId' = $1::text`,
    [refId, event],
  );
  return {
    route,
    strange: answers.filter((answer) => !first(answer) && !running(answer)).length,
    repeats: repeat.status < 300 && answers.some(first),
    effects: found!.effects,
  };
}

const proof: Proof = {
  id: 'R8',
  what: 'one idempotency key in many requests at once, every POST: one effect, one answer',
  async run(size, progress) {
    const { atOnce, rounds } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const person = await here.signUp();
      const seen: Round[] = [];
      for (let round = 0; round < rounds; round++) {
        for (const route of Object.keys(SCENES)) seen.push(await stampede(here, person, route, atOnce));
        progress(`round ${round + 1} of ${rounds}`);
      }
      const broken = await brokenInvariants(here.db);
      // The twin: keys are neither looked up nor kept.
      const keys = here.app.get(IdempotencyKeys, { strict: false });
      keys.claim = async () => undefined;
      keys.store = async () => undefined;
      keys.storeRefusal = async () => undefined;
      const twin = await stampede(here, person, 'POST bookings', 20);
      const figures = {
        requests: seen.length * (atOnce + 1),
        routes: Object.keys(SCENES).length,
        strange_answers: seen.reduce((sum, { strange }) => sum + strange, 0),
        effects_max: Math.max(...seen.map(({ effects }) => effects)),
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_strange_answers: twin.strange,
      };
      return verdict(figures, {
        'one effect each': seen.every(({ effects }) => effects === 1),
        'every answer is the first one, or that it still runs': figures.strange_answers === 0,
        'a repeat gives the first answer': seen.every(({ repeats }) => repeats),
        'invariants hold': Object.keys(broken).length === 0,
        'the twin fails': twin.strange > 0,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
