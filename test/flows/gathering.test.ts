import { inDays } from '../support/events.js';
import { openPlain, openSocketIo, type SocketClient } from '../support/sockets.js';
import { world, type World } from '../support/world.js';
import { brief, INSTANT, named, register, type Friend } from './friends.js';

const HOUR_MS = 3_600_000;

// GatherHub's document from its events to its last line: three friends plan a picnic, and everything that happens is heard
// on sockets of both kinds. What it says of accounts, health and limits is in gathering-accounts.test.ts.
describe.each([['/api/v1'], ['/api']])('a gathering under %s', (api) => {
  let w: World;
  let cora: Friend;
  let gus: Friend;
  let tom: Friend;
  let plain: SocketClient;
  let io: SocketClient;
  let event: any;
  let task: any;
  let vote: any;

  const items = (body: any) => (api === '/api' ? body : body.results);
  const at = (path: string) => `${api}${path}`;
  const ofEvent = () => ({ id: event.id, title: event.title });
  const ids = (body: any) => items(body).map(({ id }: any) => id);
  const list = async (path: string) => (await cora.http.get(at(path))).body;

  /** What both kinds of socket are told next of this type, the same. */
  async function told(type: string, fits: (data: any) => boolean = () => true): Promise<any> {
    const [one, other] = await Promise.all(
      [plain, io].map((client) => client.frame(type, (frame) => fits(frame.data) && !heard.has(frame.id))),
    );
    expect(one).toEqual(other);
    expect(one).toEqual({ id: expect.any(Number), type, data: expect.any(Object), timestamp: INSTANT });
    heard.add(one!.id);
    return one!.data;
  }
  const heard = new Set<number>();

  beforeAll(async () => {
    w = await world({ ACCESS_TOKEN_TTL: '30d' });
    [cora, gus, tom] = [
      await register(w, api, 'cora'),
      await register(w, api, 'gus'),
      await register(w, api, 'tom'),
    ];
  });
  afterAll(async () => {
    plain?.close();
    io?.close();
    await w?.close();
  });

  it('opens sockets of both kinds', async () => {
    plain = await openPlain(w.url, { path: '/ws/events/', token: gus.access });
    io = await openSocketIo(w.url, { path: '/ws/events', token: gus.access });
  });

  describe('events', () => {
    const body = () => ({
      id: event.id,
      title: 'Picnic',
      description: 'In the park',
      date: event.date,
      location: 'Park',
      max_participants: 2,
      current_participants: 1,
      status: 'upcoming',
      creator: named(cora),
      created_at: INSTANT,
      updated_at: INSTANT,
    });

    it('are created, with their creator as the first participant', async () => {
      const date = inDays(w.clock.now(), 10);
      const request = {
        title: 'Picnic',
        description: 'In the park',
        date,
        location: 'Park',
        max_participants: 2,
      };
      const made = await cora.http.post(at('/events/'), request);
      event = made.body;
      expect(made).toMatchObject({ status: 201, body: { ...body(), date } });
      const { creator: _, ...facts } = body();
      expect(await told('event_created')).toMatchObject({ ...facts, organizer: cora.id });
      expect(
        (await cora.http.post(at('/events/'), { ...request, date: inDays(w.clock.now(), -1) })).status,
      ).toBe(400);
      expect((await w.http().post(at('/events/'), request)).status).toBe(401);
    });

    it('are listed, by page and by every filter', async () => {
      const day = event.date.slice(0, 10);
      const { body: listed } = await gus.http.get(at('/events/'));
      expect(items(listed)).toEqual([expect.objectContaining(body())]);
      if (api === '/api/v1') expect(listed).toMatchObject({ count: 1, next: null, previous: null });
      for (const filter of [
        'page=1&page_size=5',
        'search=picn',
        'search=the park',
        'status=upcoming',
        `creator=${cora.id}`,
        `date_from=${day}&date_to=${day}`,
      ])
        expect([filter, ids(await list(`/events/?${filter}`))]).toEqual([filter, [event.id]]);
      const past = inDays(w.clock.now(), 1).slice(0, 10);
      for (const filter of [
        'page=2',
        'search=zebra',
        'status=ongoing',
        'status=completed',
        `creator=${gus.id}`,
      ])
        expect([filter, ids(await list(`/events/?${filter}`))]).toEqual([filter, []]);
      expect(ids(await list(`/events/?date_to=${past}`))).toEqual([]);
    });

    it('are shown with who takes part, tasks and votes', async () => {
      const shown = await gus.http.get(at(`/events/${event.id}/`));
      expect(shown).toMatchObject({
        status: 200,
        body: { ...body(), participants: [named(cora)], tasks: [], votes: [] },
      });
      expect((await gus.http.get(at('/events/999999999/'))).status).toBe(404);
    });

    it('are changed by their creator alone', async () => {
      const request = { title: 'Picnic', description: 'With music', location: 'Meadow', max_participants: 2 };
      const changed = await cora.http.put(at(`/events/${event.id}/`), { ...request, date: event.date });
      event = changed.body;
      expect(changed).toMatchObject({ status: 200, body: { ...body(), ...request } });
      expect(await told('event_updated')).toMatchObject({ id: event.id, ...request });
      expect((await gus.http.put(at(`/events/${event.id}/`), request)).status).toBe(403);
      expect((await cora.http.put(at('/events/999999999/'), request)).status).toBe(404);
    });

    it('are joined once, while there is room', async () => {
      const join = (who: Friend, id = event.id) => who.http.post(at(`/events/${id}/join/`));
      expect(await join(gus)).toMatchObject({
        status: 200,
        body: { message: 'Successfully joined the event', event: { ...ofEvent(), current_participants: 2 } },
      });
      expect(await told('event_joined')).toMatchObject({
        event: { ...ofEvent(), current_participants: 2, available_spots: 0 },
        user: named(gus),
      });
      expect((await join(gus)).status).toBe(400);
      expect((await join(tom)).status).toBe(400);
      expect((await join(gus, 999_999_999)).status).toBe(404);
    });

    it('are left, but not by their creator', async () => {
      const leave = (who: Friend, id = event.id) => who.http.post(at(`/events/${id}/leave/`));
      expect(await leave(gus)).toMatchObject({
        status: 200,
        body: { message: 'Successfully left the event', event: { ...ofEvent(), current_participants: 1 } },
      });
      expect(await told('event_left')).toMatchObject({ event: { current_participants: 1 }, user: named(gus) });
      expect((await leave(gus)).status).toBe(400);
      expect((await leave(cora)).status).toBe(403);
      expect((await leave(gus, 999_999_999)).status).toBe(404);
      expect((await gus.http.post(at(`/events/${event.id}/join/`))).status).toBe(200);
      await told('event_joined');
    });
  });

  describe('tasks', () => {
    const body = () => ({
      id: task.id,
      title: 'Bring bread',
      description: 'Two loaves',
      status: 'pending',
      priority: 'medium',
      due_date: task.due_date,
      event: ofEvent(),
      assignee: named(gus),
      creator: brief(cora),
      created_at: INSTANT,
      updated_at: INSTANT,
    });

    it('are made by who takes part', async () => {
      const request = { title: 'Bring bread', description: 'Two loaves', event: event.id, priority: 'medium' };
      const due_date = inDays(w.clock.now(), 5);
      const made = await cora.http.post(at('/tasks/'), { ...request, due_date, assignee: gus.id });
      task = made.body;
      expect(made).toMatchObject({ status: 201, body: { ...body(), due_date } });
      expect(await told('task_created')).toMatchObject(body());
      expect((await tom.http.post(at('/tasks/'), request)).status).toBe(403);
    });

    it('are listed by every filter, and shown', async () => {
      expect(items(await list('/tasks/'))).toEqual([expect.objectContaining(body())]);
      const day = task.due_date.slice(0, 10);
      for (const filter of [
        'page=1&page_size=5',
        `event=${event.id}`,
        `assignee=${gus.id}`,
        'status=pending',
        `due_date_from=${day}&due_date_to=${day}`,
      ])
        expect([filter, ids(await list(`/tasks/?${filter}`))]).toEqual([filter, [task.id]]);
      for (const filter of ['status=completed', `assignee=${cora.id}`, `due_date_to=2020-01-01`])
        expect([filter, ids(await list(`/tasks/?${filter}`))]).toEqual([filter, []]);
      expect((await cora.http.get(at(`/tasks/${task.id}/`))).body).toMatchObject({
        ...body(),
        event: { ...ofEvent(), date: event.date },
        assignee: { ...named(gus), email: 'gus@example.com' },
      });
    });

    it('are changed by their creator or assignee', async () => {
      const request = { title: 'Bring bread', status: 'in_progress', priority: 'high', assignee: gus.id };
      const changed = await gus.http.put(at(`/tasks/${task.id}/`), request);
      expect(changed).toMatchObject({
        status: 200,
        body: { ...body(), status: 'in_progress', priority: 'high' },
      });
      expect(await told('task_updated')).toMatchObject({
        id: task.id,
        status: 'in_progress',
        priority: 'high',
      });
      expect((await tom.http.put(at(`/tasks/${task.id}/`), request)).status).toBe(403);
    });

    it('are given to somebody', async () => {
      expect(await cora.http.post(at(`/tasks/${task.id}/assign/`), { assignee: cora.id })).toMatchObject({
        status: 200,
        body: {
          message: 'Task assigned successfully',
          task: { id: task.id, title: task.title, assignee: brief(cora) },
        },
      });
      expect(await told('task_assigned', ({ assignee }) => assignee.id === cora.id)).toMatchObject({
        id: task.id,
        assignee: named(cora),
      });
      expect((await tom.http.post(at(`/tasks/${task.id}/assign/`), { assignee: tom.id })).status).toBe(403);
    });

    it('are completed', async () => {
      const { status, body } = await cora.http.post(at(`/tasks/${task.id}/complete/`));
      expect([status, body]).toEqual([
        200,
        {
          message: 'Task marked as completed',
          task: { id: task.id, title: task.title, status: 'completed', completed_at: INSTANT },
        },
      ]);
      expect(await told('task_completed')).toMatchObject(body.task);
    });
  });

  describe('votes', () => {
    const body = () => ({
      id: vote.id,
      title: 'What to eat?',
      description: '',
      status: 'active',
      event: ofEvent(),
      creator: brief(cora),
      total_votes: 0,
      ends_at: vote.ends_at,
      created_at: INSTANT,
    });
    const results = (bread: number, cheese: number) => {
      const share = (count: number) =>
        bread + cheese ? Math.round((1_000 * count) / (bread + cheese)) / 10 : 0;
      const [first, second] = vote.options.map(({ id: option_id, text }: any) => ({ option_id, text }));
      return [
        { ...first, vote_count: bread, percentage: share(bread) },
        { ...second, vote_count: cheese, percentage: share(cheese) },
      ];
    };

    it('are opened by who takes part', async () => {
      const options = [{ text: 'Bread' }, { text: 'Cheese' }];
      const ends_at = new Date(w.clock.millis() + HOUR_MS).toISOString();
      const request = { title: 'What to eat?', description: '', event: event.id, options, ends_at };
      const made = await cora.http.post(at('/voting/'), { ...request, multiple_choice: false });
      vote = made.body;
      expect(made).toMatchObject({
        status: 201,
        body: {
          ...body(),
          ends_at,
          multiple_choice: false,
          options: options.map((o) => ({ ...o, vote_count: 0 })),
        },
      });
      expect(await told('vote_created')).toMatchObject({ ...body(), options: vote.options });
      expect((await tom.http.post(at('/voting/'), request)).status).toBe(403);
    });

    it('are listed by every filter', async () => {
      expect(items(await list('/voting/'))).toEqual([expect.objectContaining(body())]);
      for (const filter of ['page=1&page_size=5', `event=${event.id}`, 'status=active', `creator=${cora.id}`])
        expect([filter, ids(await list(`/voting/?${filter}`))]).toEqual([filter, [vote.id]]);
      for (const filter of ['status=ended', `creator=${gus.id}`])
        expect([filter, ids(await list(`/voting/?${filter}`))]).toEqual([filter, []]);
    });

    it('take one ballot each', async () => {
      const cast = (who: Friend, options: unknown) =>
        who.http.post(at(`/voting/${vote.id}/vote/`), { options });
      const [bread] = vote.options;
      const { status, body } = await cast(cora, [bread.id]);
      expect([status, body]).toMatchObject([
        200,
        {
          message: 'Vote cast successfully',
          vote: {
            id: vote.id,
            title: vote.title,
            user_vote: { option_id: bread.id, voted_at: INSTANT },
            total_votes: 1,
          },
        },
      ]);
      expect(await told('vote_cast')).toEqual({
        id: vote.id,
        title: vote.title,
        event: { id: event.id },
        total_votes: 1,
      });
      expect(await told('vote_results')).toMatchObject({ id: vote.id, total_votes: 1, results: results(1, 0) });
      expect((await cast(cora, [bread.id])).status).toBe(400);
      expect((await cast(gus, [999_999_999])).status).toBe(400);
      expect((await cast(tom, [bread.id])).status).toBe(403);
    });

    it('are shown with one’s own ballot and the results', async () => {
      const [option] = vote.options;
      const { body: shown } = await cora.http.get(at(`/voting/${vote.id}/`));
      expect(shown).toMatchObject({
        ...body(),
        event: { ...ofEvent(), date: event.date },
        options: results(1, 0).map(({ option_id, ...rest }) => ({ id: option_id, ...rest })),
        total_votes: 1,
        user_voted: true,
        user_vote: { option_id: option.id, voted_at: INSTANT },
        multiple_choice: false,
      });
      expect((await gus.http.get(at(`/voting/${vote.id}/results/`))).body).toEqual({
        id: vote.id,
        title: vote.title,
        status: 'active',
        total_votes: 1,
        results: results(1, 0),
        ends_at: vote.ends_at,
        winner: { option_id: option.id, text: 'Bread' },
      });
    });

    it('end by themselves, and then nobody votes', async () => {
      w.clock.advance(HOUR_MS + 1_000);
      expect(await told('vote_ended')).toMatchObject({
        id: vote.id,
        status: 'ended',
        results: results(1, 0),
        winner: { text: 'Bread' },
      });
      const late = await gus.http.post(at(`/voting/${vote.id}/vote/`), { options: [vote.options[1].id] });
      expect(late.status).toBe(403);
    });
  });

  it('tells a socket without a token what anyone may read', async () => {
    const client = await openPlain(w.url, { path: '/ws/events/', since: 0 });
    await client.frame('event_joined');
    expect(new Set(client.types)).toEqual(
      new Set(['event_created', 'event_updated', 'event_joined', 'event_left']),
    );
    expect(JSON.stringify(client.frames)).not.toMatch(/cora|gus|Bread/);
    client.close();
  });

  it('is deleted by its creator alone', async () => {
    expect((await gus.http.delete(at(`/events/${event.id}/`))).status).toBe(403);
    expect((await cora.http.delete(at('/events/999999999/'))).status).toBe(404);
    const { status, body } = await cora.http.delete(at(`/events/${event.id}/`));
    expect([status, body]).toEqual([204, '']);
    expect(await told('event_updated')).toMatchObject({ id: event.id, status: 'cancelled' });
    expect((await gus.http.get(at(`/events/${event.id}/`))).status).toBe(404);
    expect(ids(await list('/events/'))).toEqual([]);
  });

  it('heard all twelve messages', () => {
    const all = [plain, io].map((client) => new Set(client.types));
    for (const types of all)
      expect([...types].sort()).toEqual([
        'event_created',
        'event_joined',
        'event_left',
        'event_updated',
        'task_assigned',
        'task_completed',
        'task_created',
        'task_updated',
        'vote_cast',
        'vote_created',
        'vote_ended',
        'vote_results',
      ]);
  });
});
