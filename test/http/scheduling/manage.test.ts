import { DueBookingsProcessor } from '../../../src/booking/bookings/due-bookings.processor.js';
import { SCHEDULING_INVARIANTS } from '../../../src/scheduling/scheduling.invariants.js';
import { book, booked, offerType, openHost, startIn, type OfferedType } from '../../support/appointments.js';
import { brokenInvariants } from '../../support/invariants.js';
import { refusal } from '../../support/ticketed.js';
import { world, type Person, type World } from '../../support/world.js';

const MINUTE_MS = 60_000;

let here: World;
let host: Person;
let type: OfferedType;
let invitees = 0;

beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '60d', REFRESH_TOKEN_TTL: '90d' });
});
beforeEach(async () => {
  host = await openHost(here);
  type = await offerType(here, host);
});
afterEach(async () => {
  await here.drainEvents();
  here.clock.reset();
  expect(await brokenInvariants(here.db, SCHEDULING_INVARIANTS)).toEqual({});
});
afterAll(() => here.close());

type Appointment = Record<string, any>;
const at = (hours: number) => startIn(here, hours);
const anybody = () => here.http();
const guest = () => ({ invitee_email: `guest-${++invitees}@example.com`, invitee_name: 'Guest' });
const linkOf = ({ access_token }: Appointment, to = 'manage') => `/api/v1/events/booking/${access_token}/${to}`;
const read = (of: Appointment) => anybody().get(linkOf(of));
const act = (of: Appointment, body: object) => anybody().post(linkOf(of), body);
const told = async (answer: ReturnType<typeof act>) => refusal(await answer);
const cancel = (of: Appointment) => act(of, { action: 'cancel' });
const move = (of: Appointment, start_time: string, more = {}) =>
  act(of, { action: 'reschedule', start_time, ...more });
const group = (terms = {}) => offerType(here, host, { maxAttendees: 2, ...terms });
const asHost = (of: Appointment, path: string, body = {}) =>
  host.http.post(`/api/v1/bookings/${of.id}/${path}`, body);

describe('a link', () => {
  it('opens the appointment, and says what can be done with it until when', async () => {
    const noticed = await offerType(here, host, { cancellationNotice: 120 });
    const made = await booked(anybody(), noticed, at(12));
    const { status, body, headers } = await read(made);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      ...made,
      available_actions: ['cancel', 'reschedule'],
      changeable_until: at(10),
      payment_methods: [],
      refund_quote: null,
    });
  });

  it('is a 404 where it is nobody’s, no UUID, or of another kind of booking', async () => {
    const links = ['1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed', 'nonsense', '17'];
    for (const access_token of links)
      for (const to of ['manage', 'calendar.ics'])
        expect((await anybody().get(linkOf({ access_token }, to))).status).toBe(404);
    expect((await cancel({ access_token: links[0]! })).status).toBe(404);
  });

  it('gives the file for calendars, with the same UID and a higher SEQUENCE after each change', async () => {
    const made = await booked(anybody(), type, at(9));
    const file = async () => String((await anybody().get(linkOf(made, 'calendar.ics'))).body);
    const first = await file();
    for (const line of ['SUMMARY:Intro call', 'STATUS:CONFIRMED', 'SEQUENCE:0', 'BEGIN:VEVENT', 'DTSTAMP:'])
      expect(first).toContain(line);
    expect(first).toMatch(/ATTENDEE;[^]*grace@example\.com/);
    expect(first).toMatch(/ORGANIZER;[^]*Ada Host/);
    const uid = /UID:(.*)\r/.exec(first)![1]!;
    await move(made, at(10));
    const second = await file();
    expect([second.includes(`UID:${uid}`), second.includes('SEQUENCE:1')]).toEqual([true, true]);
    await cancel(made);
    const last = await file();
    expect([last.includes('STATUS:CANCELLED'), last.includes('SEQUENCE:2')]).toEqual([true, true]);
  });
});

describe('cancelling by the link', () => {
  it('frees the time, keeps the reason, and is done once', async () => {
    const made = await booked(anybody(), type, at(9));
    const { status, body } = await act(made, { action: 'cancel', reason: 'I am ill.' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: made.id, status: 'cancelled', cancel_reason: 'I am ill.' });
    expect(body).toMatchObject({ available_actions: [], changeable_until: null, refund_quote: null });
    expect(await told(cancel(made))).toEqual('409 INVALID_TRANSITION');
    expect((await book(anybody(), type, at(9), guest())).status).toBe(201);
  });

  it('is possible up to the notice, this instant included, and no action is once it has begun', async () => {
    const noticed = await offerType(here, host, { cancellationNotice: 60 });
    const [one, two] = [
      await booked(anybody(), noticed, at(9)),
      await booked(anybody(), noticed, at(10), guest()),
    ];
    const [eight, nine, ten] = [at(8), at(9), at(10)];
    here.clock.set(new Date(eight));
    expect((await cancel(one)).status).toBe(200);
    here.clock.set(new Date(Date.parse(nine) + 1));
    expect(await told(cancel(two))).toEqual('409 TOO_LATE');
    expect(await told(move(two, at(30)))).toEqual('409 TOO_LATE');
    here.clock.set(new Date(ten));
    for (const action of ['cancel', 'confirm'])
      expect(await told(act(two, { action }))).toEqual('409 INVALID_TRANSITION');
  });

  it('takes what it needs, and nothing unknown', async () => {
    const made = await booked(anybody(), type, at(9));
    const wrong = async (body: object) => Object.keys((await act(made, body)).body.field_errors);
    expect(await wrong({ action: 'dance' })).toEqual(['action']);
    expect(await wrong({})).toEqual(['action']);
    expect(await wrong({ action: 'reschedule' })).toEqual(['start_time']);
    expect(await wrong({ action: 'add_attendee' })).toEqual(['name', 'email']);
    expect(await wrong({ action: 'reschedule', start_time: at(11), duration: 17 })).toEqual(['duration']);
    expect(await told(act(made, { action: 'confirm' }))).toEqual('409 INVALID_TRANSITION');
  });
});

describe('moving by the link', () => {
  it('keeps id, link and UID, counts up, frees the old time and takes the new one', async () => {
    const made = await booked(anybody(), type, at(9));
    const { status, body } = await move(made, at(11));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ id: made.id, access_token: made.access_token, manage_url: made.manage_url },
      ...{ start_time: at(11), end_time: at(11.5), status: 'confirmed', reschedule_count: 1 },
    });
    expect((await book(anybody(), type, at(9), guest())).status).toBe(201);
    expect(await told(book(anybody(), type, at(11), guest()))).toEqual('409 SLOT_UNAVAILABLE');
  });

  it('may overlap its own old time, and take another length that is offered', async () => {
    const long = await offerType(here, host, { durationOptions: [30, 60] });
    const made = await booked(anybody(), long, at(9));
    const { body } = await move(made, at(9), { duration: 60 });
    expect(body).toMatchObject({ start_time: at(9), end_time: at(10), event_type: { duration: 60 } });
  });

  it('changes nothing where the time is not offered, and says why and what is free', async () => {
    const made = await booked(anybody(), type, at(9));
    await booked(anybody(), type, at(10), guest());
    const taken = await move(made, at(10));
    expect(refusal(taken)).toEqual('409 SLOT_UNAVAILABLE');
    expect(taken.body.details).toMatchObject({
      reason: 'BUSY',
      offered: false,
      rule: { type: 'busy', id: null },
    });
    expect(taken.body.details.next_free).toHaveLength(3);
    const odd = await move(made, new Date(Date.parse(at(12)) + 7 * MINUTE_MS).toISOString());
    expect(odd.body.details.reason).toBe('OFF_GRID');
    expect((await read(made)).body).toMatchObject({ start_time: at(9), reschedule_count: 0 });
  });

  it('minds what who is signed in has promised elsewhere', async () => {
    const [grace, other] = [await here.signUp(), await openHost(here)];
    const made = await booked(grace.http, type, at(9));
    await booked(grace.http, await offerType(here, other), at(10));
    expect(await told(move(made, at(10)))).toEqual('409 TIME_CONFLICT');
  });

  it('is refused once it is not offered any more', async () => {
    const made = await booked(anybody(), type, at(9));
    await here.db.query('UPDATE scheduling.event_types SET is_active = false WHERE id = $1', [type.id]);
    expect(await told(move(made, at(11)))).toEqual('409 SLOT_UNAVAILABLE');
    expect((await cancel(made)).status).toBe(200);
  });

  it('out of a session leaves the others there, and the last one ends it', async () => {
    const session = await group();
    const [one, two] = [
      await booked(anybody(), session, at(9), guest()),
      await booked(anybody(), session, at(9), guest()),
    ];
    await booked(anybody(), session, at(12), guest());
    expect((await move(one, at(12))).body).toMatchObject({ start_time: at(12), id: one.id });
    expect((await read(two)).body).toMatchObject({ start_time: at(9), status: 'confirmed' });
    expect((await move(two, at(15))).body).toMatchObject({ start_time: at(15) });
    expect(await told(book(anybody(), type, at(12), guest()))).toEqual('409 SLOT_UNAVAILABLE');
    expect((await book(anybody(), type, at(9), guest())).status).toBe(201);
    expect(await told(move(two, at(12)))).toEqual('409 SLOT_UNAVAILABLE');
  });
});

describe('attendees of a session', () => {
  it('come along by name, each on a seat, and stay away again', async () => {
    const made = await booked(anybody(), await group({ maxAttendees: 3 }), at(9), guest());
    const alan = { name: 'Alan Turing', email: 'alan@example.org' };
    expect((await read(made)).body.available_actions).toContain('add_attendee');
    const { body } = await act(made, { action: 'add_attendee', ...alan });
    expect(body).toMatchObject({ attendee_count: 2 });
    expect(body.attendees).toEqual([made.attendees[0], alan]);
    expect(await told(act(made, { action: 'add_attendee', ...alan }))).toEqual('409 ALREADY_ATTENDING');
    const self = { name: 'Me', email: made.invitee_email };
    expect(await told(act(made, { action: 'add_attendee', ...self }))).toEqual('409 ALREADY_ATTENDING');
    await act(made, { action: 'add_attendee', name: 'Ada', email: 'ada@example.org' });
    const full = { name: 'Eve', email: 'eve@example.org' };
    expect(await told(act(made, { action: 'add_attendee', ...full }))).toEqual('409 SOLD_OUT');
    const gone = await act(made, { action: 'remove_attendee', email: alan.email });
    expect(gone.body).toMatchObject({ attendee_count: 2, attendees: [{}, { name: 'Ada' }] });
    for (const email of [alan.email, made.invitee_email])
      expect(await told(act(made, { action: 'remove_attendee', email }))).toEqual('400 VALIDATION_ERROR email');
  });

  it('are no matter of a meeting of two, nor where each seat costs', async () => {
    const alan = { action: 'add_attendee', name: 'Alan Turing', email: 'alan@example.org' };
    const single = await booked(anybody(), type, at(9));
    const priced = await booked(anybody(), await group({ priceCents: 500 }), at(12), guest());
    for (const made of [single, priced]) expect(await told(act(made, alan))).toEqual('409 ATTENDEES_FIXED');
  });
});

describe('the host’s move', () => {
  it('minds claims and buffers alone, and tells why it is refused', async () => {
    const made = await booked(anybody(), type, at(9));
    const other = await booked(anybody(), type, at(10), guest());
    const odd = new Date(Date.parse(at(13)) + 7 * MINUTE_MS).toISOString();
    const { status, body } = await asHost(made, 'reschedule', {
      start_time: odd,
      duration: 45,
      reason: 'Traffic',
    });
    expect([status, body.kind, body.start_time]).toEqual([200, 'appointment', odd]);
    const taken = await asHost(made, 'reschedule', { start_time: at(10) });
    expect(refusal(taken)).toEqual('409 SLOT_UNAVAILABLE');
    expect(taken.body.details).toMatchObject({ reason: 'BUSY', rule: { type: 'booking', id: other.id } });
    expect((await read(made)).body).toMatchObject({ start_time: odd, reschedule_count: 1 });
  });

  it('of a session is of everybody in it, an admin’s too', async () => {
    const session = await group();
    const [one, two] = [
      await booked(anybody(), session, at(9), guest()),
      await booked(anybody(), session, at(9), guest()),
    ];
    await asHost(one, 'reschedule', { start_time: at(11) });
    const admin = await here.signUpAs('admin');
    await admin.http.post(`/api/v1/bookings/${two.id}/reschedule`, { start_time: at(13) });
    for (const made of [one, two])
      expect((await read(made)).body).toMatchObject({ start_time: at(13), reschedule_count: 2 });
  });

  it('is nobody else’s, of no other time than a coming one, and of nothing that is cancelled', async () => {
    const [grace, eve] = [await here.signUp(), await here.signUp()];
    const made = await booked(grace.http, type, at(9));
    const path = `/api/v1/bookings/${made.id}/reschedule`;
    expect((await grace.http.post(path, { start_time: at(11) })).status).toBe(403);
    expect((await eve.http.post(path, { start_time: at(11) })).status).toBe(404);
    const past = new Date(here.clock.millis()).toISOString();
    expect((await asHost(made, 'reschedule', { start_time: past })).body.field_errors).toHaveProperty(
      'start_time',
    );
    await cancel(made);
    expect(refusal(await asHost(made, 'reschedule', { start_time: at(11) }))).toEqual('409 INVALID_TRANSITION');
  });
});

describe('who did not come', () => {
  it('is marked by the host from the start on, each attendee by itself, and taken back', async () => {
    const session = await group();
    const [one, two] = [
      await booked(anybody(), session, at(9), guest()),
      await booked(anybody(), session, at(9), guest()),
    ];
    expect(refusal(await asHost(one, 'no-show'))).toEqual('409 INVALID_TRANSITION');
    const [start, end] = [at(9), at(9.5)];
    here.clock.set(new Date(start));
    expect((await asHost(one, 'no-show')).body).toMatchObject({ id: one.id, status: 'no_show' });
    expect((await read(two)).body.status).toBe('confirmed');
    expect((await host.http.delete(`/api/v1/bookings/${one.id}/no-show`)).status).toBe(204);
    expect((await read(one)).body.status).toBe('confirmed');
    here.clock.set(new Date(end));
    await here.app.get(DueBookingsProcessor, { strict: false }).complete();
    expect((await asHost(two, 'no-show')).body).toMatchObject({ status: 'no_show' });
    await host.http.delete(`/api/v1/bookings/${two.id}/no-show`);
    expect((await read(two)).body.status).toBe('completed');
  });
});

it.each(['9999-12-31T23:59:00Z', '9999-12-01T00:00:00Z'])(
  'refuses %s as a start at every door',
  async (start) => {
    const made = await booked(anybody(), type, at(9));
    for (const answer of [
      await move(made, start),
      await asHost(made, 'reschedule', { start_time: start }),
      await book(anybody(), type, start, guest()),
    ])
      expect([answer.status, Object.keys(answer.body.field_errors)]).toEqual([400, ['start_time']]);
  },
);
