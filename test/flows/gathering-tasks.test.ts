import { inDays } from '../support/events.js';
import { step } from '../support/step.js';
import { brief, INSTANT, named } from './friends.js';
import { Picnic } from './picnic.js';

// What GatherHub's document says of tasks.
describe.each([['/api/v1'], ['/api']])('the tasks of a gathering under %s', (api) => {
  let picnic: Picnic;
  beforeAll(async () => {
    picnic = await Picnic.open(api);
  });
  afterAll(() => picnic?.close());

  it('are made, listed, changed, given to somebody and completed', async () => {
    const { w, cora, gus, tom } = picnic;
    const at = (path: string) => picnic.at(path);
    const told: Picnic['told'] = (type, fits) => picnic.told(type, fits);
    const items = (body: any) => picnic.items(body);
    const ids = (body: any) => picnic.ids(body);
    const list = (path: string) => picnic.list(path);
    const date = inDays(w.clock.now(), 10);
    const { body: event } = await cora.http.post(at('/events/'), { title: 'Picnic', date });
    expect((await gus.http.post(at(`/events/${event.id}/join/`))).status).toBe(200);
    const ofEvent = () => ({ id: event.id, title: event.title });
    let task: any;
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

    await step('are made by who takes part', async () => {
      const request = { title: 'Bring bread', description: 'Two loaves', event: event.id, priority: 'medium' };
      const due_date = inDays(w.clock.now(), 5);
      const made = await cora.http.post(at('/tasks/'), { ...request, due_date, assignee: gus.id });
      task = made.body;
      expect(made).toMatchObject({ status: 201, body: { ...body(), due_date } });
      expect(await told('task_created')).toMatchObject(body());
      expect((await tom.http.post(at('/tasks/'), request)).status).toBe(403);
    });

    await step('are listed by every filter, and shown', async () => {
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
        assignee: { ...named(gus), email: null },
      });
    });

    await step('are changed by their creator or assignee', async () => {
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

    await step('are given to somebody', async () => {
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

    await step('are completed', async () => {
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

    await step('every message was heard', async () => {
      const expected = [
        'event_created',
        'event_joined',
        'task_assigned',
        'task_completed',
        'task_created',
        'task_updated',
      ];
      for (const types of picnic.types) expect(types).toEqual(expected);
    });
  });
});
