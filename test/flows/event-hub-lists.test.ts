import { EventPhasesProcessor } from '../../src/collaboration/events/event-phases.processor.js';
import { ticketOf } from '../support/check-in.js';
import { makePublished } from '../support/ticketed.js';
import { world, type Person, type World } from '../support/world.js';

const HOUR_MS = 3_600_000;

// The lists of the event hub's document with events in every state, and certificates of those that are over.
describe('the lists of the event hub', () => {
  let w: World;
  let organizer: Person;
  let john: Person;
  const events: Record<string, number> = {};

  const times = (from: number, to: number) => {
    const at = (hours: number) => new Date(w.clock.millis() + hours * HOUR_MS).toISOString();
    return { start_date: at(from), end_date: at(to) };
  };
  const ids = async (http: Person['http'], path: string) => {
    const { status, body } = await http.get(path);
    expect([path, status]).toEqual([path, 200]);
    return body.map(({ id }: any) => id);
  };

  beforeAll(async () => {
    w = await world({ ACCESS_TOKEN_TTL: '30d' });
    [organizer, john] = [await w.signUpAs('organizer'), await w.signUp({ username: 'aa-john' })];
    const publish = async (title: string, from: number, to: number) =>
      (await makePublished(organizer, w.clock.now(), { title, ...times(from, to) })).id;
    events.completed = await publish('Python past', 1, 3);
    events.ongoing = await publish('Python now', 3.5, 10);
    events.published = await publish('Python ahead', 100, 103);
    events.cancelled = await publish('Python never', 200, 203);
    expect((await organizer.http.post(`/api/events/${events.cancelled}/cancel/`)).status).toBe(200);
    const ticket = await ticketOf(john, events.completed!);
    expect((await organizer.http.post(`/api/bookings/${ticket.id}/check-in`)).status).toBe(200);
    w.clock.advance(4 * HOUR_MS);
    await w.app.get(EventPhasesProcessor, { strict: false }).move();
    await w.drainEvents();
    const draft = {
      title: 'Python draft',
      description: 'Soon',
      category: 'workshop',
      location: 'Kiln',
      price: '0.00',
    };
    const made = await organizer.http.post('/api/events/', { ...draft, ...times(300, 303), max_attendees: 3 });
    expect(made.status).toBe(201);
    events.draft = made.body.id;
  });
  afterAll(() => w?.close());

  it('tell events by their state, drafts to their organizer alone', async () => {
    for (const status of ['draft', 'published', 'ongoing', 'completed', 'cancelled']) {
      expect([status, await ids(organizer.http, `/api/events/?status=${status}`)]).toEqual([
        status,
        [events[status]],
      ]);
      const public_ = status === 'draft' ? [] : [events[status]];
      expect([status, await ids(john.http, `/api/events/?status=${status}`)]).toEqual([status, public_]);
    }
  });

  it('sort people by name', async () => {
    const names = (await john.http.get('/api/users/?ordering=username')).body.map(
      ({ username }: any) => username,
    );
    expect(names).toHaveLength(2);
    expect(names).toEqual([john.username, organizer.username].sort());
  });

  it('change the settings of a profile one by one', async () => {
    const all = { linkedin: 'https://linkedin.com/in/johndoe', notifications_enabled: false };
    expect((await john.http.put('/api/users/update_profile/', all)).body).toMatchObject({ profile: all });
    const twitter = 'https://twitter.com/johndoe';
    expect(await john.http.patch('/api/users/update_profile/', { twitter })).toMatchObject({
      status: 200,
      body: { profile: { ...all, twitter } },
    });
  });

  it('find certificates by event, number and title, and mark them as downloaded', async () => {
    const [mine] = (await john.http.get('/api/certificates/')).body;
    expect(mine).toMatchObject({
      event: events.completed,
      user: john.id,
      is_downloaded: false,
      downloaded_at: null,
    });
    for (const query of [`event=${mine.event}`, `search=${mine.certificate_number}`, 'search=python past'])
      expect([query, await ids(john.http, `/api/certificates/?${query}`)]).toEqual([query, [mine.id]]);
    for (const query of [`event=${events.ongoing}`, 'search=python now', 'is_downloaded=true'])
      expect([query, await ids(john.http, `/api/certificates/?${query}`)]).toEqual([query, []]);
    const marked = await john.http.post(`/api/certificates/${mine.id}/mark_as_downloaded/`);
    expect(marked).toMatchObject({
      status: 200,
      body: { is_downloaded: true, downloaded_at: expect.any(String) },
    });
    expect(await ids(john.http, '/api/certificates/?is_downloaded=true&ordering=-issued_date')).toEqual([
      mine.id,
    ]);
  });
});
