import { TasksRepository } from '../../src/collaboration/tasks/tasks.repository.js';
import { plantGathering } from '../support/gatherings.js';
import { LoadClient } from '../support/load.js';
import type { Person } from '../support/people.js';
import { verdict, type Proof } from '../support/proof.js';
import { UnguardedTasks } from '../support/unguarded-gatherings.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { atOnce: 10, rounds: 5 }, full: { atOnce: 50, rounds: 10 } };

interface Round {
  faults: number;
  /** Different values of `completed_at` in the answers. */
  moments: number;
  events: number;
}

/** The creator and the assignee of a task complete it at the same time, again and again. */
async function rush(
  here: World,
  event: number,
  [creator, assignee]: [Person, Person],
  atOnce: number,
): Promise<Round> {
  const body = { title: 'Cake', event, assignee: assignee.id };
  const { id } = (await creator.http.post('/api/v1/tasks', body)).body as { id: number };
  const client = new LoadClient(here.url, atOnce);
  const answers = await Promise.all(
    Array.from({ length: atOnce }, (_, n) =>
      client.post(`/api/v1/tasks/${id}/complete`, (n % 2 ? creator : assignee).access),
    ),
  );
  client.close();
  const [row] = await here.db.query<{ events: number }>(
    `SELECT count(*)::int AS events FROM platform.outbox
     WHERE name = 'collaboration.task_completed' AND payload->>'id' = $1::text`,
    [id],
  );
  const done = answers.filter(({ status }) => status === 200);
  const moments = new Set(done.map((answer) => answer.body.task.completed_at as string)).size;
  return { faults: atOnce - done.length, moments, events: row!.events };
}

const proof: Proof = {
  id: 'RC3',
  what: 'a task completed by its creator and its assignee at once: one moment of completion, one event',
  async run(size, progress) {
    const { atOnce, rounds } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const pair: [Person, Person] = [await here.signUp(), await here.signUp()];
      const event = await plantGathering(here, pair[0], { participants: [pair[1]] });
      const seen: Round[] = [];
      for (let round = 0; round < rounds; round++) {
        seen.push(await rush(here, event, pair, atOnce));
        progress(`round ${round + 1} of ${rounds}`);
      }
      Object.setPrototypeOf(here.app.get(TasksRepository, { strict: false }), UnguardedTasks.prototype);
      const twin = await rush(here, event, pair, 10);
      const figures = {
        calls: atOnce * rounds,
        moments_max: Math.max(...seen.map(({ moments }) => moments)),
        events_max: Math.max(...seen.map(({ events }) => events)),
        faults: seen.reduce((sum, { faults }) => sum + faults, 0),
        twin_events: twin.events,
      };
      return verdict(figures, {
        'every call is answered with 200': figures.faults === 0,
        'one moment': seen.every(({ moments }) => moments === 1),
        'one event': seen.every(({ events }) => events === 1),
        'the twin fails': twin.events > 1,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
