import { BookingApi } from '../../../src/booking/booking.api.js';
import { book, makeSlot } from '../../support/calendar.js';
import { makeGathering } from '../../support/events.js';
import { brokenInvariants } from '../../support/invariants.js';
import { world, type Person, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;

let here: World;
let admin: Person;
let ada: Person;
let stranger: Person;

beforeAll(async () => {
  here = await world();
  [admin, ada, stranger] = [await here.admin(), await here.signUp(), await here.signUp()];
});
afterEach(async () => expect(await brokenInvariants(here.db)).toEqual({}));
afterAll(() => here.close());

const booked = async () => book(ada, (await makeSlot(admin, here.clock.now())).id);

describe('cancelling', () => {
  it('by DELETE frees the slot and says nothing', async () => {
    const booking = await booked();
    const { status, body } = await ada.http.delete(`/api/v1/bookings/${booking.id}`);
    expect([status, body]).toEqual([204, '']);
    expect((await ada.http.get(`/api/v1/bookings/${booking.id}`)).body).toMatchObject({
      status: 'cancelled',
      cancelled_at: expect.any(String),
      time_slot: { is_booked: false, booked_by_me: false, seats_available: 1 },
    });
    await book(stranger, booking.time_slot.id);
  });

  it('by POST answers the booking', async () => {
    const booking = await booked();
    const { status, body } = await ada.http.post(`/api/v1/bookings/${booking.id}/cancel`);
    expect([status, body.status]).toEqual([200, 'cancelled']);
    expect(body.time_slot).toMatchObject({ is_available: true, booked_by_me: false });
  });

  it('twice is a conflict that names what is allowed', async () => {
    const booking = await booked();
    const path = `/api/v1/bookings/${booking.id}`;
    await ada.http.post(`${path}/cancel`);
    for (const again of [await ada.http.post(`${path}/cancel`), await ada.http.delete(path)]) {
      expect([again.status, again.body.code]).toEqual([409, 'INVALID_TRANSITION']);
      expect(again.body.details).toEqual({ from: 'cancelled', to: 'cancelled', allowed: [] });
    }
  });

  it('is not for strangers, to whom the booking does not exist', async () => {
    const { id } = await booked();
    const answers = [
      await stranger.http.get(`/api/v1/bookings/${id}`),
      await stranger.http.delete(`/api/v1/bookings/${id}`),
      await stranger.http.post(`/api/v1/bookings/${id}/cancel`),
      await stranger.http.post(`/api/v1/bookings/${id}/confirm`),
      await stranger.http.get('/api/v1/bookings/99999999'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect((await ada.http.get(`/api/v1/bookings/${id}`)).body.status).toBe('confirmed');
  });

  it('by an admin counts as the administration', async () => {
    const { id } = await booked();
    expect((await stranger.http.delete(`/api/v1/admin/bookings/${id}`)).status).toBe(403);
    expect((await admin.http.delete(`/api/v1/admin/bookings/${id}`)).status).toBe(204);
    const [event] = await here.db.query<{ payload: object }>(
      `SELECT payload FROM platform.outbox WHERE name = 'booking.cancelled' ORDER BY id DESC LIMIT 1`,
    );
    expect(event!.payload).toMatchObject({
      bookingId: id,
      cause: 'admin',
      actorId: admin.id,
      offer: { taken: 0 },
    });
    expect((await admin.http.delete('/api/v1/admin/bookings/99999999')).status).toBe(404);
  });

  it('by an admin does not take anybody out of a gathering', async () => {
    const { id } = await makeGathering(ada, here.clock.now());
    const [seat] = await here.db.query<{ id: number }>(
      `SELECT booking_id AS id FROM booking.offer_bookings WHERE kind = 'event' AND ref_id = $1`,
      [id],
    );
    const { status, body } = await admin.http.delete(`/api/v1/admin/bookings/${seat!.id}`);
    expect([status, body.code]).toEqual([409, 'JOIN_ONLY']);
    expect((await ada.http.get(`/api/v1/events/${id}`)).body.current_participants).toBe(1);
  });

  it('happens to all bookings of a deleted slot', async () => {
    const booking = await booked();
    expect((await admin.http.delete(`/api/v1/admin/timeslots/${booking.time_slot.id}`)).status).toBe(204);
    const { body } = await ada.http.get(`/api/v1/bookings/${booking.id}`);
    expect(body).toMatchObject({ status: 'cancelled', time_slot: { is_available: false } });
    const again = await stranger.http.post('/api/v1/bookings', { time_slot: booking.time_slot.id });
    expect(again.status).toBe(400);
  });
});

describe('confirming', () => {
  it('is idempotent', async () => {
    const booking = await booked();
    const { status, body } = await ada.http.post(`/api/v1/bookings/${booking.id}/confirm`, undefined, {
      headers: { 'idempotency-key': 'confirm-twice' },
    });
    expect([status, body]).toEqual([200, booking]);
  });

  it('needs the price to be paid', async () => {
    const slot = await makeSlot(admin, here.clock.now());
    await here.db.query(`UPDATE booking.offers SET price_cents = 2999 WHERE kind = 'slot' AND ref_id = $1`, [
      slot.id,
    ]);
    const held = await book(ada, slot.id);
    expect(held).toMatchObject({ status: 'pending', total_price: '29.99', confirmed_at: null });
    expect(Date.parse(held.expires_at) - Date.parse(held.registered_at)).toBe(30 * 60_000);
    const confirm = () => ada.http.post(`/api/v1/bookings/${held.id}/confirm`);
    const unpaid = await confirm();
    expect([unpaid.status, unpaid.body.code]).toEqual([409, 'PAYMENT_REQUIRED']);
    await here.db.query('UPDATE booking.bookings SET paid_cents = 2999 WHERE id = $1', [held.id]);
    expect((await confirm()).body).toMatchObject({ status: 'confirmed', expires_at: null });
    await ada.http.delete(`/api/v1/bookings/${held.id}`);
    const late = await confirm();
    expect([late.status, late.body.details]).toEqual([
      409,
      { from: 'cancelled', to: 'confirmed', allowed: [] },
    ]);
  });
});

describe('what waits for its host', () => {
  const asked = async () => {
    const now = here.clock.now().getTime();
    const [startsAt, endsAt] = [new Date(now + 72 * HOUR_MS), new Date(now + 73 * HOUR_MS)];
    const who = { personId: ada.id, hostId: stranger.id, people: [ada.id, stranger.id] };
    const times = { startsAt, endsAt, awaitsHost: true, expiresAt: null };
    return here.db.transaction((tx) =>
      here.app
        .get(BookingApi, { strict: false })
        .reserveTime(tx, { kind: 'appointment', refId: null, ...who, ...times }),
    );
  };

  it.each([
    ['its host', () => stranger],
    ['an admin', () => admin],
  ])('is confirmed by %s, and not by who asked', async (_, who) => {
    const { id } = await asked();
    const refused = await ada.http.post(`/api/v1/bookings/${id}/confirm`);
    expect([refused.status, refused.body.code]).toEqual([403, 'FORBIDDEN']);
    const { status, body } = await who().http.post(`/api/v1/bookings/${id}/confirm`);
    expect([status, body.status]).toEqual([200, 'confirmed']);
    expect((await ada.http.post(`/api/v1/bookings/${id}/cancel`)).status).toBe(200);
  });
});
