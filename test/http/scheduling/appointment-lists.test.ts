import { booked, offerType, openHost, startIn, type OfferedType } from '../../support/appointments.js';
import { makeSlot, book as bookSlot } from '../../support/calendar.js';
import { meet } from '../../support/meetings.js';
import { RequestStatements } from '../../support/request-statements.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let admin: Person;
let host: Person;
let grace: Person;
let type: OfferedType;
const requests = new RequestStatements();

beforeAll(async () => {
  here = await world();
  admin = await here.admin();
});
beforeEach(async () => {
  [host, grace] = [await openHost(here, 'Asia/Tokyo'), await here.signUp()];
  type = await offerType(here, host);
});
afterAll(() => here.close());

const at = (hours: number) => startIn(here, hours);
const as = (name: string) => ({ invitee_name: `${name} Example`, invitee_email: `${name}@example.com` });
const idsOf = async (by: Person, path: string) =>
  ((await by.http.get(path)).body as any[]).map(({ id }) => id as number);
const hosted = (query = '') => idsOf(host, `/api/events/bookings${query}`);

describe('a host’s appointments', () => {
  it('are listed newest first, without the invitees’ keys', async () => {
    const one = await booked(here.http(), type, at(9));
    here.clock.tick();
    const two = await booked(grace.http, type, at(8));
    await booked(here.http(), await offerType(here, await openHost(here)), at(9));
    const { body } = await host.http.get('/api/v1/events/bookings');
    expect(body).toMatchObject({ count: 2, next: null, previous: null });
    const { access_token: _, manage_url: __, ...shown } = two;
    expect(body.results[0]).toEqual(shown);
    expect(body.results.map(({ id }: any) => id)).toEqual([two.id, one.id]);
    expect(JSON.stringify(body)).not.toContain(one.access_token);
    expect((await grace.http.get('/api/v1/events/bookings')).body.count).toBe(0);
    expect((await here.http().get('/api/v1/events/bookings')).status).toBe(401);
  });

  it('are found by state, type, day and words', async () => {
    const other = await offerType(here, host, { requiresConfirmation: true, name: 'Review' });
    const ada = (await booked(here.http(), type, at(9), as('ada'))).id;
    const bob = (await booked(here.http(), other, at(33), as('bob'))).id;
    expect(await hosted('?status=pending')).toEqual([bob]);
    expect(await hosted('?status=confirmed')).toEqual([ada]);
    expect(await hosted(`?event_type=${other.id}`)).toEqual([bob]);
    expect(await hosted('?search=ADA%20ex')).toEqual([ada]);
    expect(await hosted('?search=bob@')).toEqual([bob]);
    expect(await hosted('?search=review')).toEqual([bob]);
    expect(await hosted('?search=%25')).toEqual([]);
    const day = at(9).slice(0, 10);
    expect(await hosted(`?start_date=${day}&end_date=${day}`)).toEqual([ada]);
    expect(await hosted('?ordering=start_time')).toEqual([ada, bob]);
    expect(await hosted('?ordering=-start_time')).toEqual([bob, ada]);
    const { status, body } = await host.http.get('/api/v1/events/bookings?status=gone&start_date=x');
    expect([status, Object.keys(body.field_errors)]).toEqual([400, ['status', 'start_date']]);
  });

  it('are days of the zone that the caller names', async () => {
    const { id } = await booked(here.http(), type, at(20));
    const nextDay = at(24).slice(0, 10);
    const inTokyo = host.http.with({ 'x-timezone': 'Asia/Tokyo' });
    const { body } = await inTokyo.get(`/api/events/bookings?start_date=${nextDay}`);
    expect(body.map((one: any) => one.id)).toEqual([id]);
    expect(await hosted(`?start_date=${nextDay}`)).toEqual([]);
  });

  it('cost as many statements for many as for one', async () => {
    const count = () => requests.countOf(host.http, 'GET', '/api/v1/events/bookings');
    await booked(here.http(), type, at(9));
    expect(await count()).toBe(1);
    for (const hours of [10, 11, 12]) await booked(here.http(), type, at(hours));
    expect(await count()).toBe(1);
  });
});

describe('bookings of every kind', () => {
  it('show what is an appointment beside D’s body, to its invitee, its host and admins', async () => {
    const made = await booked(grace.http, type, at(9), as('other'));
    const { access_token: _, manage_url: __, ...appointment } = made;
    const shape = { id: made.id, kind: 'appointment', user: grace.id, user_name: 'other Example', appointment };
    expect((await grace.http.get('/api/v1/bookings')).body.results).toEqual([expect.objectContaining(shape)]);
    expect((await grace.http.get('/api/user/bookings')).body).toEqual([expect.objectContaining(shape)]);
    expect((await host.http.get(`/api/v1/bookings/${made.id}`)).body).toMatchObject(shape);
    const all = (await admin.http.get('/api/admin/bookings?kind=appointment')).body;
    const { user: ___, ...seen } = shape;
    expect(all[0]).toMatchObject({ ...seen, user: { id: grace.id, username: grace.username } });
    const anonymous = await booked(here.http(), type, at(10), as('nobody'));
    expect((await host.http.get(`/api/v1/bookings/${anonymous.id}`)).body).toMatchObject({
      ...{ user: null, user_name: 'nobody Example', event: null, time_slot: null },
    });
    const [slot] = [await makeSlot(admin, here.clock.now())];
    const { id } = await bookSlot(grace, slot.id);
    expect((await grace.http.get(`/api/v1/bookings/${id}`)).body.appointment).toBeNull();
  });

  it('are found by kind, and by what the person is in them', async () => {
    const mine = (await booked(grace.http, type, at(9))).id;
    const own = await offerType(here, await openHost(here));
    const theirs = (await booked(own.host.http, type, at(12))).id;
    const hours = (Date.parse(at(15)) - here.clock.millis()) / 3_600_000;
    const meeting = (await meet(here, grace, host, hours)).body.id as number;
    expect((await idsOf(grace, '/api/bookings')).sort()).toEqual([mine, meeting].sort());
    expect(await idsOf(grace, '/api/bookings?kind=meeting')).toEqual([meeting]);
    expect(await idsOf(grace, '/api/user/bookings?kind=appointment')).toEqual([mine]);
    expect(await idsOf(grace, '/api/bookings?role=host')).toEqual([]);
    expect((await idsOf(host, '/api/bookings?role=host')).sort()).toEqual([mine, theirs, meeting].sort());
    expect(await idsOf(host, '/api/user/bookings?role=host&kind=meeting')).toEqual([meeting]);
    expect(await idsOf(host, '/api/bookings')).toEqual([]);
    const byAdmin = (query: string) => idsOf(admin, `/api/admin/bookings?${query}`);
    expect(await byAdmin(`user=${grace.username}&kind=appointment`)).toEqual([mine]);
    expect(await byAdmin(`user=${host.username}`)).toEqual([]);
    expect(await byAdmin(`user=${host.username}&role=host&kind=meeting`)).toEqual([meeting]);
    const { status, body } = await grace.http.get('/api/v1/bookings?kind=x&role=y');
    expect([status, Object.keys(body.field_errors)]).toEqual([400, ['kind', 'role']]);
  });

  it('name who met with whom to the host of a meeting', async () => {
    const hours = (Date.parse(at(15)) - here.clock.millis()) / 3_600_000;
    await meet(here, grace, host, hours);
    const { body } = await host.http.get('/api/bookings?role=host');
    expect(body[0]).toMatchObject({ kind: 'meeting', user: grace.id, appointment: null });
    expect(body[0].user_name).toMatch(/^Pat No /);
  });
});

describe('who calls it off', () => {
  const cancel = (by: Person, id: number, body?: unknown) =>
    by.http.post(`/api/v1/bookings/${id}/cancel`, body);

  it('may say why, host, invitee and admin alike', async () => {
    for (const [by, hours] of [
      [host, 9],
      [grace, 10],
      [admin, 11],
    ] as const) {
      const { id } = await booked(grace.http, type, at(hours));
      const { status, body } = await cancel(by, id, { reason: 'Ill' });
      expect([status, body.status, body.appointment.cancel_reason]).toEqual([200, 'cancelled', 'Ill']);
      expect((await cancel(by, id)).body.code).toBe('INVALID_TRANSITION');
    }
    const { id } = await booked(grace.http, type, at(13));
    expect((await cancel(grace, id)).body.appointment.cancel_reason).toBeNull();
    const other = await booked(grace.http, type, at(14));
    expect((await cancel(await here.signUp(), other.id)).status).toBe(404);
  });

  it('is too late inside the notice, which does not bind the host', async () => {
    const strict = await offerType(here, host, { cancellationNotice: 72 * 60 });
    const { id } = await booked(grace.http, strict, at(9));
    expect((await cancel(grace, id)).body.code).toBe('TOO_LATE');
    expect((await cancel(host, id)).status).toBe(200);
  });
});
