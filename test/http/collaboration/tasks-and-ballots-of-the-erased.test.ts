import { TasksPersonalData } from '../../../src/collaboration/tasks/tasks.personal-data.js';
import { VotesPersonalData } from '../../../src/collaboration/votes/votes.personal-data.js';
import { plantGathering } from '../../support/gatherings.js';
import { brokenInvariants } from '../../support/invariants.js';
import type { Person } from '../../support/people.js';
import { world, type World } from '../../support/world.js';

let here: World;
let creator: Person;
let ada: Person;
let event: number;

beforeAll(async () => {
  here = await world();
  [creator, ada] = [await here.signUp(), await here.signUp()];
  event = await plantGathering(here, creator, { participants: [ada] });
});
afterAll(() => here?.close());

describe('tasks and ballots of a person', () => {
  it('are exported, and after erasure nobody’s, with the same counts', async () => {
    const { body: task } = await creator.http.post('/api/v1/tasks', { title: 'Cake', event, assignee: ada.id });
    const ends_at = new Date(here.clock.now().getTime() + 3_600_000).toISOString();
    const options = [{ text: 'Yes' }, { text: 'No' }];
    const { body: vote } = await ada.http.post('/api/v1/voting', { title: 'Well?', event, options, ends_at });
    await ada.http.post(`/api/v1/voting/${vote.id}/vote`, { options: [vote.options[1].id] });
    const [tasks, votes] = [
      here.app.get(TasksPersonalData, { strict: false }),
      here.app.get(VotesPersonalData, { strict: false }),
    ];
    expect(await tasks.export(ada.id)).toMatchObject({
      tasks: [{ id: task.id, title: 'Cake', assignee_id: ada.id }],
    });
    expect(await votes.export(ada.id)).toMatchObject({
      votes: [{ id: vote.id, options: ['Yes', 'No'] }],
      ballots: [{ vote_id: vote.id, options: ['No'], person_id: ada.id }],
    });
    for (let time = 0; time < 2; time++)
      await here.db.transaction(async (tx) => {
        await tasks.erase(tx, ada.id);
        await votes.erase(tx, ada.id);
      });
    expect((await creator.http.get(`/api/v1/tasks/${task.id}`)).body.assignee).toBeNull();
    const { body: after } = await creator.http.get(`/api/v1/voting/${vote.id}`);
    expect(after).toMatchObject({
      total_votes: 1,
      options: [{ vote_count: 0 }, { vote_count: 1, percentage: 100 }],
    });
    expect(await votes.export(ada.id)).toMatchObject({ ballots: [] });
    expect(await brokenInvariants(here.db)).toEqual({});
  });
});
