import { TaskRemindersProcessor } from '../../../src/collaboration/tasks/task-reminders.processor.js';
import { cancelGathering, joinGathering, leaveGathering, plantGathering } from '../../support/gatherings.js';
import type { Person } from '../../support/people.js';
import { world, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;

let here: World;
let creator: Person;
let ada: Person;
let ben: Person;
let stranger: Person;
let event: number;

beforeAll(async () => {
  here = await world();
  [creator, ada, ben, stranger] = [
    await here.signUp(),
    await here.signUp(),
    await here.signUp(),
    await here.signUp(),
  ];
  event = await plantGathering(here, creator, { participants: [ada, ben] });
});
afterAll(() => here?.close());

const inHours = (hours: number) => new Date(here.clock.now().getTime() + hours * HOUR_MS).toISOString();

async function taskOf(who: Person, more: object = {}): Promise<any> {
  const answer = await who.http.post('/api/v1/tasks/', { title: 'Bring the cake', event, ...more });
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
}

const eventsOf = async (name: string, taskId: number) =>
  (
    await here.db.query<{ payload: any }>(
      `SELECT payload FROM platform.outbox WHERE name = $1 AND payload->>'id' = $2::text ORDER BY id`,
      [`collaboration.${name}`, taskId],
    )
  ).map(({ payload }) => payload);

describe('making a task', () => {
  it('answers it whole, pending and of medium priority unless said otherwise', async () => {
    const due_date = inHours(48);
    const body = {
      title: 'Cake',
      description: 'Chocolate',
      event,
      priority: 'high',
      due_date,
      assignee: ben.id,
    };
    const { status, body: made } = await ada.http.post('/api/v1/tasks/', body);
    expect(status).toBe(201);
    expect(made).toEqual({
      id: expect.any(Number),
      title: 'Cake',
      description: 'Chocolate',
      status: 'pending',
      priority: 'high',
      due_date,
      completed_at: null,
      event: { id: event, title: 'Picnic' },
      assignee: { id: ben.id, username: ben.username, first_name: 'Pat', last_name: expect.any(String) },
      creator: { id: ada.id, username: ada.username },
      created_at: expect.any(String),
      updated_at: made.created_at,
    });
    expect(await taskOf(ada)).toMatchObject({
      priority: 'medium',
      description: '',
      due_date: null,
      assignee: null,
    });
    expect(await eventsOf('task_created', made.id)).toMatchObject([
      { actorId: ada.id, eventTitle: 'Picnic', eventId: event },
    ]);
    expect(await eventsOf('task_assigned', made.id)).toMatchObject([
      { assigneeId: ben.id, previousAssigneeId: null },
    ]);
  });

  it.each([
    ['a due date too far away', () => ({ due_date: '9999-12-31T23:59:59-05:00' }), 'due_date'],
    ['an unknown priority', () => ({ priority: 'whenever' }), 'priority'],
    ['an empty title', () => ({ title: ' ' }), 'title'],
    ['an unknown event', () => ({ event: 999_999_999 }), 'event'],
    ['an assignee who does not take part', () => ({ assignee: stranger.id }), 'assignee'],
    ['an assignee who does not exist', () => ({ assignee: 999_999_999 }), 'assignee'],
  ])('refuses %s by its field', async (_, wrong, field) => {
    const answer = await ada.http.post('/api/v1/tasks', { title: 'Cake', event, ...wrong() });
    expect(answer).toMatchObject({ status: 400, body: { field_errors: { [field]: [expect.any(String)] } } });
  });

  it('is for those who take part', async () => {
    const answer = await stranger.http.post('/api/v1/tasks', { title: 'Cake', event });
    expect(answer).toMatchObject({ status: 403, body: { code: 'SEAT_REQUIRED' } });
    expect((await here.http().post('/api/v1/tasks', { title: 'Cake', event })).status).toBe(401);
  });

  it('does not know an event that the caller cannot see', async () => {
    const secret = await plantGathering(here, creator, { visibility: 'invited', participants: [ada] });
    expect((await ada.http.post('/api/v1/tasks', { title: 'Cake', event: secret })).status).toBe(201);
    const answer = await stranger.http.post('/api/v1/tasks', { title: 'Cake', event: secret });
    expect(answer).toMatchObject({ status: 400, body: { field_errors: { event: [expect.any(String)] } } });
  });

  it('is for the organizer of a ticketed event too, who holds no ticket', async () => {
    const ticketed = await plantGathering(here, creator, { kind: 'ticketed', participants: [ada] });
    const made = await taskOf(creator, { event: ticketed, assignee: creator.id });
    expect(made.assignee.id).toBe(creator.id);
  });

  it('happens once for a repeated key', async () => {
    const options = { headers: { 'idempotency-key': `task-${event}` } };
    const [first, again] = [
      await ada.http.post('/api/v1/tasks', { title: 'Once', event }, options),
      await ada.http.post('/api/v1/tasks', { title: 'Once', event }, options),
    ];
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });
});

describe('a task', () => {
  it('is read by all who see its event, with the assignee’s address for the assignee alone', async () => {
    const { id } = await taskOf(ada, { assignee: ben.id });
    const seen = async (who: Person) => (await who.http.get(`/api/v1/tasks/${id}/`)).body;
    expect((await seen(ben)).assignee.email).toBe(ben.email);
    for (const who of [ada, creator, await here.admin()]) expect((await seen(who)).assignee.email).toBeNull();
    expect(await seen(stranger)).toMatchObject({
      event: { id: event, title: 'Picnic', date: expect.any(String) },
      assignee: { id: ben.id, email: null },
    });
    expect((await here.http().get(`/api/v1/tasks/${id}`)).status).toBe(401);
  });

  it('of an event that the caller cannot see is not there', async () => {
    const secret = await plantGathering(here, creator, { visibility: 'invited', participants: [ada] });
    const { id } = await taskOf(ada, { event: secret });
    const calls: [string, string, object?][] = [
      ['GET', ''],
      ['PUT', '', { title: 'Mine' }],
      ['DELETE', ''],
      ['POST', '/assign', { assignee: ada.id }],
      ['POST', '/complete', {}],
    ];
    for (const [method, path, body] of calls) {
      expect((await stranger.http.call(method, `/api/v1/tasks/${id}${path}`, body)).status).toBe(404);
      expect((await stranger.http.call(method, `/api/v1/tasks/999999999${path}`, body)).status).toBe(404);
    }
  });
});

describe('changing a task', () => {
  it('changes what is sent, for its creator and its assignee', async () => {
    const { id } = await taskOf(ada, { description: 'Chocolate', assignee: ben.id });
    const mine = await ada.http.put(`/api/v1/tasks/${id}/`, { title: 'Pie', priority: 'low' });
    expect(mine).toMatchObject({
      status: 200,
      body: { title: 'Pie', description: 'Chocolate', priority: 'low' },
    });
    const theirs = await ben.http.put(`/api/v1/tasks/${id}`, { status: 'in_progress' });
    expect(theirs).toMatchObject({ status: 200, body: { title: 'Pie', status: 'in_progress' } });
    expect(await eventsOf('task_changed', id)).toMatchObject([
      { actorId: ada.id },
      { actorId: ben.id, status: 'in_progress' },
    ]);
  });

  it('is refused to others', async () => {
    const { id } = await taskOf(ada);
    for (const who of [ben, creator])
      expect(await who.http.put(`/api/v1/tasks/${id}`, { title: 'Mine' })).toMatchObject({
        status: 403,
        body: { code: 'FORBIDDEN' },
      });
    expect(await stranger.http.put(`/api/v1/tasks/${id}`, { title: 'Mine' })).toMatchObject({
      status: 403,
      body: { code: 'SEAT_REQUIRED' },
    });
  });

  it('completes and reopens it', async () => {
    const { id } = await taskOf(ada);
    const done = await ada.http.put(`/api/v1/tasks/${id}`, { status: 'completed' });
    expect(done.body).toMatchObject({ status: 'completed', completed_at: expect.any(String) });
    const same = await ada.http.put(`/api/v1/tasks/${id}`, { status: 'completed', title: 'Pie' });
    expect(same.body.completed_at).toBe(done.body.completed_at);
    const open = await ada.http.put(`/api/v1/tasks/${id}`, { status: 'pending' });
    expect(open.body).toMatchObject({ status: 'pending', completed_at: null });
    expect(await eventsOf('task_completed', id)).toHaveLength(1);
    expect(await eventsOf('task_changed', id)).toHaveLength(2);
  });

  it('gives it to another and takes it back', async () => {
    const { id } = await taskOf(ada, { assignee: ben.id });
    expect((await ben.http.put(`/api/v1/tasks/${id}`, { assignee: creator.id })).body.assignee.id).toBe(
      creator.id,
    );
    expect((await ada.http.put(`/api/v1/tasks/${id}`, { assignee: null })).body.assignee).toBeNull();
    expect(await ada.http.put(`/api/v1/tasks/${id}`, { assignee: stranger.id })).toMatchObject({
      status: 400,
      body: { field_errors: { assignee: [expect.any(String)] } },
    });
    expect(await eventsOf('task_assigned', id)).toMatchObject([
      {},
      { assigneeId: creator.id, previousAssigneeId: ben.id },
    ]);
    expect(await eventsOf('task_unassigned', id)).toMatchObject([
      { previousAssigneeId: creator.id, cause: 'taken_back' },
    ]);
    expect(await eventsOf('task_changed', id)).toEqual([]);
  });

  it('may be overdue from the beginning, which nobody is reminded of', async () => {
    const past = inHours(-24);
    const { id, due_date } = await taskOf(ada, { due_date: past });
    expect(due_date).toBe(past);
    await here.app.get(TaskRemindersProcessor, { strict: false }).remind();
    expect(await eventsOf('task_due', id)).toEqual([]);
    expect((await ada.http.put(`/api/v1/tasks/${id}`, { due_date: past, title: 'Pie' })).status).toBe(200);
    expect((await ada.http.put(`/api/v1/tasks/${id}`, { due_date: inHours(-2) })).status).toBe(200);
    expect((await ada.http.put(`/api/v1/tasks/${id}`, { due_date: null })).body.due_date).toBeNull();
  });

  it('ignores what the caller may not set', async () => {
    const made = await taskOf(ada);
    const body = {
      id: 1,
      event: 1,
      creator: ben.id,
      creator_id: ben.id,
      completed_at: inHours(0),
      created_at: inHours(0),
    };
    const { body: after } = await ada.http.put(`/api/v1/tasks/${made.id}`, body);
    expect(after).toMatchObject({
      id: made.id,
      event: { id: event },
      creator: { id: ada.id },
      completed_at: null,
    });
    expect(after.updated_at).toBe(made.updated_at);
  });
});

describe('assigning a task', () => {
  it('is for the event’s and the task’s creator', async () => {
    const { id } = await taskOf(ada);
    const answer = await ada.http.post(`/api/v1/tasks/${id}/assign/`, { assignee: ben.id });
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body).toEqual({
      message: 'Task assigned successfully',
      task: { id, title: 'Bring the cake', assignee: { id: ben.id, username: ben.username } },
    });
    expect((await ben.http.post(`/api/v1/tasks/${id}/assign`, { assignee: ada.id })).status).toBe(403);
    expect((await creator.http.post(`/api/v1/tasks/${id}/assign`, { assignee: ada.id })).status).toBe(200);
    expect(await ada.http.post(`/api/v1/tasks/${id}/assign`, { assignee: stranger.id })).toMatchObject({
      status: 400,
      body: { field_errors: { assignee: [expect.any(String)] } },
    });
    expect((await creator.http.post(`/api/v1/tasks/${id}/assign`, { assignee: ada.id })).status).toBe(200);
    expect(await eventsOf('task_assigned', id)).toHaveLength(2);
  });
});

describe('completing a task', () => {
  it('is for its assignee and creator, and the second time answers the first moment', async () => {
    const { id } = await taskOf(ada, { assignee: ben.id });
    expect((await creator.http.post(`/api/v1/tasks/${id}/complete/`)).status).toBe(403);
    const first = await ben.http.post(`/api/v1/tasks/${id}/complete/`);
    expect(first).toMatchObject({ status: 200 });
    expect(first.body).toEqual({
      message: 'Task marked as completed',
      task: { id, title: 'Bring the cake', status: 'completed', completed_at: expect.any(String) },
    });
    expect((await ada.http.post(`/api/v1/tasks/${id}/complete`)).body).toEqual(first.body);
    expect(await eventsOf('task_completed', id)).toMatchObject([{ actorId: ben.id }]);
    expect((await creator.http.post(`/api/v1/tasks/${id}/complete/`)).status).toBe(403);
  });
});

describe('deleting a task', () => {
  it('is for the task’s and the event’s creator', async () => {
    const [first, second] = [await taskOf(ada, { assignee: ben.id }), await taskOf(ada)];
    expect((await ben.http.delete(`/api/v1/tasks/${first.id}`)).status).toBe(403);
    expect((await ada.http.delete(`/api/v1/tasks/${first.id}/`)).status).toBe(204);
    expect((await creator.http.delete(`/api/v1/tasks/${second.id}`)).status).toBe(204);
    expect((await ada.http.get(`/api/v1/tasks/${first.id}`)).status).toBe(404);
    expect(await eventsOf('task_deleted', second.id)).toMatchObject([{ actorId: creator.id }]);
  });
});

describe('who leaves the event', () => {
  it('leaves its tasks, and writes there no more', async () => {
    const own = await plantGathering(here, creator, { participants: [ada, ben] });
    const [his, hers] = [
      await taskOf(ada, { event: own, assignee: ben.id }),
      await taskOf(ben, { event: own, assignee: ada.id }),
    ];
    await leaveGathering(here, own, ben);
    await here.drainEvents();
    expect((await ada.http.get(`/api/v1/tasks/${his.id}`)).body.assignee).toBeNull();
    expect((await ada.http.get(`/api/v1/tasks/${hers.id}`)).body.assignee.id).toBe(ada.id);
    expect(await eventsOf('task_unassigned', his.id)).toMatchObject([
      { previousAssigneeId: ben.id, cause: 'left', actorId: ben.id },
    ]);
    expect((await ben.http.put(`/api/v1/tasks/${hers.id}`, { title: 'Mine' })).status).toBe(403);
    expect((await ada.http.post(`/api/v1/tasks/${his.id}/assign`, { assignee: ben.id })).status).toBe(400);
  });

  it('keeps what was assigned after coming back', async () => {
    const own = await plantGathering(here, creator, { participants: [ada, ben] });
    const [before, after] = [
      await taskOf(ada, { event: own, assignee: ben.id }),
      await taskOf(ada, { event: own }),
    ];
    await leaveGathering(here, own, ben);
    await joinGathering(here, own, ben);
    await ada.http.post(`/api/v1/tasks/${after.id}/assign`, { assignee: ben.id });
    await here.drainEvents();
    expect((await ada.http.get(`/api/v1/tasks/${before.id}`)).body.assignee).toBeNull();
    expect((await ada.http.get(`/api/v1/tasks/${after.id}`)).body.assignee.id).toBe(ben.id);
  });
});

describe('tasks of a cancelled event', () => {
  it('are read and not written any more', async () => {
    const own = await plantGathering(here, creator, { participants: [ada] });
    const { id } = await taskOf(ada, { event: own, assignee: ada.id });
    await cancelGathering(here, own, creator);
    await here.drainEvents();
    expect((await ada.http.get(`/api/v1/tasks/${id}`)).body.assignee.id).toBe(ada.id);
    const answers = [
      await ada.http.post('/api/v1/tasks', { title: 'Cake', event: own }),
      await ada.http.put(`/api/v1/tasks/${id}`, { title: 'Pie' }),
      await ada.http.post(`/api/v1/tasks/${id}/complete`),
      await creator.http.post(`/api/v1/tasks/${id}/assign`, { assignee: ada.id }),
      await creator.http.delete(`/api/v1/tasks/${id}`),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 409, body: { code: 'EVENT_ENDED' } });
  });

  it('are gone once it is deleted', async () => {
    const own = await plantGathering(here, creator);
    const { id } = await taskOf(creator, { event: own });
    await here.db.query('UPDATE collaboration.events SET deleted_at = $2 WHERE id = $1', [
      own,
      here.clock.now(),
    ]);
    expect((await creator.http.get(`/api/v1/tasks/${id}`)).status).toBe(404);
    expect((await creator.http.get(`/api/v1/tasks?event=${own}`)).body.count).toBe(0);
  });
});
