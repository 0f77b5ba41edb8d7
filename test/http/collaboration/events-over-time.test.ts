import { createDemoEvents } from '../../../src/collaboration/collaboration.demo.js';
import { EventPhasesProcessor } from '../../../src/collaboration/events/event-phases.processor.js';
import { COLLABORATION_INVARIANTS } from '../../../src/collaboration/collaboration.invariants.js';
import { CollaborationStatistics } from '../../../src/collaboration/collaboration.statistics.js';
import { inDays, makeDraft, makeGathering } from '../../support/events.js';
import { eventually } from '../../support/eventually.js';
import { giveRole, proveAddress } from '../../support/people.js';
import { world, type Person, type World } from '../../support/world.js';

const DAY_MS = 86_400_000;

let here: World;
let olivia: Person;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '900d', REFRESH_TOKEN_TTL: '900d' });
  here.clock.set(new Date('2031-01-01T12:00:00Z'));
  [olivia, ada, bob] = [await here.signUpAs('organizer'), await here.signUp(), await here.signUp()];
  await proveAddress(here.db, ada);
});
afterEach(async () => {
  for (const { name, sql } of COLLABORATION_INVARIANTS)
    expect({ name, rows: await here.db.query(sql) }).toEqual({ name, rows: [] });
});
afterAll(() => here.close());

const now = () => here.clock.now();
const told = async (id: number) =>
  (
    await here.db.query<{ name: string }>(
      `SELECT name FROM platform.outbox
       WHERE name IN ('collaboration.event_started', 'collaboration.event_completed')
       AND (payload->>'id')::bigint = $1 ORDER BY id`,
      [id],
    )
  ).map(({ name }) => name.split('_')[1]);
const move = () => here.app.get(EventPhasesProcessor).move();

describe('the start and the end of an event', () => {
  it('are told once each, by however many processes', async () => {
    const { id } = await makeGathering(ada, now(), { date: inDays(now(), 2) });
    await move();
    expect(await told(id)).toEqual([]);
    here.clock.advance(2 * DAY_MS + 1000);
    await Promise.all([move(), move(), move()]);
    await eventually(async () => expect(await told(id)).toEqual(['started']));
    await move();
    here.clock.advance(DAY_MS);
    await Promise.all([move(), move(), move()]);
    await move();
    expect(await told(id)).toEqual(['started', 'completed']);
  });

  it('are both told of one that was over before anybody looked', async () => {
    const { id } = await makeGathering(ada, now(), { date: inDays(now(), 2) });
    here.clock.advance(5 * DAY_MS);
    await move();
    await eventually(async () => expect(await told(id)).toEqual(['started', 'completed']));
  });

  it('are not told of drafts, of cancelled and of deleted ones', async () => {
    const draft = await makeDraft(olivia, now());
    const cancelled = await makeDraft(olivia, now());
    await olivia.http.post(`/api/v1/events/${cancelled.id}/publish`);
    await olivia.http.post(`/api/v1/events/${cancelled.id}/cancel`);
    const deleted = await makeGathering(ada, now(), { date: inDays(now(), 2) });
    await ada.http.delete(`/api/v1/events/${deleted.id}`);
    here.clock.advance(20 * DAY_MS);
    await move();
    for (const { id } of [draft, cancelled, deleted]) expect(await told(id)).toEqual([]);
  });
});

describe('what is held about a person', () => {
  it('is exported', async () => {
    const eve = await here.signUp();
    const circle = await makeGathering(ada, now(), { visibility: 'invited' });
    await ada.http.post(`/api/v1/events/${circle.id}/invite`, {
      users: [eve.id],
      emails: ['friend@example.com'],
    });
    const mine = (await ada.http.get('/api/v1/users/me/export')).body;
    expect(mine.events).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: circle.id, title: circle.title })]),
    );
    expect(mine.invitations.map(({ email }: any) => email)).toContain('friend@example.com');
    const hers = (await eve.http.get('/api/v1/users/me/export')).body;
    expect(hers.invitations).toMatchObject([{ event_id: circle.id, invited_by: ada.id }]);
    expect(hers.events).toEqual([]);
  });

  it('is not erased while others have booked what the person organizes', async () => {
    const eve = await here.signUp();
    const { id, title } = await makeGathering(eve, now());
    await bob.http.post(`/api/v1/events/${id}/join`);
    const erase = () => eve.http.call('DELETE', '/api/v1/users/me', { password: eve.password });
    expect(await erase()).toMatchObject({
      status: 409,
      body: { code: 'ERASURE_REFUSED', details: { events: [{ id, title }] } },
    });
    await bob.http.post(`/api/v1/events/${id}/leave`);
    expect((await erase()).status).toBeLessThan(300);
    await eventually(async () => {
      const [event] = await here.db.query<any>(
        `SELECT e.state, a.erased_at FROM collaboration.events e
          JOIN identity.accounts a ON a.id = e.organizer_id WHERE e.id = $1`,
        [id],
      );
      expect(event.state).toBe('cancelled');
      expect(event.erased_at).not.toBeNull();
    });
    expect((await bob.http.get(`/api/v1/events/${id}`)).body).toMatchObject({
      ...{ status: 'cancelled', organizer_name: 'Deleted user', participants: [] },
    });
  });

  it('goes with its drafts, links and invitations', async () => {
    const carl = await here.signUpAs('organizer');
    const past = await makeGathering(carl, now(), {
      date: inDays(now(), 1),
      online_url: 'https://meet.example.org/carl',
    });
    const draft = await makeDraft(carl, now());
    const circle = await makeGathering(ada, now(), { visibility: 'invited', date: inDays(now(), 9) });
    await ada.http.post(`/api/v1/events/${circle.id}/invite`, { emails: [carl.email] });
    here.clock.advance(2 * DAY_MS);
    expect(
      (await carl.http.call('DELETE', '/api/v1/users/me', { password: carl.password })).status,
    ).toBeLessThan(300);
    await eventually(async () => {
      const [account] = await here.db.query<any>('SELECT erased_at FROM identity.accounts WHERE id = $1', [
        carl.id,
      ]);
      expect(account.erased_at).not.toBeNull();
    });
    const rows = await here.db.query<any>(
      `SELECT id, online_url, deleted_at IS NOT NULL AS gone FROM collaboration.events WHERE organizer_id = $1
        ORDER BY id`,
      [carl.id],
    );
    expect(rows).toEqual([
      { id: past.id, online_url: '', gone: false },
      { id: draft.id, online_url: '', gone: true },
    ]);
    const left = await here.db.query('SELECT FROM collaboration.invitations WHERE email = $1', [carl.email]);
    expect(left).toEqual([]);
  });
});

describe('the statistics of events', () => {
  it('count those that start in the period', async () => {
    here.clock.set(new Date('2032-01-01T12:00:00Z'));
    await makeGathering(ada, now(), { date: '2032-06-01T10:00:00Z' });
    await makeDraft(olivia, now(), { start_date: '2032-06-02T10:00:00Z', end_date: '2032-06-02T12:00:00Z' });
    const statistics = await here.app
      .get(CollaborationStatistics)
      .statistics({ startOn: '2032-06-01', endOn: '2032-06-02' });
    expect(statistics).toEqual({
      ...{
        total: 2,
        on_sale: [],
        gatherings: 1,
        ticketed: 1,
        draft: 1,
        upcoming: 1,
        ongoing: 0,
        completed: 0,
        cancelled: 0,
      },
    });
  });
});

describe('the demo events', () => {
  it('are a gathering and a ticketed event, made once', async () => {
    await here.signUp({ username: 'adam' });
    const { id } = await here.signUp({ username: 'olivia' });
    await giveRole(here.db, id, 'organizer');
    for (let n = 0; n < 2; n++) await createDemoEvents(here.app);
    const [game] = (await here.http().get('/api/events?search=Board game evening')).body;
    expect(game).toMatchObject({ kind: 'gathering', status: 'upcoming', current_participants: 1 });
    const found = (await here.http().get('/api/events?search=Advanced Python Workshop')).body;
    expect(found).toMatchObject([
      { kind: 'ticketed', status: 'published', price: '29.99', is_registration_open: true },
    ]);
    expect((await bob.http.post('/api/v1/bookings', { event: found[0].id })).status).toBe(201);
  });
});
