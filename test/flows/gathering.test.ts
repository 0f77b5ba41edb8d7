import { inDays } from '../support/events.js';
import { openPlain } from '../support/sockets.js';
import { step } from '../support/step.js';
import { INSTANT, named, type Friend } from './friends.js';
import { Picnic } from './picnic.js';

// GatherHub's document: three friends plan a picnic, and everything that happens is heard on sockets of both
// kinds. Its tasks are in gathering-tasks.test.ts, its votes in gathering-votes.test.ts, accounts, health and
// limits in gathering-accounts.test.ts.
describe.each([['/api/v1'], ['/api']])('a gathering under %s', (api) => {
  let picnic: Picnic;
  beforeAll(async () => {
    picnic = await Picnic.open(api);
  });
  afterAll(() => picnic?.close());

  it('is made, found, changed, joined, left and deleted', async () => {
    const { w, cora, gus, tom } = picnic;
    const at = (path: string) => picnic.at(path);
    const told: Picnic['told'] = (type, fits) => picnic.told(type, fits);
    const items = (body: any) => picnic.items(body);
    const ids = (body: any) => picnic.ids(body);
    const list = (path: string) => picnic.list(path);
    let event: any;
    const ofEvent = () => ({ id: event.id, title: event.title });
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

    await step('are created, with their creator as the first participant', async () => {
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

    await step('are listed, by page and by every filter', async () => {
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

    await step('are shown with who takes part, tasks and votes', async () => {
      const shown = await gus.http.get(at(`/events/${event.id}/`));
      expect(shown).toMatchObject({
        status: 200,
        body: { ...body(), participants: [named(cora)], tasks: [], votes: [] },
      });
      expect((await gus.http.get(at('/events/999999999/'))).status).toBe(404);
    });

    await step('are changed by their creator alone', async () => {
      const request = { title: 'Picnic', description: 'With music', location: 'Meadow', max_participants: 2 };
      const changed = await cora.http.put(at(`/events/${event.id}/`), { ...request, date: event.date });
      event = changed.body;
      expect(changed).toMatchObject({ status: 200, body: { ...body(), ...request } });
      expect(await told('event_updated')).toMatchObject({ id: event.id, ...request });
      expect((await gus.http.put(at(`/events/${event.id}/`), request)).status).toBe(403);
      expect((await cora.http.put(at('/events/999999999/'), request)).status).toBe(404);
    });

    await step('are joined once, while there is room', async () => {
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

    await step('are left, but not by their creator', async () => {
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

    await step('tells a socket without a token what anyone may read', async () => {
      const client = await openPlain(w.url, { path: '/ws/events/', since: 0 });
      await client.frame('event_joined');
      expect(new Set(client.types)).toEqual(
        new Set(['event_created', 'event_updated', 'event_joined', 'event_left']),
      );
      expect(JSON.stringify(client.frames)).not.toMatch(/cora|gus|Bread/);
      client.close();
    });

    await step('is deleted by its creator alone', async () => {
      expect((await gus.http.delete(at(`/events/${event.id}/`))).status).toBe(403);
      expect((await cora.http.delete(at('/events/999999999/'))).status).toBe(404);
      const { status, body } = await cora.http.delete(at(`/events/${event.id}/`));
      expect([status, body]).toEqual([204, '']);
      expect(await told('event_updated')).toMatchObject({ id: event.id, status: 'cancelled' });
      expect((await gus.http.get(at(`/events/${event.id}/`))).status).toBe(404);
      expect(ids(await list('/events/'))).toEqual([]);
    });

    await step('heard every message', async () => {
      for (const types of picnic.types)
        expect(types).toEqual(['event_created', 'event_joined', 'event_left', 'event_updated']);
    });
  });
});
