import { DueBookingsProcessor } from '../../../src/booking/bookings/due-bookings.processor.js';
import { SCHEDULING_INVARIANTS } from '../../../src/scheduling/scheduling.invariants.js';
import { book, booked, offerType, openHost, startIn, type OfferedType } from '../../support/appointments.js';
import { eventually } from '../../support/eventually.js';
import { brokenInvariants } from '../../support/invariants.js';
import { refusal } from '../../support/ticketed.js';
import { world, type World } from '../../support/world.js';

let here: World;
let type: OfferedType;
let start: string;
let invitees = 0;

type Appointment = Record<string, any>;
beforeAll(async () => {
  here = await world();
});
beforeEach(async () => {
  type = await offerType(here, await openHost(here), { maxAttendees: 2 });
  start = startIn(here, 9);
});
afterEach(async () => {
  await here.drainEvents();
  here.clock.reset();
  expect(await brokenInvariants(here.db, SCHEDULING_INVARIANTS)).toEqual({});
});
afterAll(() => here.close());

const guest = () => ({ invitee_email: `guest-${++invitees}@example.com`, invitee_name: 'Guest' });
const wait = (more: object = {}, of = type) =>
  book(here.http(), of, start, { ...guest(), join_waitlist: true, ...more });
const manage = ({ access_token }: Appointment) => `/api/v1/events/booking/${access_token}/manage`;
const read = async (of: Appointment): Promise<Appointment> => (await here.http().get(manage(of))).body;
const act = (of: Appointment, action: string) => here.http().post(manage(of), { action });
const pay = ({ access_token }: Appointment, amount: string) =>
  here.http().post(`/api/v1/events/booking/${access_token}/pay`, { method: 'mock', amount });

describe('a full session', () => {
  it('is waited for by who asks for it: without an id, with a link and a place', async () => {
    await booked(here.http(), type, start, { ...guest(), attendee_count: 2 });
    expect(refusal(await book(here.http(), type, start, guest()))).toBe('409 SLOT_UNAVAILABLE');
    const { status, body } = await wait();
    expect(status).toBe(201);
    expect(body).toMatchObject({ id: null, status: 'waitlisted', waitlist_position: 1, start_time: start });
    expect((await wait()).body).toMatchObject({ waitlist_position: 2 });
    expect(await read(body)).toEqual({
      ...body,
      ...{ available_actions: ['cancel'], changeable_until: null, refund_quote: null, payment_methods: [] },
    });
    const file = await here.http().get(`/api/v1/events/booking/${body.access_token}/calendar.ics`);
    expect(file.status).toBe(404);
    expect(refusal(await wait({ invitee_email: body.invitee_email }))).toBe('409 ALREADY_WAITING');
    expect(refusal(await pay(body, '1.00'))).toBe('409 BOOKING_NOT_PAYABLE');
  });

  it('is not waited for where there are seats, nor by who is in it', async () => {
    const first = await booked(here.http(), type, start, guest());
    expect((await wait()).body).toMatchObject({ status: 'confirmed' });
    expect(refusal(await wait({ invitee_email: first.invitee_email }))).toBe('409 ALREADY_BOOKED');
  });

  it('offers a seat to the first who fits, who takes it by the same link, once', async () => {
    const one = await booked(here.http(), type, start, guest());
    await booked(here.http(), type, start, guest());
    const [pair, single] = [(await wait({ attendee_count: 2 })).body, (await wait()).body];
    await act(one, 'cancel');
    expect(await read(pair)).toMatchObject({ status: 'waitlisted', waitlist_position: 1 });
    const offered = await read(single);
    expect(offered).toMatchObject({ status: 'pending', access_token: single.access_token });
    expect(offered.available_actions).toContain('confirm');
    const taken = await act(single, 'confirm');
    expect(taken.body).toMatchObject({ id: offered.id, status: 'confirmed', waitlist_position: null });
    expect(refusal(await act(single, 'confirm'))).toBe('409 INVALID_TRANSITION');
    expect(refusal(await act(pair, 'confirm'))).toBe('409 INVALID_TRANSITION');
  });

  it('keeps free seats for who waits', async () => {
    const wide = await offerType(here, type.host, { maxAttendees: 3 });
    const asked = (more: object) => book(here.http(), wide, start, { ...guest(), ...more });
    await asked({ attendee_count: 2 });
    expect((await asked({ attendee_count: 2, join_waitlist: true })).body.status).toBe('waitlisted');
    for (const join_waitlist of [false, true])
      expect(refusal(await asked({ join_waitlist }))).toBe('409 RESERVED_FOR_WAITLIST');
  });

  it('passes an offer on that lapses, and gives it up by the link', async () => {
    const [one, two] = [
      await booked(here.http(), type, start, guest()),
      await booked(here.http(), type, start, guest()),
    ];
    const [first, second] = [(await wait()).body, (await wait()).body];
    await act(one, 'cancel');
    const offered = await read(first);
    here.clock.set(new Date(offered.expires_at));
    await here.app.get(DueBookingsProcessor, { strict: false }).expireHolds();
    expect(await read(second)).toMatchObject({ status: 'pending' });
    expect(await read(first)).toMatchObject({ status: 'waitlisted', waitlist_position: 1, id: null });
    expect((await act(second, 'cancel')).body).toMatchObject({ status: 'cancelled' });
    expect(await read(first)).toMatchObject({ status: 'pending' });
    expect((await act(first, 'cancel')).body).toMatchObject({ status: 'cancelled' });
    expect(await read(two)).toMatchObject({ status: 'confirmed' });
  });
});

it('what people said who wait is exported, and gone with them', async () => {
  await booked(here.http(), type, start, { ...guest(), attendee_count: 2 });
  const person = await here.signUp();
  const asked = { ...guest(), invitee_phone: '+12025550123', join_waitlist: true };
  const { body } = await book(person.http, type, start, asked);
  expect(body.status).toBe('waitlisted');
  const exported = (await person.http.get('/api/v1/users/me/export')).body;
  expect(exported.waited_for).toMatchObject([{ invitee_name: 'Guest', invitee_phone: '+12025550123' }]);
  await person.http.call('DELETE', '/api/v1/users/me', { password: person.password });
  await eventually(async () =>
    expect(
      await here.db.query(
        `SELECT invitee_name, invitee_email, invitee_phone FROM scheduling.waiting_invitees
         WHERE person_id = $1`,
        [person.id],
      ),
    ).toEqual([{ invitee_name: '', invitee_email: null, invitee_phone: null }]),
  );
});

describe('what costs something', () => {
  const priced = () => offerType(here, type.host, { priceCents: 5000 });

  it('is paid by the link, without an account, and quoted before it is cancelled', async () => {
    start = startIn(here, 24 * 8);
    const made = await booked(here.http(), await priced(), start, guest());
    expect(await read(made)).toMatchObject({ status: 'pending', refund_quote: null });
    expect((await read(made)).available_actions).toEqual(['cancel', 'reschedule', 'pay']);
    expect(refusal(await pay(made, '49.99'))).toBe('400 VALIDATION_ERROR amount');
    const { status, body } = await pay(made, '50.00');
    expect(status).toBe(201);
    expect(body).toMatchObject({ user: null, user_name: 'Guest', booking: made.id, status: 'completed' });
    expect(body.booking_event).toBe('Intro call');
    expect(refusal(await pay(made, '50.00'))).toBe('409 ALREADY_PAID');
    const quote = {
      amount: '50.00',
      percent: 100,
      until: new Date(Date.parse(start) - 7 * 24 * 3_600_000).toISOString(),
    };
    expect(await read(made)).toMatchObject({ status: 'confirmed', amount_paid: '50.00', refund_quote: quote });
    await act(made, 'cancel');
    await here.drainEvents();
    expect(await read(made)).toMatchObject({
      status: 'cancelled',
      amount_refunded: '50.00',
      refund_quote: null,
    });
  });

  it('gives back what the policy says, and all of it where the host cancels', async () => {
    const type = await priced();
    const [near, other] = [startIn(here, 24 * 2), startIn(here, 24 * 2 + 1)];
    const [mine, hosts] = [
      await booked(here.http(), type, near, guest()),
      await booked(here.http(), type, other, guest()),
    ];
    await pay(mine, '50.00');
    await pay(hosts, '50.00');
    expect((await read(mine)).refund_quote).toMatchObject({ amount: '25.00', percent: 50 });
    await act(mine, 'cancel');
    await type.host.http.post(`/api/v1/bookings/${hosts.id}/cancel`);
    await here.drainEvents();
    expect(await read(mine)).toMatchObject({ amount_refunded: '25.00' });
    expect(await read(hosts)).toMatchObject({ status: 'cancelled', amount_refunded: '50.00' });
  });

  it('frees its time when it is not paid, and is taken late while that is free', async () => {
    const type = await priced();
    const [one, two] = [
      await booked(here.http(), type, start, guest()),
      await booked(here.http(), type, startIn(here, 12), guest()),
    ];
    const other = startIn(here, 12);
    here.clock.set(new Date(one.expires_at));
    await here.app.get(DueBookingsProcessor, { strict: false }).expireHolds();
    expect(await read(one)).toMatchObject({ status: 'expired', available_actions: ['pay'] });
    await booked(here.http(), type, other, guest());
    expect(refusal(await pay(two, '50.00'))).toBe('409 BOOKING_NOT_PAYABLE');
    expect((await pay(one, '50.00')).status).toBe(201);
    expect(await read(one)).toMatchObject({ status: 'confirmed', start_time: start });
  });

  it('that is free is not to be paid', async () => {
    const made = await booked(here.http(), type, start, guest());
    expect(refusal(await pay(made, '0.00'))).toBe('409 BOOKING_NOT_PAYABLE');
  });
});
