import { BookingApi } from '../../../src/booking/booking.api.js';
import { CollaborationApi } from '../../../src/collaboration/collaboration.api.js';
import { mailsTo, mailedToken } from '../../support/mailbox.js';
import { inDays, makeDraft, makeGathering } from '../../support/events.js';
import { eventually } from '../../support/eventually.js';
import { proveAddress } from '../../support/people.js';
import { somebodyWaits } from '../../support/somebody-waits.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let ada: Person;
let bob: Person;
let eve: Person;
beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
  [ada, bob, eve] = [await here.signUp(), await here.signUp(), await here.signUp()];
  await proveAddress(here.db, ada);
});
afterAll(() => here.close());

const circle = (more: object = {}) => makeGathering(ada, here.clock.now(), { visibility: 'invited', ...more });
const invite = (id: number, body: object, by = ada) => by.http.post(`/api/v1/events/${id}/invite/`, body);
const sees = async (id: number, by: Person) => (await by.http.get(`/api/v1/events/${id}`)).status === 200;
const invitations = async (id: number) =>
  (
    await here.db.query<{ payload: any }>(
      `SELECT payload FROM platform.outbox
     WHERE name = 'collaboration.person_invited' AND (payload->'event'->>'id')::bigint = $1 ORDER BY id`,
      [id],
    )
  ).map(({ payload }) => payload);

async function verify(person: Person): Promise<void> {
  const token = await mailedToken(here, person.email, 'verify-email');
  expect((await here.http().post('/api/v1/users/verify-email', { token })).status).toBe(200);
}

describe('who is invited', () => {
  it('is listed to the organizer alone, by name or by the address that waits for an account', async () => {
    const { id } = await circle();
    const list = (by: Person) => by.http.get(`/api/v1/events/${id}/invitations`);
    expect((await list(ada)).body).toMatchObject({ count: 0, results: [] });
    await invite(id, { users: [bob.id] });
    here.clock.advance(1_000);
    await invite(id, { emails: ['zoe@example.org'] });
    here.clock.reset();
    const { status, body } = await list(ada);
    expect([status, body.count]).toEqual([200, 2]);
    expect(body.results).toMatchObject([
      { user: null, email: 'zoe@example.org' },
      { user: { id: bob.id, username: bob.username }, email: null },
    ]);
    expect([(await list(bob)).body.code, (await list(eve)).status]).toEqual(['NOT_THE_ORGANIZER', 404]);
  });
});

describe('a gathering for invited people', () => {
  it('is seen and joined by those alone', async () => {
    const { id } = await circle();
    for (const what of ['join', 'leave'])
      expect((await bob.http.post(`/api/v1/events/${id}/${what}`)).status).toBe(404);
    expect((await here.http().get(`/api/v1/events/${id}`)).status).toBe(404);
    expect((await here.http().get(`/api/v1/events/${id}/calendar.ics`)).status).toBe(404);
    const { status, body } = await invite(id, { users: [bob.id] });
    expect({ status, body }).toEqual({ status: 200, body: { message: 'Invitations sent', invited: 1 } });
    expect([await sees(id, bob), await sees(id, eve)]).toEqual([true, false]);
    expect((await bob.http.post(`/api/v1/events/${id}/join`)).status).toBe(200);
    expect((await eve.http.post('/api/v1/bookings', { event: id })).body.code).toBe('VALIDATION_ERROR');
  });

  it('stays seen by who has joined, and by who was invited and left', async () => {
    const { id } = await circle();
    await invite(id, { users: [bob.id] });
    await bob.http.post(`/api/v1/events/${id}/join`);
    await bob.http.post(`/api/v1/events/${id}/leave`);
    expect(await sees(id, bob)).toBe(true);
  });
});

describe('a gathering that is closed to others', () => {
  const joining = (who: Person, id: number) => who.http.post(`/api/v1/events/${id}/join`);

  it('lets nobody in who came while that was written', async () => {
    const { id } = await makeGathering(ada, here.clock.now());
    const answer = await here.db.transaction(async (tx) => {
      await tx.query(`UPDATE collaboration.events SET visibility = 'invited' WHERE id = $1`, [id]);
      const booking = here.app.get(BookingApi, { strict: false });
      await booking.changeOffer(tx, 'event', id, { visibility: 'invited' });
      const pending = joining(bob, id);
      await somebodyWaits(here);
      return { pending };
    });
    expect((await answer.pending).status).toBe(404);
    expect((await ada.http.get(`/api/v1/events/${id}`)).body.current_participants).toBe(1);
  });

  it('is closed to who has left it, where it is read and where it is listed', async () => {
    const { id } = await makeGathering(ada, here.clock.now());
    for (const who of [bob, eve]) await joining(who, id);
    await bob.http.post(`/api/v1/events/${id}/leave`);
    await ada.http.patch(`/api/v1/events/${id}`, { visibility: 'invited' });
    const listed = async (by: Person) => {
      const { body } = await by.http.get('/api/v1/events?ordering=-created_at&page_size=100');
      return body.results.some((event: { id: number }) => event.id === id);
    };
    expect([await sees(id, bob), await listed(bob)]).toEqual([false, false]);
    expect([await sees(id, eve), await listed(eve)]).toEqual([true, true]);
    const { personIds } = (await here.app.get(CollaborationApi, { strict: false }).readersOf([id])).get(id)!;
    expect([...new Set(personIds)].toSorted((a, b) => a - b)).toEqual([ada.id, eve.id]);
  });

  it('invites who joined until then', async () => {
    const { id } = await makeGathering(ada, here.clock.now());
    const answer = await here.db.transaction(async (tx) => {
      const offer = { kind: 'event' as const, refId: id };
      const wish = { offer, personId: bob.id, quantity: 1, confirmFree: true };
      await here.app.get(BookingApi, { strict: false }).reserveSeats(tx, wish);
      const pending = ada.http.patch(`/api/v1/events/${id}`, { visibility: 'invited' });
      await somebodyWaits(here);
      return { pending };
    });
    expect((await answer.pending).status).toBe(200);
    expect((await bob.http.post(`/api/v1/events/${id}/leave`)).status).toBe(200);
    expect([await sees(id, bob), await sees(id, eve)]).toEqual([true, false]);
    expect((await joining(bob, id)).status).toBe(200);
  });
});

describe('inviting', () => {
  it('tells nobody who takes part', async () => {
    const { id } = await makeGathering(ada, here.clock.now());
    await bob.http.post(`/api/v1/events/${id}/join`);
    expect((await invite(id, { users: [bob.id, eve.id] })).body.invited).toBe(2);
    expect(await invitations(id)).toMatchObject([{ personId: eve.id }]);
  });

  it('is told once to each, however often it is said', async () => {
    const { id } = await circle();
    await invite(id, { users: [bob.id, bob.id], emails: [] });
    expect((await invite(id, { users: [bob.id, eve.id] })).body.invited).toBe(2);
    const told = await invitations(id);
    expect(told.map(({ personId }) => personId)).toEqual([bob.id, eve.id]);
    expect(told[0]).toMatchObject({
      invitedBy: ada.id,
      email: null,
      event: { id, taken: 1, visibility: 'invited' },
    });
  });

  it('is for the creator, of gatherings that are not over', async () => {
    const open = await makeGathering(ada, here.clock.now());
    expect(await invite(open.id, { users: [eve.id] }, bob)).toMatchObject({
      status: 403,
      body: { code: 'NOT_THE_ORGANIZER' },
    });
    expect((await invite((await circle()).id, { users: [eve.id] }, bob)).status).toBe(404);
    expect((await here.http().post(`/api/v1/events/${open.id}/invite`, { users: [eve.id] })).status).toBe(401);
    expect((await invite(open.id, { users: [eve.id] })).status).toBe(200);
    const olivia = await here.signUpAs('organizer');
    const ticketed = await makeDraft(olivia, here.clock.now());
    expect((await invite(ticketed.id, { users: [eve.id] }, olivia)).body.code).toBe('GATHERINGS_ONLY');
    here.clock.advance(12 * 86_400_000);
    expect((await invite(open.id, { users: [bob.id] })).body.code).toBe('EVENT_ENDED');
    here.clock.reset();
  });

  it.each([
    ['nobody', {}, 'users'],
    ['somebody who does not exist', { users: [999_999] }, 'users'],
    ['no address', { emails: ['nobody'] }, 'emails'],
    ['too many', { emails: Array.from({ length: 101 }, (_, n) => `p${n}@example.com`) }, 'emails'],
    ['something else', { users: 'bob' }, 'users'],
  ])('%s is refused', async (_, body, field) => {
    const { id } = await circle();
    const answer = await invite(id, body);
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.field_errors)[0]).toContain(field);
    expect(await invitations(id)).toEqual([]);
  });

  it('an address that is an account’s own invites the person, and tells nobody which', async () => {
    const { id } = await circle();
    await verify(bob);
    const both = await invite(id, { emails: [bob.email.toUpperCase(), eve.email] });
    expect(both.body).toEqual({ message: 'Invitations sent', invited: 2 });
    expect([await sees(id, bob), await sees(id, eve)]).toEqual([true, false]);
    expect(await invitations(id)).toMatchObject([
      { personId: bob.id, email: null },
      { personId: null, email: eve.email },
    ]);
  });

  it('an address that nobody has gets one mail, and sees the event once it has an account', async () => {
    const { id, title } = await circle({ title: 'Secret garden' });
    const email = 'newcomer@example.com';
    await invite(id, { emails: [email, email.toUpperCase()] });
    await invite(id, { emails: [email] });
    await here.drainEvents();
    const mails = async () => (await mailsTo(here, email)).filter(({ text }) => text?.includes(title));
    await eventually(async () => expect(await mails()).toHaveLength(1));
    const newcomer = await here.signUp({ email });
    expect(await sees(id, newcomer)).toBe(false);
    await verify(newcomer);
    await here.drainEvents();
    expect(await sees(id, newcomer)).toBe(true);
    expect((await newcomer.http.post(`/api/v1/events/${id}/join`)).status).toBe(200);
    expect(await invitations(id)).toMatchObject([
      { personId: null, email },
      { personId: newcomer.id, email: null },
    ]);
  });

  it('stops at a thousand addresses', async () => {
    const { id } = await circle({ date: inDays(here.clock.now(), 3) });
    await here.db.query(
      `INSERT INTO collaboration.invitations (event_id, email, invited_by, created_at)
       SELECT $1, 'many' || n || '@example.com', $2, now() FROM generate_series(1, 999) n`,
      [id, ada.id],
    );
    expect((await invite(id, { emails: ['one@example.com'] })).status).toBe(200);
    expect((await invite(id, { emails: ['two@example.com'] })).body.code).toBe('TOO_MANY_INVITATIONS');
    expect((await invite(id, { emails: ['one@example.com'], users: [bob.id] })).status).toBe(200);
  });
});
