import { BookingApi } from '../../../src/booking/booking.api.js';
import { book, makeSlot } from '../../support/calendar.js';
import { codeOf, ticketOf } from '../../support/check-in.js';
import { brokenInvariants } from '../../support/invariants.js';
import { bookTickets, offerTickets } from '../../support/tickets.js';
import { world, type Person, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;

let here: World;
let organizer: Person;
let admin: Person;
let ada: Person;
let stranger: Person;

beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '7d' });
  [organizer, admin] = [await here.signUpAs('organizer'), await here.admin()];
  [ada, stranger] = [await here.signUp(), await here.signUp()];
});
beforeEach(() => here.clock.reset());
afterEach(async () => expect(await brokenInvariants(here.db)).toEqual({}));
afterAll(() => here.close());

/** An event of an hour that starts in `hours`. */
const eventIn = (hours: number) =>
  offerTickets(here, { organizerId: organizer.id, startsAt: new Date(here.clock.millis() + hours * HOUR_MS) });
const byHand = (who: Person, id: number) => who.http.post(`/api/v1/bookings/${id}/check-in`);
const takeBack = (who: Person, id: number) => who.http.delete(`/api/v1/bookings/${id}/check-in`);
const scan = (who: Person, event: number, code: string, options = {}) =>
  who.http.post(`/api/v1/events/${event}/check-in`, { code }, options);

/** A confirmed booking of an event that starts in `hours`, with its code. */
async function guest(hours = 2, tickets = 1) {
  const event = await eventIn(hours);
  const booking = await ticketOf(ada, event, tickets);
  return {
    event,
    id: booking.id as number,
    code: await codeOf(here, { booking: booking.id, event, seats: tickets }),
  };
}

describe('checking in with a ticket', () => {
  it('answers the booking with the time of it', async () => {
    const { event, id, code } = await guest(2, 3);
    const { status, body } = await scan(organizer, event, code);
    expect([status, body.id, body.user, body.number_of_tickets]).toEqual([200, id, ada.id, 3]);
    expect(Date.parse(body.checked_in_at)).toBe(here.clock.millis());
    expect((await ada.http.get(`/api/v1/bookings/${id}`)).body.checked_in_at).toBe(body.checked_in_at);
  });

  it('a second time is a conflict that says when it was the first', async () => {
    const { event, id, code } = await guest();
    const first = (await scan(organizer, event, code)).body.checked_in_at;
    for (const again of [await scan(admin, event, code), await byHand(organizer, id)])
      expect([again.status, again.body.code, again.body.details]).toEqual([
        ...[409, 'ALREADY_CHECKED_IN', { checked_in_at: first }],
      ]);
  });

  it('lets one of many doors in, writes it once and says it once', async () => {
    const { event, id, code } = await guest();
    const answers = await Promise.all(Array.from({ length: 12 }, () => scan(organizer, event, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(11).fill(409)]);
    const count = async (sql: string) => (await here.db.query<{ n: number }>(sql, [String(id)]))[0]!.n;
    expect(
      await count(
        `SELECT count(*) AS n FROM platform.outbox WHERE name = 'booking.checked_in'
          AND payload->>'bookingId' = $1`,
      ),
    ).toBe(1);
    expect(
      await count(
        `SELECT count(*) AS n FROM platform.audit_log WHERE action = 'booking.checked_in' AND subject_id = $1`,
      ),
    ).toBe(1);
  });

  it('under an Idempotency-Key gives the first answer again', async () => {
    const { event, code } = await guest();
    const key = { headers: { 'idempotency-key': 'door-1' } };
    const first = await scan(organizer, event, code, key);
    const again = await scan(organizer, event, code, key);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  it('refuses what is no ticket of this event, naming the code', async () => {
    const { event, id } = await guest();
    const other = await guest();
    const another = await codeOf(here, { booking: id, event: other.event, seats: 1 });
    const codes = [
      'x',
      'a.b.c',
      other.code,
      another,
      await codeOf(here, { booking: id, event, seats: 2 }),
      await codeOf(here, { booking: other.id, event, seats: 1 }),
    ];
    for (const code of codes) {
      const { status, body } = await scan(organizer, event, code);
      expect([status, Object.keys(body.field_errors)]).toEqual([400, ['code']]);
    }
    expect(
      (await organizer.http.post(`/api/v1/events/${event}/check-in`, {})).body.field_errors,
    ).toHaveProperty('code');
    expect((await ada.http.get(`/api/v1/bookings/${id}`)).body.checked_in_at).toBeNull();
  });

  it('does not let in who cancelled', async () => {
    const { event, id, code } = await guest();
    await ada.http.post(`/api/v1/bookings/${id}/cancel`);
    const { status, body } = await scan(organizer, event, code);
    expect([status, body.code, body.details]).toEqual([409, 'BOOKING_NOT_CONFIRMED', { status: 'cancelled' }]);
  });

  it('refuses the ticket of a booking that was moved to another event', async () => {
    const { event, id, code } = await guest();
    const refId = await eventIn(3);
    const booking = here.app.get(BookingApi, { strict: false });
    await here.db.transaction((tx) =>
      booking.reschedule(tx, id, { offer: { kind: 'event', refId } }, { actorId: organizer.id, cause: 'host' }),
    );
    expect((await scan(organizer, event, code)).body.field_errors).toHaveProperty('code');
    expect((await scan(organizer, refId, code)).body.field_errors).toHaveProperty('code');
    expect(
      (await scan(organizer, refId, await codeOf(here, { booking: id, event: refId, seats: 1 }))).status,
    ).toBe(200);
  });

  it('is for the organizer and admins', async () => {
    const { event, code } = await guest();
    expect((await scan(ada, event, code)).status).toBe(403);
    expect((await scan(stranger, event, code)).status).toBe(403);
    expect((await scan(await here.signUpAs('organizer'), event, code)).status).toBe(403);
    expect((await scan(organizer, 99_999_999, code)).status).toBe(404);
    expect((await scan(admin, event, code)).status).toBe(200);
  });
});

describe('checking in by hand', () => {
  it('is for the organizer and admins', async () => {
    const { id } = await guest();
    expect((await byHand(ada, id)).status).toBe(403);
    expect((await byHand(stranger, id)).status).toBe(404);
    const { status, body } = await byHand(organizer, id);
    expect([status, body.checked_in_at]).toEqual([200, expect.any(String)]);
    expect((await byHand(admin, (await guest()).id)).status).toBe(200);
  });

  it('is open from a day before the start until a day after the end', async () => {
    const early = await guest(24 + 1 / HOUR_MS);
    const closed = await byHand(organizer, early.id);
    expect([closed.status, closed.body.code]).toEqual([409, 'CHECK_IN_CLOSED']);
    expect(Object.keys(closed.body.details)).toEqual(['opens_at', 'closes_at']);
    here.clock.advance(1);
    expect((await byHand(organizer, early.id)).status).toBe(200);

    const [late, later] = [await guest(1), await guest(1)];
    here.clock.advance(26 * HOUR_MS - 1);
    expect((await scan(organizer, late.event, late.code)).status).toBe(200);
    here.clock.advance(1);
    expect((await scan(organizer, later.event, later.code)).body.code).toBe('CHECK_IN_CLOSED');
  });

  it('needs a confirmed booking of tickets', async () => {
    const event = await eventIn(2);
    const pending = await byHand(organizer, (await bookTickets(stranger, event)).id);
    expect([pending.status, pending.body.details]).toEqual([409, { status: 'pending' }]);
    const slot = await book(ada, (await makeSlot(admin, here.clock.now())).id);
    expect((await byHand(admin, slot.id)).body.code).toBe('NO_TICKET');
  });
});

describe('taking a mark back', () => {
  it('lets the guest come in again', async () => {
    const { event, id, code } = await guest();
    await scan(organizer, event, code);
    expect((await takeBack(organizer, id)).status).toBe(204);
    expect((await ada.http.get(`/api/v1/bookings/${id}`)).body.checked_in_at).toBeNull();
    expect((await scan(organizer, event, code)).status).toBe(200);
  });

  it('where there is none changes nothing', async () => {
    const { id } = await guest();
    expect((await takeBack(organizer, id)).status).toBe(204);
    const rows = await here.db.query(
      `SELECT FROM platform.outbox WHERE name = 'booking.check_in_undone'
        AND (payload->>'bookingId')::bigint = $1`,
      [id],
    );
    expect(rows).toHaveLength(0);
  });

  it('is for the organizer and admins, while the door is open', async () => {
    const { id } = await guest();
    await byHand(organizer, id);
    expect((await takeBack(ada, id)).status).toBe(403);
    expect((await takeBack(stranger, id)).status).toBe(404);
    here.clock.advance(48 * HOUR_MS);
    expect((await takeBack(organizer, id)).body.code).toBe('CHECK_IN_CLOSED');
  });
});
