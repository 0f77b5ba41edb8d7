import { makeSlot } from '../../support/calendar.js';
import { brokenInvariants } from '../../support/invariants.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let admin: Person;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  here = await world();
  [admin, ada, bob] = [
    await here.admin(),
    await here.signUp({ first_name: 'Ada', last_name: 'Byron' }),
    await here.signUp(),
  ];
});
afterEach(async () => expect(await brokenInvariants(here.db)).toEqual({}));
afterAll(() => here.close());

const slot = (overrides = {}) => makeSlot(admin, here.clock.now(), overrides);
const book = (who: Person, body: object, headers = {}) => who.http.post('/api/v1/bookings', body, { headers });

describe('booking a slot', () => {
  it('answers the whole booking, confirmed', async () => {
    const free = await slot();
    const { status, body } = await book(ada, { time_slot: free.id, special_requirements: 'A chair' });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(Number),
      kind: 'slot',
      event: null,
      event_title: null,
      appointment: null,
      user: ada.id,
      user_name: 'Ada Byron',
      status: 'confirmed',
      number_of_tickets: 1,
      refund_quote: null,
      total_price: '0.00',
      currency: 'USD',
      special_requirements: 'A chair',
      time_slot: {
        id: free.id,
        start_time: free.start_time,
        end_time: free.end_time,
        category: free.category,
        capacity: 1,
        seats_available: 0,
        is_available: false,
        is_booked: true,
        booked_by_me: true,
        created_at: free.created_at,
        updated_at: free.updated_at,
      },
      start_time: free.start_time,
      end_time: free.end_time,
      expires_at: null,
      next: null,
      checked_in_at: null,
      registered_at: expect.stringMatching(/Z$/),
      confirmed_at: body.registered_at,
      cancelled_at: null,
      created_at: body.registered_at,
    });
  });

  it('refuses a taken one, naming what is free', async () => {
    const [taken, free] = [await slot({ category: 'Cat 2' }), await slot({ category: 'Cat 2' })];
    await book(ada, { time_slot: taken.id });
    const { status, body } = await book(bob, { time_slot: taken.id });
    expect([status, body.code]).toEqual([409, 'SLOT_UNAVAILABLE']);
    expect(body.details.next_free).toEqual([{ time_slot: free.id, start_time: free.start_time }]);
    const again = await book(ada, { time_slot: taken.id });
    expect([again.status, again.body.code]).toEqual([409, 'ALREADY_BOOKED']);
  });

  it('refuses a past one', async () => {
    const past = await slot();
    await here.db.query(
      `UPDATE booking.offers SET starts_at = now() - interval '1 hour', closes_at = now() - interval '1 hour'
       WHERE kind = 'slot' AND ref_id = $1`,
      [past.id],
    );
    const { status, body } = await book(ada, { time_slot: past.id });
    expect([status, body.code]).toEqual([409, 'SLOT_UNAVAILABLE']);
  });

  it.each([
    [{}, ['time_slot']],
    [{ time_slot: 1, event: 1 }, ['event', 'time_slot']],
    [{ event: 1 }, ['event']],
    [{ time_slot: 99_999_999 }, ['time_slot']],
    [{ time_slot: 'x' }, ['time_slot']],
    [{ time_slot: null }, ['time_slot']],
    [{ time_slot: -1 }, ['time_slot']],
    [{ time_slot: 1, special_requirements: 'x'.repeat(2001) }, ['special_requirements']],
  ])('refuses %j with 400', async (body, fields) => {
    const answer = await book(ada, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_ERROR']);
    expect(Object.keys(answer.body.field_errors).sort()).toEqual(fields);
  });

  it('sets nothing that is not for the caller to set', async () => {
    const free = await slot();
    const forged = {
      user: bob.id,
      person_id: bob.id,
      status: 'completed',
      price_cents: -5,
      quantity: 40,
      id: 1,
    };
    const { body } = await book(ada, { time_slot: free.id, ...forged });
    expect(body).toMatchObject({
      user: ada.id,
      status: 'confirmed',
      number_of_tickets: 1,
      total_price: '0.00',
    });
  });

  it('sells every seat of a slot with several, one to a person', async () => {
    const wide = await slot({ capacity: 2 });
    expect((await book(ada, { time_slot: wide.id })).body.time_slot).toMatchObject({
      seats_available: 1,
      is_booked: false,
    });
    expect((await book(ada, { time_slot: wide.id })).body.code).toBe('ALREADY_BOOKED');
    expect((await book(bob, { time_slot: wide.id })).body.time_slot).toMatchObject({
      seats_available: 0,
      is_booked: true,
    });
  });

  it('gives the first answer again under the same key', async () => {
    const free = await slot();
    const key = { 'idempotency-key': 'one' };
    const first = await book(ada, { time_slot: free.id }, key);
    const replay = await book(ada, { time_slot: free.id }, key);
    expect([first.status, replay.status]).toEqual([201, 201]);
    expect(replay.body).toEqual(first.body);
    expect(replay.headers.get('idempotent-replayed')).toBe('true');
    const changed = await book(ada, { time_slot: free.id, special_requirements: 'A window.' }, key);
    expect([changed.status, changed.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);

    const refused = await book(bob, { time_slot: free.id }, key);
    await ada.http.delete(`/api/v1/bookings/${first.body.id}`);
    const still = await book(bob, { time_slot: free.id }, key);
    expect([refused.status, still.status, still.body.code]).toEqual([409, 409, 'SLOT_UNAVAILABLE']);
  });

  it('with a key is told again as it was, whatever became of the booking and of its booker since', async () => {
    const free = await slot();
    const who = await here.signUp({ first_name: 'Joan', last_name: 'Clarke' });
    const key = { 'idempotency-key': 'as-it-was' };
    const first = await book(who, { time_slot: free.id }, key);
    await who.http.delete(`/api/v1/bookings/${first.body.id}`);
    await here.db.query(`UPDATE identity.accounts SET last_name = 'Murray' WHERE id = $1`, [who.id]);
    const replay = await book(who, { time_slot: free.id }, key);
    expect([replay.status, replay.body]).toEqual([201, first.body]);
    expect(first.body).toMatchObject({ status: 'confirmed', user_name: 'Joan Clarke' });
    expect(await here.db.query('SELECT FROM booking.bookings WHERE person_id = $1', [who.id])).toHaveLength(1);
  });

  it('needs somebody signed in', async () => {
    expect((await here.http().post('/api/v1/bookings', { time_slot: 1 })).status).toBe(401);
  });

  it('leaves an event and an audit row', async () => {
    const free = await slot();
    const { body, headers } = await book(ada, { time_slot: free.id });
    const [event] = await here.db.query<{ payload: any; request_id: string }>(
      `SELECT payload, request_id FROM platform.outbox WHERE name = 'booking.confirmed' ORDER BY id DESC
        LIMIT 1`,
    );
    expect(event!.request_id).toBe(headers.get('x-request-id'));
    expect(event!.payload).toMatchObject({
      bookingId: body.id,
      kind: 'slot',
      personId: ada.id,
      startsAt: free.start_time,
      offer: { refId: free.id, taken: 1, capacity: 1, label: free.category },
    });
    const [audit] = await here.db.query(
      `SELECT actor_id, action, request_id, ip_address FROM platform.audit_log WHERE subject_type = 'booking'
        AND subject_id = $1`,
      [String(body.id)],
    );
    expect(audit).toEqual({
      actor_id: ada.id,
      action: 'booking.reserved',
      request_id: headers.get('x-request-id'),
      ip_address: expect.stringContaining('127.0.0.1'),
    });
  });
});
