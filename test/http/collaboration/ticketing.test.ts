import { inDays, makeDraft, makeGathering } from '../../support/events.js';
import { makePublished, refusal } from '../../support/ticketed.js';
import { bookTickets } from '../../support/tickets.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let olga: Person;
let bob: Person;
let admin: Person;
beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
  [olga, admin, bob] = [await here.signUpAs('organizer'), await here.admin(), await here.signUp()];
});
afterAll(() => here?.close());

const now = () => here.clock.now();
const events = '/api/v1/events';
const publish = (id: number, by: Person = olga) => by.http.post(`${events}/${id}/publish`);
const cancel = (id: number, by: Person = olga, body?: object) => by.http.post(`${events}/${id}/cancel`, body);
const publishedOf = async (name: string, id: number) =>
  (
    await here.db.query<{ payload: any }>(
      `SELECT payload FROM platform.outbox WHERE name = $1 AND (payload->>'id')::bigint = $2`,
      [name, id],
    )
  ).map(({ payload }) => payload);

/** The refusals of all routes that take an event by its id and look for its seats. */
const seatRefusalsOf = async (id: number, { http }: Person) => [
  refusal(await http.post('/api/v1/bookings', { event: id })),
  refusal(await http.post('/api/v1/waitlist', { event: id })),
  refusal(await http.get(`${events}/${id}/check-in-keys`)),
  refusal(await http.post(`${events}/${id}/check-in`, { code: 'a.b.c' })),
];
const UNKNOWN = ['400 VALIDATION_ERROR event', '400 VALIDATION_ERROR event', '404 NOT_FOUND', '404 NOT_FOUND'];

describe('publishing', () => {
  it('opens a draft to everybody, who can book from now on', async () => {
    const { id } = await makeDraft(olga, now(), { price: '12.50' });
    expect((await bob.http.get(`${events}/${id}`)).status).toBe(404);
    const { status, body } = await publish(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, status: 'published', is_registration_open: true, organizer: olga.id });
    expect((await here.http().get(`${events}/${id}`)).body).toMatchObject({ id, status: 'published' });
    expect((await bob.http.post('/api/v1/bookings', { event: id })).status).toBe(201);
    expect(await publishedOf('collaboration.event_published', id)).toMatchObject([
      { state: 'open', actorId: olga.id },
    ]);
  });

  it('is also for admins, and not for strangers', async () => {
    const { id } = await makeDraft(olga, now());
    expect(refusal(await publish(id, bob))).toBe('404 NOT_FOUND');
    expect(refusal(await publish(id, await here.signUpAs('organizer')))).toBe('404 NOT_FOUND');
    expect((await here.http().post(`${events}/${id}/publish`)).status).toBe(401);
    expect((await publish(id, admin)).body.organizer).toBe(olga.id);
    expect(refusal(await publish(id, bob))).toBe('403 NOT_THE_ORGANIZER');
  });

  it('happens once', async () => {
    const { id } = await makePublished(olga, now());
    expect(refusal(await publish(id))).toBe('409 NOT_A_DRAFT');
    await cancel(id);
    expect(refusal(await publish(id))).toBe('409 NOT_A_DRAFT');
  });

  it('is nothing for gatherings, which are open at once', async () => {
    const { id } = await makeGathering(olga, now());
    expect(refusal(await publish(id))).toBe('409 NOT_A_DRAFT');
  });

  it.each([
    ['an unlimited one', { max_attendees: null }],
    ['a deadline at the start', { registration_deadline: 10 }],
    ['a free one', { price: '0.00' }],
  ])('takes %s', async (_, terms: any) => {
    const deadline = terms.registration_deadline && { registration_deadline: inDays(now(), 10) };
    const { id } = await makeDraft(olga, now(), { ...terms, ...deadline, start_date: inDays(now(), 10) });
    expect((await publish(id)).status).toBe(200);
  });

  it.each([
    [{ start_date: -1, end_date: 1 }, 'start_date'],
    [{ start_date: -2, end_date: -1 }, 'start_date'],
    [{ start_date: 2, end_date: 2 }, 'end_date'],
    [{ start_date: 2, end_date: 1 }, 'end_date'],
    [{ start_date: 2, end_date: 3, registration_deadline: 2.5 }, 'registration_deadline'],
    [{ start_date: 2, end_date: 3, registration_deadline: -1 }, 'registration_deadline'],
    [{ start_date: -1, end_date: -2, registration_deadline: 1 }, 'end_date registration_deadline start_date'],
  ])('refuses a draft with times, in days, of %j, naming %s', async (days, fields) => {
    const times = Object.fromEntries(Object.entries(days).map(([name, day]) => [name, inDays(now(), day)]));
    const { id } = await makeDraft(olga, now(), times);
    expect(refusal(await publish(id))).toBe(`400 VALIDATION_ERROR ${fields}`);
    expect((await olga.http.get(`${events}/${id}`)).body.status).toBe('draft');
  });

  it('under one key happens once and answers the same twice', async () => {
    const { id } = await makeDraft(olga, now());
    const key = { headers: { 'idempotency-key': `publish-${id}` } };
    const first = await olga.http.post(`${events}/${id}/publish`, undefined, key);
    const second = await olga.http.post(`${events}/${id}/publish`, undefined, key);
    expect(second).toMatchObject({ status: 200, body: first.body });
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });
});

describe('cancelling', () => {
  it('cancels the bookings at once, tells why, and is seen by everybody', async () => {
    const { id } = await makePublished(olga, now());
    const booking = await bookTickets(bob, id, 2);
    const { status, body } = await cancel(id, olga, { reason: 'The hall is flooded.' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, status: 'cancelled', is_registration_open: false, attendees_count: 0 });
    expect((await bob.http.get(`/api/v1/bookings/${booking.id}`)).body.status).toBe('cancelled');
    expect(refusal(await bob.http.post('/api/v1/bookings', { event: id }))).toMatch(/^409 /);
    const [fact] = await publishedOf('collaboration.event_cancelled', id);
    expect(fact).toMatchObject({ actorId: olga.id, reason: 'The hall is flooded.', state: 'cancelled' });
    expect((await here.http().get(`${events}/${id}`)).body.status).toBe('cancelled');
  });

  it('needs no body', async () => {
    for (const body of [undefined, {}, { reason: null }, { reason: ' ' }]) {
      const { id } = await makePublished(olga, now());
      expect((await cancel(id, olga, body)).status).toBe(200);
      expect((await publishedOf('collaboration.event_cancelled', id))[0].reason).toBeNull();
    }
  });

  it('twice, or after the end, is refused and changes nothing', async () => {
    const { id } = await makePublished(olga, now());
    await cancel(id);
    expect(refusal(await cancel(id))).toBe('409 EVENT_ENDED');
    expect(await publishedOf('collaboration.event_cancelled', id)).toHaveLength(1);
    const soon = { start_date: inDays(now(), 0.01), end_date: inDays(now(), 0.02) };
    const over = await makePublished(olga, now(), soon);
    here.clock.advance(0.025 * 86_400_000);
    expect(refusal(await cancel(over.id))).toBe('409 EVENT_ENDED');
    here.clock.reset();
  });

  it('is possible while the event goes on', async () => {
    const { id } = await makePublished(olga, now(), {
      start_date: inDays(now(), 0.01),
      end_date: inDays(now(), 1),
    });
    here.clock.advance(0.012 * 86_400_000);
    expect((await cancel(id)).body.status).toBe('cancelled');
    here.clock.reset();
  });

  it('of a gathering is its creator’s business', async () => {
    const { id } = await makeGathering(bob, now());
    const guest = await here.signUp();
    await guest.http.post(`${events}/${id}/join/`);
    expect(refusal(await cancel(id, guest))).toBe('403 NOT_THE_ORGANIZER');
    expect((await cancel(id, bob)).body.status).toBe('cancelled');
  });

  it('of a draft shows it to nobody', async () => {
    const { id } = await makeDraft(olga, now());
    expect((await cancel(id)).body).toMatchObject({ status: 'cancelled' });
    expect((await here.http().get(`${events}/${id}`)).status).toBe(404);
    expect((await bob.http.get(`${events}/${id}`)).status).toBe(404);
    expect((await olga.http.get(`${events}/${id}`)).body.status).toBe('cancelled');
    expect(refusal(await publish(id))).toBe('409 NOT_A_DRAFT');
    expect(await seatRefusalsOf(id, bob)).toEqual(UNKNOWN);
  });

  it('or deleting leaves nothing that its seats would tell of', async () => {
    const [draft, open] = [await makeDraft(olga, now()), await makePublished(olga, now())];
    const gathering = await makeGathering(bob, now());
    for (const { id } of [draft, open]) expect((await olga.http.delete(`${events}/${id}`)).status).toBe(204);
    expect((await bob.http.delete(`${events}/${gathering.id}`)).status).toBe(204);
    for (const { id } of [draft, open, gathering])
      for (const who of [bob, olga, admin]) expect(await seatRefusalsOf(id, who)).toEqual(UNKNOWN);
  });

  it('is for the organizer and admins', async () => {
    const { id } = await makePublished(olga, now());
    expect(refusal(await cancel(id, bob))).toBe('403 NOT_THE_ORGANIZER');
    expect((await here.http().post(`${events}/${id}/cancel`)).status).toBe(401);
    expect(refusal(await cancel(999_999_999))).toBe('404 NOT_FOUND');
    expect((await cancel(id, admin)).status).toBe(200);
    const actions = await here.db.query(
      `SELECT action, actor_id FROM platform.audit_log WHERE subject_type = 'event' AND subject_id = $1
        ORDER BY id`,
      [String(id)],
    );
    expect(actions).toEqual([
      { action: 'collaboration.event_published', actor_id: olga.id },
      { action: 'collaboration.event_cancelled', actor_id: admin.id },
    ]);
  });
});

describe('registration', () => {
  it('is closed to others while somebody waits, though a seat is free', async () => {
    const { id } = await makePublished(olga, now(), { max_attendees: 2 });
    const seen = async () => (await bob.http.get(`${events}/${id}`)).body;
    expect(await seen()).toMatchObject({ available_spots: 2, is_registration_open: true });
    await bookTickets(bob, id);
    const { status } = await (
      await here.signUp()
    ).http.post('/api/v1/waitlist', { event: id, number_of_tickets: 2 });
    expect(status).toBe(201);
    expect(await seen()).toMatchObject({ available_spots: 1, is_registration_open: false });
    expect(refusal(await admin.http.post('/api/v1/bookings', { event: id }))).toBe('409 RESERVED_FOR_WAITLIST');
  });
});
