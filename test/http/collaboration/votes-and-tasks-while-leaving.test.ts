import { BookingApi } from '../../../src/booking/booking.api.js';
import { joinGathering, leaveGathering, plantGathering } from '../../support/gatherings.js';
import type { Answer } from '../../support/http.js';
import type { Person } from '../../support/people.js';
import { somebodyWaits } from '../../support/somebody-waits.js';
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

/** Makes the call while Ada’s departure is written but not committed; answers what comes after. */
async function whileLeaving(call: () => Promise<Answer>): Promise<Answer> {
  const booking = here.app.get(BookingApi, { strict: false });
  const held = await booking.seatsHeldBy(ada.id, 'event', [event]);
  const answer = await here.db.transaction(async (tx) => {
    await booking.cancel(tx, held.get(event)!, { actorId: ada.id, cause: 'booker', reason: null });
    const pending = call();
    await somebodyWaits(here);
    return { pending };
  });
  const settled = await answer.pending;
  await joinGathering(here, event, ada);
  return settled;
}

describe('while somebody leaves', () => {
  it('a ballot of theirs waits, and is refused', async () => {
    const ends_at = new Date(here.clock.now().getTime() + 3_600_000).toISOString();
    const body = { title: 'Well?', event, options: [{ text: 'Yes' }, { text: 'No' }], ends_at };
    const { body: vote } = await creator.http.post('/api/v1/voting', body);
    const ballot = { options: [vote.options[0].id] };
    const answer = await whileLeaving(() => ada.http.post(`/api/v1/voting/${vote.id}/vote`, ballot));
    expect(answer).toMatchObject({ status: 403, body: { code: 'SEAT_REQUIRED' } });
    expect((await creator.http.get(`/api/v1/voting/${vote.id}`)).body.total_votes).toBe(0);
  });

  it('giving them a task waits, and is refused', async () => {
    const { body: task } = await creator.http.post('/api/v1/tasks', { title: 'Cake', event });
    const answer = await whileLeaving(() =>
      creator.http.post(`/api/v1/tasks/${task.id}/assign`, { assignee: ada.id }),
    );
    expect(answer).toMatchObject({ status: 400, body: { field_errors: { assignee: [expect.any(String)] } } });
  });

  it('nothing stays with them, whoever is first', async () => {
    for (let round = 0; round < 5; round++) {
      const { body: task } = await creator.http.post('/api/v1/tasks', { title: 'Cake', event });
      await Promise.all([
        leaveGathering(here, event, ada),
        creator.http.post(`/api/v1/tasks/${task.id}/assign`, { assignee: ada.id }),
      ]);
      await here.drainEvents();
      expect((await creator.http.get(`/api/v1/tasks/${task.id}`)).body.assignee).toBeNull();
      await joinGathering(here, event, ada);
    }
  });
});
