import { DueBookingsProcessor } from '../../../src/booking/bookings/due-bookings.processor.js';
import { SCHEDULING_INVARIANTS } from '../../../src/scheduling/scheduling.invariants.js';
import {
  book,
  booked,
  bodyOf,
  offerType,
  openHost,
  startIn,
  type OfferedType,
} from '../../support/appointments.js';
import { brokenInvariants } from '../../support/invariants.js';
import { meet } from '../../support/meetings.js';
import { RequestStatements } from '../../support/request-statements.js';
import { refusal } from '../../support/ticketed.js';
import { world, type Person, type World } from '../../support/world.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let here: World;
let host: Person;
let type: OfferedType;
const requests = new RequestStatements();

beforeAll(async () => {
  here = await world({ MAX_UNPAID_HOLDS: '5', ACCESS_TOKEN_TTL: '60d', REFRESH_TOKEN_TTL: '90d' });
});
beforeEach(async () => {
  host = await openHost(here, 'Europe/London');
  type = await offerType(here, host, { location: 'https://meet.example.org/ada' });
});
afterEach(async () => {
  await here.drainEvents();
  here.clock.reset();
  expect(await brokenInvariants(here.db, SCHEDULING_INVARIANTS)).toEqual({});
});
afterAll(() => here.close());

const at = (hours: number) => startIn(here, hours);
const told = async (answer: ReturnType<typeof book>) => refusal(await answer);
const anybody = () => here.http();
const addresses = (name: string) => ({ invitee_email: `${name}@example.com` });

describe('an appointment', () => {
  it('is made without an account, with all that the contract says of it', async () => {
    const { status, body } = await book(anybody(), type, at(9), {
      ...{ invitee_phone: '+1 202 555 0123', status: 'completed', id: 7, total_price: '1.00' },
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      ...{ id: expect.any(Number), kind: 'appointment', status: 'confirmed' },
      organizer: { slug: type.organizer_slug, full_name: 'Ada Host', timezone: 'Europe/London' },
      event_type: { id: type.id, slug: type.event_type_slug, name: 'Intro call', duration: 30 },
      ...{ start_time: at(9), end_time: at(9.5) },
      ...{ invitee_name: 'Grace Hopper', invitee_email: 'grace@example.com' },
      ...{ invitee_phone: '+1 202 555 0123', invitee_timezone: 'America/New_York', attendee_count: 1 },
      attendees: [{ name: 'Grace Hopper', email: 'grace@example.com' }],
      ...{ custom_answers: {}, location: 'https://meet.example.org/ada' },
      ...{ total_price: '0.00', currency: 'USD', amount_paid: '0.00', amount_refunded: '0.00' },
      ...{ expires_at: null, cancel_reason: null, waitlist_position: null, reschedule_count: 0 },
      access_token: expect.stringMatching(/^[0-9a-f-]{36}$/),
      manage_url: expect.stringMatching(new RegExp(`/manage/${body.access_token}$`)),
      created_at: here.clock.now().toISOString(),
      updated_at: here.clock.now().toISOString(),
    });
    const [row] = await here.db.query(
      `SELECT kind, person_id, host_id, ref_id, notice_minutes FROM booking.bookings WHERE id = $1`,
      [body.id],
    );
    expect(row).toEqual({
      ...{ kind: 'appointment', person_id: null, host_id: host.id, ref_id: type.id, notice_minutes: 0 },
    });
  });

  it('has the defaults of what is not said, and is UTC’s without a zone', async () => {
    const { body } = await book(anybody(), type, at(9), { invitee_timezone: undefined });
    expect(body).toMatchObject({ invitee_timezone: 'UTC', invitee_phone: null, attendee_count: 1 });
  });

  it('is bound to the account of who is signed in, under either path', async () => {
    const grace = await here.signUp();
    const { body } = await grace.http.post('/api/events/bookings/create/', bodyOf(type, at(9)));
    expect((await grace.http.get(`/api/v1/bookings/${body.id}`)).body).toMatchObject({
      ...{ id: body.id, kind: 'appointment', status: 'confirmed', user: grace.id, start_time: at(9) },
    });
    const dead = here.http('gone');
    expect((await book(dead, type, at(11))).status).toBe(401);
  });

  it('keeps its length, name, place, buffers, notice and price whatever becomes of its type', async () => {
    const options = await offerType(here, host, {
      ...{ durationOptions: [30, 60], cancellationNotice: 120, bufferAfter: 15, priceCents: 1_500 },
    });
    const body = await booked(anybody(), options, at(9), { duration: 60 });
    expect(body).toMatchObject({ end_time: at(10), total_price: '15.00', event_type: { duration: 60 } });
    await here.db.query(
      `UPDATE scheduling.event_types SET name = 'Other', duration = 10, duration_options = '{}',
         buffer_after = 0, cancellation_notice = 0, price_cents = 1, location = 'elsewhere' WHERE id = $1`,
      [options.id],
    );
    const [row] = await here.db.query(
      `SELECT b.ends_at, b.buffer_after_minutes, b.notice_minutes, b.price_cents, a.type_name, a.location
       FROM booking.bookings b JOIN scheduling.appointments a ON a.id = b.id WHERE b.id = $1`,
      [body.id],
    );
    expect(row).toEqual({
      ...{ ends_at: new Date(at(10)), buffer_after_minutes: 15, notice_minutes: 120, price_cents: 1_500 },
      ...{ type_name: 'Intro call', location: '' },
    });
  });

  it('keeps the answers to the questions of its type', async () => {
    const asking = await offerType(here, host, {
      customQuestions: [
        { key: 'topic', label: 'Topic', type: 'text', required: true, options: [] },
        { key: 'size', label: 'Size', type: 'select', required: false, options: ['S', 'L'] },
      ],
    });
    const answer = (custom_answers: unknown) => book(anybody(), asking, at(9), { custom_answers });
    for (const wrong of [{}, { topic: ' ' }, { topic: 'x', size: 'M' }, undefined])
      expect(await told(answer(wrong))).toBe('400 VALIDATION_ERROR custom_answers');
    const { body } = await answer({ size: 'L', topic: ' Compilers ', other: 1 });
    expect(body.custom_answers).toEqual({ topic: 'Compilers', size: 'L' });
  });

  it.each([
    [{ organizer_slug: 'nobody-there' }, ['organizer_slug']],
    [{ event_type_slug: 'nothing-there' }, ['event_type_slug']],
    [{ start_time: '2020-01-01T09:00:00Z' }, ['start_time']],
    [{ start_time: '2099-01-01T09:00:00' }, ['start_time']],
    [{ duration: 45 }, ['duration']],
    [{ invitee_name: ' ' }, ['invitee_name']],
    [{ invitee_email: 'grace' }, ['invitee_email']],
    [{ invitee_timezone: 'Mars/Olympus' }, ['invitee_timezone']],
    [{ attendee_count: 0 }, ['attendee_count']],
    [{ invitee_phone: 'call me' }, ['invitee_phone']],
    [{ invitee_email: 'grace', invitee_timezone: 'Mars/Olympus' }, ['invitee_email', 'invitee_timezone']],
  ])('is refused with %j', async (wrong, fields) =>
    expect(await told(book(anybody(), type, at(9), wrong))).toBe(['400 VALIDATION_ERROR', ...fields].join(' ')),
  );

  it('of an inactive type, a deleted one, or of somebody suspended does not exist', async () => {
    const closed = await offerType(here, host, { isActive: false });
    expect(await told(book(anybody(), closed, at(9)))).toBe('400 VALIDATION_ERROR event_type_slug');
    const admin = await here.admin();
    await admin.http.patch(`/api/v1/admin/users/${host.id}`, { status: 'suspended' });
    expect(await told(book(anybody(), type, at(9)))).toBe('400 VALIDATION_ERROR organizer_slug');
  });

  it('is never one with oneself', async () =>
    expect(await told(book(host.http, type, at(9)))).toBe('400 VALIDATION_ERROR organizer_slug'));
});

describe('a start that is not offered', () => {
  const refused = async (start: string, more = {}, of = type) => {
    const { status, body } = await book(anybody(), of, start, more);
    return { status, code: body.code as string, ...body.details };
  };

  it('is refused with why, and with the next three free ones', async () => {
    await booked(anybody(), type, at(9));
    expect(await refused(at(9), addresses('late'))).toEqual({
      ...{ status: 409, code: 'SLOT_UNAVAILABLE', start_time: at(9), offered: false, reason: 'BUSY' },
      message: expect.any(String),
      rule: { type: 'busy', id: null, limit: null, value: null, start_time: null, end_time: null },
      next_free: [9.5, 10, 10.5].map((hours) => ({ start_time: at(hours) })),
    });
  });

  it.each<[string, Parameters<typeof offerType>[2], number, string]>([
    ['off the grid', {}, 9.25, 'OFF_GRID'],
    ['too soon', { minimumNotice: 5 * 24 * 60 }, 9, 'NOTICE'],
    ['too far ahead', { bookingWindowType: 'days', bookingWindowDays: 1 }, 9 + 48, 'WINDOW'],
  ])('%s is refused', async (_, terms, hours, reason) =>
    expect(await refused(at(hours), {}, await offerType(here, host, terms))).toMatchObject({
      ...{ status: 409, code: 'SLOT_UNAVAILABLE', reason },
    }),
  );

  it('for a party above the seats is refused', async () =>
    expect(await refused(at(9), { attendee_count: 2 })).toMatchObject({ status: 409, reason: 'SEATS' }));

  it('within a buffer, in blocked time, outside the hours or over the limit is refused', async () => {
    const buffered = await offerType(here, host, { bufferAfter: 15, slotInterval: 15 });
    await booked(anybody(), buffered, at(9));
    const quarter = await offerType(here, host, { slotInterval: 15 });
    expect(await refused(at(9.5), {}, quarter)).toMatchObject({ reason: 'BUFFER' });
    await host.http.post('/api/v1/availability/blocked-times', { start_time: at(12), end_time: at(13) });
    expect(await refused(at(12))).toMatchObject({ reason: 'BUSY' });
    const limited = await offerType(here, host, { maxBookingsPerDay: 1 });
    await booked(anybody(), limited, at(30), addresses('one'));
    expect(await refused(at(32), {}, limited)).toMatchObject({ reason: 'LIMIT_REACHED' });
    await here.db.query('DELETE FROM scheduling.availability_rules WHERE owner_id = $1', [host.id]);
    expect(await refused(at(15))).toMatchObject({ reason: 'OUTSIDE_RULES', next_free: [] });
  });

  it('asked for from many sides at once is given once, and the others hear why', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => book(anybody(), type, at(9), addresses(`crowd${n}`))),
    );
    const lost = answers.filter(({ status }) => status !== 201);
    expect(lost).toHaveLength(11);
    for (const { status, body } of lost) {
      expect([status, body.code, body.details.reason]).toEqual([409, 'SLOT_UNAVAILABLE', 'BUSY']);
      expect(body.details.next_free[0]).toEqual({ start_time: at(9.5) });
    }
  });

  it('never exceeds a daily limit, from however many sides it is asked for', async () => {
    const limited = await offerType(here, host, { maxBookingsPerDay: 3 });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => book(anybody(), limited, at(9 + n / 2), addresses(`limit${n}`))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  });
});

describe('a signed-in invitee', () => {
  it('who is busy oneself is told so, and what touches is no conflict', async () => {
    const [grace, expert] = [await here.signUp(), await here.signUp()];
    const hours = (Date.parse(at(9)) - here.clock.millis()) / 3_600_000;
    expect((await meet(here, grace, expert, hours)).status).toBe(201);
    expect(await told(book(grace.http, type, at(9)))).toBe('409 TIME_CONFLICT');
    expect((await book(grace.http, type, at(10))).status).toBe(201);
    await grace.http.post('/api/v1/availability/blocked-times', { start_time: at(12), end_time: at(13) });
    expect(await told(book(grace.http, type, at(12)))).toBe('409 TIME_CONFLICT');
    expect((await book(anybody(), type, at(12))).status).toBe(201);
  });

  it('is not kept clear by the host’s buffers', async () => {
    const grace = await here.signUp();
    const buffered = await offerType(here, host, { bufferBefore: 60, bufferAfter: 60 });
    await booked(grace.http, buffered, at(9));
    const other = await offerType(here, await openHost(here));
    expect((await book(grace.http, other, at(9.5))).status).toBe(201);
  });
});

describe('one that costs something', () => {
  it('is held until it is paid, and free again when nobody does', async () => {
    const priced = await offerType(here, host, { priceCents: 2_550, currency: 'EUR' });
    const body = await booked(anybody(), priced, at(9));
    expect(body).toMatchObject({
      ...{ status: 'pending', total_price: '25.50', currency: 'EUR', amount_paid: '0.00' },
      expires_at: new Date(here.clock.millis() + 30 * MINUTE_MS).toISOString(),
    });
    expect((await book(anybody(), priced, at(9), addresses('next'))).status).toBe(409);
    here.clock.advance(30 * MINUTE_MS);
    expect((await book(anybody(), priced, at(9), addresses('next'))).status).toBe(201);
  });

  it('is held five times at most by one address', async () => {
    const priced = await offerType(here, host, { priceCents: 100 });
    for (let n = 0; n < 5; n++) await booked(anybody(), priced, at(9 + n), addresses('eager'));
    expect(await told(book(anybody(), priced, at(15), addresses('eager')))).toBe('409 TOO_MANY_HOLDS');
    expect((await book(anybody(), priced, at(15), addresses('calm'))).status).toBe(201);
  });
});

describe('one that its host confirms', () => {
  it('is a request for two days, or until its start', async () => {
    const asked = await offerType(here, host, { requiresConfirmation: true });
    expect(await booked(anybody(), asked, at(100))).toMatchObject({
      ...{ status: 'pending', expires_at: new Date(here.clock.millis() + 2 * DAY_MS).toISOString() },
    });
    expect(await booked(anybody(), asked, at(1), addresses('soon'))).toMatchObject({ expires_at: at(1) });
  });

  it('is confirmed by the host or an admin, not by the invitee', async () => {
    const [grace, stranger, admin] = [await here.signUp(), await here.signUp(), await here.admin()];
    const asked = await offerType(here, host, { requiresConfirmation: true });
    const [one, two] = [await booked(grace.http, asked, at(9)), await booked(grace.http, asked, at(10))];
    const confirm = (by: Person, id: number) => by.http.post(`/api/v1/bookings/${id}/confirm`);
    expect(await told(confirm(grace, one.id))).toBe('403 FORBIDDEN');
    expect(await told(confirm(stranger, one.id))).toBe('404 NOT_FOUND');
    expect((await confirm(host, one.id)).body).toMatchObject({ status: 'confirmed', kind: 'appointment' });
    expect((await confirm(admin, two.id)).body).toMatchObject({ status: 'confirmed' });
  });

  it('and costs something is paid first', async () => {
    const asked = await offerType(here, host, { requiresConfirmation: true, priceCents: 500 });
    const { id, expires_at } = await booked(anybody(), asked, at(9));
    expect(expires_at).toBe(new Date(here.clock.millis() + 30 * MINUTE_MS).toISOString());
    expect(await told(host.http.post(`/api/v1/bookings/${id}/confirm`))).toBe('409 PAYMENT_REQUIRED');
  });

  it('frees its time where nobody answers', async () => {
    const asked = await offerType(here, host, { requiresConfirmation: true });
    await booked(anybody(), asked, at(1));
    here.clock.set(new Date(at(1)));
    await here.app.get(DueBookingsProcessor, { strict: false }).expireHolds();
    expect(await here.db.query(`SELECT 1 FROM booking.time_claims WHERE person_id = $1`, [host.id])).toEqual(
      [],
    );
  });
});

describe('a group', () => {
  let group: OfferedType;
  beforeEach(async () => {
    group = await offerType(here, host, { maxAttendees: 3, name: 'Workshop', priceCents: 0 });
  });

  it('meets in a session that its first booking makes and the next join', async () => {
    const one = await booked(anybody(), group, at(9), { attendee_count: 2, ...addresses('a') });
    expect(one).toMatchObject({ status: 'confirmed', attendee_count: 2 });
    await booked(anybody(), group, at(9), addresses('b'));
    const offers = await here.db.query(
      `SELECT o.taken, o.capacity FROM booking.offers o WHERE o.kind = 'occurrence' AND o.organizer_id = $1`,
      [host.id],
    );
    expect(offers).toEqual([{ taken: 3, capacity: 3 }]);
    const { body } = await book(anybody(), group, at(9), addresses('c'));
    expect([body.code, body.details.reason, body.details.rule.limit]).toEqual([
      ...['SLOT_UNAVAILABLE', 'SEATS', 'max_attendees'],
    ]);
    expect(body.details.next_free[0]).toEqual({ start_time: at(9.5) });
  });

  it('has each address once in a session', async () => {
    await booked(anybody(), group, at(9), addresses('a'));
    expect(await told(book(anybody(), group, at(9), addresses('A')))).toBe('409 ALREADY_BOOKED');
    const grace = await here.signUp();
    await booked(grace.http, group, at(9), addresses('g'));
    expect(await told(book(grace.http, group, at(9), addresses('h')))).toBe('409 ALREADY_BOOKED');
    expect((await book(anybody(), group, at(9.5), addresses('a'))).status).toBe(201);
  });

  it('takes a price for each seat', async () => {
    const priced = await offerType(here, host, { maxAttendees: 5, priceCents: 1_000 });
    const body = await booked(anybody(), priced, at(9), { attendee_count: 3 });
    expect(body).toMatchObject({ status: 'pending', total_price: '30.00' });
  });

  it('makes one session of bookings that come at once, and never too many seats', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => book(anybody(), group, at(9), addresses(`all${n}`))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    const sessions = await here.db.query(
      `SELECT count(*)::int AS n FROM scheduling.occurrences WHERE event_type_id = $1`,
      [group.id],
    );
    expect(sessions).toEqual([{ n: 1 }]);
  });

  it('ends with its host’s cancelling of one, and begins anew with the next', async () => {
    const [one] = [
      await booked(anybody(), group, at(9), addresses('a')),
      await booked(anybody(), group, at(9)),
    ];
    expect((await host.http.post(`/api/v1/bookings/${one.id}/cancel`, { reason: 'Ill' })).status).toBe(200);
    const [row] = await here.db.query(
      `SELECT count(*)::int AS n FROM booking.bookings WHERE status = 'cancelled' AND host_id = $1`,
      [host.id],
    );
    expect(row).toEqual({ n: 2 });
    expect((await book(anybody(), group, at(9), addresses('a'))).status).toBe(201);
  });
});

describe('asked for twice', () => {
  it('with one key it is made once, and answered the same', async () => {
    const key = { 'idempotency-key': 'an-anonymous-key-of-some-length' };
    const [one, two] = [
      await anybody()
        .with(key)
        .post('/api/v1/events/bookings/create', bodyOf(type, at(9))),
      await anybody()
        .with(key)
        .post('/api/v1/events/bookings/create', bodyOf(type, at(9))),
    ];
    expect(one.status).toBe(201);
    expect([two.status, two.body, two.headers.get('idempotent-replayed')]).toEqual([201, one.body, 'true']);
  });
});

describe('the statements of a booking', () => {
  const count = async (of: OfferedType, start: string, more = {}, who = anybody()) => {
    const counted = await requests.call(who, 'POST', '/api/v1/events/bookings/create', bodyOf(of, start, more));
    expect(counted.answer.status).toBe(201);
    return counted.counts['use case'];
  };

  it('are seven, one more for who is signed in; a session costs one more, or three that is new', async () => {
    expect(await count(type, at(9))).toBe(7);
    expect(await count(type, at(10), {}, (await here.signUp()).http)).toBe(8);
    const group = await offerType(here, host, { maxAttendees: 3 });
    expect(await count(group, at(12), addresses('a'))).toBe(10);
    expect(await count(group, at(12), addresses('b'))).toBe(8);
  });
});
