import { BallotsRepository } from '../../../src/collaboration/ballots/ballots.repository.js';
import { VotesProcessor } from '../../../src/collaboration/votes/votes.processor.js';
import { TaskRemindersProcessor } from '../../../src/collaboration/tasks/task-reminders.processor.js';
import { eventually } from '../../support/eventually.js';
import { plantGathering } from '../../support/gatherings.js';
import type { Person } from '../../support/people.js';
import { somebodyWaits } from '../../support/somebody-waits.js';
import { world, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;

let here: World;
let creator: Person;
let ada: Person;
let event: number;

beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
  [creator, ada] = [await here.signUp(), await here.signUp()];
  event = await plantGathering(here, creator, {
    participants: [ada],
    startsAt: new Date(here.clock.now().getTime() + 300 * 24 * HOUR_MS),
  });
});
afterAll(() => here?.close());

const inHours = (hours: number) => new Date(here.clock.now().getTime() + hours * HOUR_MS).toISOString();
const told = async (name: string, id: number) =>
  (
    await here.db.query<{ payload: any }>(
      `SELECT payload FROM platform.outbox WHERE name = $1 AND payload->>'id' = $2::text ORDER BY id`,
      [`collaboration.${name}`, id],
    )
  ).map(({ payload }) => payload);

/** What the events of a vote's ballots say of how it stands. */
async function ballotsOf(voteId: number): Promise<any[]> {
  const rows = await here.db.query<{ counted: any }>(
    `SELECT payload->'counted' AS counted FROM platform.outbox
     WHERE name = 'collaboration.ballot_cast' AND payload->>'voteId' = $1::text ORDER BY id`,
    [voteId],
  );
  return rows.map(({ counted }) => counted);
}

async function openVote(hours: number): Promise<any> {
  const options = [{ text: 'Yes' }, { text: 'No' }];
  const answer = await ada.http.post('/api/v1/voting', {
    title: 'Well?',
    event,
    options,
    ends_at: inHours(hours),
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

describe('a vote', () => {
  it('ends by itself within two seconds, once, with its result', async () => {
    const vote = await openVote(2);
    await ada.http.post(`/api/v1/voting/${vote.id}/vote`, { options: [vote.options[1].id] });
    here.clock.advance(2 * HOUR_MS);
    const ended = await eventually(async () => {
      const found = await told('vote_ended', vote.id);
      if (found.length === 0) throw new Error('It has not ended yet.');
      return found;
    }, 5_000);
    expect(ended).toMatchObject([{ actorId: null, status: 'ended', totalVotes: 1, winner: { text: 'No' } }]);
    const sweep = here.app.get(VotesProcessor, { strict: false });
    await Promise.all([sweep.follow(), sweep.follow(), sweep.follow()]);
    expect(await told('vote_ended', vote.id)).toHaveLength(1);
    expect((await ada.http.post(`/api/v1/voting/${vote.id}/end`)).status).toBe(409);
  });

  it('tells how it stands with a ballot, at most once a second, and the last state always', async () => {
    const vote = await openVote(2);
    const sweep = here.app.get(VotesProcessor, { strict: false });
    const cast = (who: Person) =>
      who.http.post(`/api/v1/voting/${vote.id}/vote`, { options: [vote.options[0].id] });
    const inBetween = () => told('vote_results_changed', vote.id);

    await cast(ada);
    await Promise.all([sweep.follow(), sweep.follow()]);
    const { id, title, description, ends_at, created_at } = vote;
    expect(await ballotsOf(vote.id)).toEqual([
      {
        ...{ id, title, description, eventId: event, eventTitle: expect.any(String), status: 'active' },
        ...{ creatorId: ada.id, multipleChoice: false, endsAt: ends_at, createdAt: created_at },
        ...{ openTo: 'everyone', organizerId: creator.id },
        options: [
          { id: vote.options[0].id, text: 'Yes', ballots: 1 },
          { id: vote.options[1].id, text: 'No', ballots: 0 },
        ],
      },
    ]);
    expect(await inBetween()).toEqual([]);

    await cast(creator);
    await sweep.follow();
    expect([(await ballotsOf(vote.id))[1], await inBetween()]).toEqual([null, []]);
    here.clock.advance(1_000);
    await sweep.follow();
    const [last, ...more] = await inBetween();
    expect([last.totalVotes, last.results[0].voteCount, last.results[0].percentage, more]).toEqual([
      2,
      2,
      100,
      [],
    ]);
    here.clock.advance(5_000);
    await sweep.follow();
    expect(await inBetween()).toHaveLength(1);
  });

  it('leaves what a ballot that had to wait cannot know to the next second', async () => {
    const vote = await openVote(2);
    const [yes, no] = vote.options;
    const ballots = here.app.get(BallotsRepository, { strict: false });
    let waiting: Promise<{ status: number }> | undefined;
    await here.db.transaction(async (tx) => {
      const now = new Date(here.clock.now().getTime() - 2_000);
      const ballot = { voteId: vote.id, personId: creator.id, isAdmin: false, optionIds: [yes.id] };
      await ballots.cast(tx, { ...ballot, now });
      waiting = ada.http.post(`/api/v1/voting/${vote.id}/vote`, { options: [no.id] });
      await somebodyWaits(here);
    });
    expect((await waiting!).status).toBe(200);
    expect(await ballotsOf(vote.id)).toEqual([expect.objectContaining({ id: vote.id }), null]);
    await here.app.get(VotesProcessor, { strict: false }).follow();
    const [stands] = await told('vote_results_changed', vote.id);
    expect(stands.results.map(({ voteCount }: any) => voteCount)).toEqual([1, 1]);
  });

  it('that is deleted ends once: before its end was told, after it, and at the same time', async () => {
    const remove = (id: number) => ada.http.delete(`/api/v1/voting/${id}`);
    const [due, swept, ending] = [await openVote(1), await openVote(1), await openVote(3)];
    here.clock.advance(HOUR_MS);
    expect((await remove(due.id)).status).toBe(204);
    await here.app.get(VotesProcessor, { strict: false }).follow();
    expect((await remove(swept.id)).status).toBe(204);
    const answers = await here.db.transaction(async (tx) => {
      await tx.query('SELECT FROM collaboration.votes WHERE id = $1 FOR UPDATE', [ending.id]);
      const end = ada.http.post(`/api/v1/voting/${ending.id}/end`);
      await somebodyWaits(here);
      const removal = remove(ending.id);
      await somebodyWaits(here, 2);
      return { end, removal };
    });
    expect([(await answers.end).status, (await answers.removal).status]).toEqual([200, 204]);
    for (const { id } of [due, swept, ending]) {
      const [ended, [deleted, ...more]] = [await told('vote_ended', id), await told('vote_deleted', id)];
      expect(more).toEqual([]);
      expect(ended).toHaveLength(deleted.endWasTold ? 1 : 0);
    }
  });

  it('of a deleted event ends in silence', async () => {
    const own = await plantGathering(here, creator);
    const options = [{ text: 'Yes' }, { text: 'No' }];
    const { body } = await creator.http.post('/api/v1/voting', {
      title: 'Well?',
      event: own,
      options,
      ends_at: inHours(1),
    });
    await here.db.query('UPDATE collaboration.events SET deleted_at = $2 WHERE id = $1', [
      own,
      here.clock.now(),
    ]);
    here.clock.advance(HOUR_MS);
    await here.app.get(VotesProcessor, { strict: false }).follow();
    expect(await told('vote_ended', body.id)).toEqual([]);
  });
});

describe('a task', () => {
  const task = async (due_date: string) =>
    (await ada.http.post('/api/v1/tasks', { title: 'Cake', event, due_date, assignee: ada.id })).body;
  const remind = () => here.app.get(TaskRemindersProcessor, { strict: false }).remind();

  it('is said to be due a day before, once for each due date', async () => {
    const [later, soon, done] = [await task(inHours(48)), await task(inHours(23)), await task(inHours(48))];
    await ada.http.post(`/api/v1/tasks/${done.id}/complete`);
    await remind();
    expect(await told('task_due', later.id)).toEqual([]);
    here.clock.advance(24 * HOUR_MS);
    await Promise.all([remind(), remind()]);
    await remind();
    expect(await told('task_due', later.id)).toMatchObject([
      { id: later.id, assigneeId: ada.id, dueAt: later.due_date },
    ]);
    expect(await told('task_due', soon.id)).toEqual([]);
    expect(await told('task_due', done.id)).toEqual([]);
    await ada.http.put(`/api/v1/tasks/${later.id}`, { due_date: inHours(30) });
    await remind();
    expect(await told('task_due', later.id)).toHaveLength(1);
    here.clock.advance(7 * HOUR_MS);
    await remind();
    expect(await told('task_due', later.id)).toHaveLength(2);
  });
});
