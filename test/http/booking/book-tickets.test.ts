import { BookingApi } from '../../../src/booking/booking.api.js';
import { brokenInvariants } from '../../support/invariants.js';
import { somebodyWaits } from '../../support/somebody-waits.js';
import { bookTickets, offerTickets } from '../../support/tickets.js';
import { world, type Person, type World } from '../../support/world.js';

const MINUTE_MS = 60_000;

let here: World;
let organizer: Person;
let ada: Person;
let bob: Person;
let admin: Person;

beforeAll(async () => {
  here = await world();
  organizer = await here.signUpAs('organizer');
  admin = await here.admin();
  [ada, bob] = [await here.signUp({ first_name: 'Ada', last_name: 'Byron' }), await here.signUp()];
});
afterEach(async () => {
  here.clock.reset();
  expect(await brokenInvariants(here.db)).toEqual({});
});
afterAll(() => here.close());

const book = (who: Person, body: object) => who.http.post('/api/v1/bookings', body);
const refusal = async (who: Person, body: object) => {
  const answer = await book(who, body);
  return [answer.status, answer.body.code];
};
const api = () => here.app.get(BookingApi, { strict: false });

describe('booking tickets', () => {
  it('holds them, for free ones too, at the price of the event', async () => {
    const event = await offerTickets(here, { priceCents: 2999, organizerId: organizer.id });
    const { status, body } = await book(ada, {
      event,
      number_of_tickets: 3,
      special_requirements: 'Need vegetarian meals',
      total_price: '0.01',
      status: 'confirmed',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: 'ticket',
      event,
      event_title: 'Test Workshop',
      user: ada.id,
      user_name: 'Ada Byron',
      status: 'pending',
      number_of_tickets: 3,
      total_price: '89.97',
      special_requirements: 'Need vegetarian meals',
      time_slot: null,
      confirmed_at: null,
      cancelled_at: null,
      checked_in_at: null,
    });
    expect(Date.parse(body.expires_at) - Date.parse(body.registered_at)).toBe(30 * MINUTE_MS);
    const free = await bookTickets(ada, await offerTickets(here));
    expect(free).toMatchObject({ status: 'pending', number_of_tickets: 1, total_price: '0.00' });
  });

  it('takes either a slot or an event', async () => {
    const event = await offerTickets(here);
    const both = await book(ada, { event, time_slot: 1 });
    expect([both.status, Object.keys(both.body.field_errors).sort()]).toEqual([400, ['event', 'time_slot']]);
    expect((await book(ada, {})).status).toBe(400);
  });

  it.each([0, 11, -1, 1.5, 'many', null])('refuses %p tickets', async (number_of_tickets) => {
    const { status, body } = await book(ada, { event: await offerTickets(here), number_of_tickets });
    expect([status, Object.keys(body.field_errors)]).toEqual([400, ['number_of_tickets']]);
  });

  it('is once per person and event', async () => {
    const event = await offerTickets(here);
    const { id } = await bookTickets(ada, event);
    const again = await book(ada, { event });
    expect([again.status, again.body.code, again.body.details]).toEqual([
      409,
      'ALREADY_BOOKED',
      { booking: id },
    ]);
    await ada.http.post(`/api/v1/bookings/${id}/cancel`);
    await bookTickets(ada, event);
  });

  it.each<Record<string, string>>([{}, { 'idempotency-key': 'the-same-moment' }])(
    'is so at the same moment too, %j',
    async (headers) => {
      const event = await offerTickets(here, { capacity: 9 });
      const ask = () => ada.http.post('/api/v1/bookings', { event, number_of_tickets: 1 });
      const other = () => ada.http.post('/api/v1/bookings', { event, number_of_tickets: 2 }, { headers });
      const answers = await here.db.transaction(async (tx) => {
        await tx.query(`SELECT FROM booking.offers WHERE kind = 'event' AND ref_id = $1 FOR UPDATE`, [event]);
        const asked = [ask(), other()];
        await somebodyWaits(here, 2);
        return asked;
      });
      const [first, second] = (await Promise.all(answers)).sort((one, two) => one.status - two.status);
      expect([first!.status, second!.status, second!.body.code]).toEqual([201, 409, 'ALREADY_BOOKED']);
      expect(second!.body.details).toEqual({ booking: first!.body.id });
    },
  );

  it('is refused for a full event, and for more than are left', async () => {
    const event = await offerTickets(here, { capacity: 3 });
    await bookTickets(ada, event, 2);
    const more = await book(bob, { event, number_of_tickets: 2 });
    expect([more.status, more.body.code, more.body.details]).toEqual([409, 'SOLD_OUT', { seats_available: 1 }]);
    await bookTickets(bob, event, 1);
    expect(await refusal(organizer, { event })).toEqual([409, 'SOLD_OUT']);
  });

  it('is refused after the deadline, for cancelled events and gatherings', async () => {
    const now = here.clock.now();
    const closed = await offerTickets(here, { closesAt: now });
    expect(await refusal(ada, { event: closed })).toEqual([409, 'BOOKING_CLOSED']);
    const cancelled = await offerTickets(here, { state: 'cancelled' });
    expect(await refusal(ada, { event: cancelled })).toEqual([409, 'BOOKING_CLOSED']);
    const gathering = await offerTickets(here, { joinOnly: true });
    expect(await refusal(ada, { event: gathering })).toEqual([409, 'JOIN_ONLY']);
    const circle = await offerTickets(here, { joinOnly: true, visibility: 'invited' });
    expect(await refusal(ada, { event: circle })).toEqual([400, 'VALIDATION_ERROR']);
  });

  it('of a draft is unknown to outsiders and a conflict to those who see it', async () => {
    const draft = await offerTickets(here, { state: 'draft', organizerId: organizer.id });
    const outside = await book(ada, { event: draft });
    const nowhere = await book(ada, { event: 99_999_999 });
    expect([outside.status, outside.body.field_errors]).toEqual([400, nowhere.body.field_errors]);
    expect(await refusal(organizer, { event: draft })).toEqual([409, 'BOOKING_CLOSED']);
    expect(await refusal(admin, { event: draft })).toEqual([409, 'BOOKING_CLOSED']);
  });

  it('is for its organizer too, once it is published', async () => {
    await bookTickets(organizer, await offerTickets(here, { organizerId: organizer.id }));
  });

  it('cannot touch what is joined', async () => {
    const event = await offerTickets(here, { joinOnly: true });
    const wish = { offer: { kind: 'event' as const, refId: event }, quantity: 1 };
    const { id } = await api().bookSeats(
      { ...wish, personId: ada.id, confirmFree: true },
      (booking) => booking,
    );
    const answers = [
      await ada.http.post(`/api/v1/bookings/${id}/cancel`),
      await ada.http.delete(`/api/v1/bookings/${id}`),
      await ada.http.post(`/api/v1/bookings/${id}/confirm`),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([409, 'JOIN_ONLY']));
    expect((await ada.http.get(`/api/v1/bookings/${id}`)).body).toMatchObject({ status: 'confirmed', event });
  });
});

describe('tickets', () => {
  it('for nothing are confirmed without paying, and twice alike', async () => {
    const held = await bookTickets(ada, await offerTickets(here));
    const confirm = () => ada.http.post(`/api/v1/bookings/${held.id}/confirm`);
    const first = await confirm();
    expect([first.status, first.body]).toMatchObject([200, { status: 'confirmed', expires_at: null }]);
    expect((await confirm()).body).toEqual(first.body);
  });

  it('that cost something are confirmed by the payment, and not before', async () => {
    const held = await bookTickets(ada, await offerTickets(here, { priceCents: 1000 }), 2);
    const confirm = () => ada.http.post(`/api/v1/bookings/${held.id}/confirm`);
    const unpaid = await confirm();
    expect([unpaid.status, unpaid.body.code, unpaid.body.details]).toEqual([
      409,
      'PAYMENT_REQUIRED',
      { amount_due: '20.00', currency: 'USD' },
    ]);
    await here.db.transaction(async (tx) =>
      api().recordPayment(tx, await api().lockBooking(tx, held.id), 2000),
    );
    expect((await confirm()).body).toMatchObject({ status: 'confirmed' });
  });

  it('show a hold that ran out at once, everywhere, and it is not confirmed any more', async () => {
    const held = await bookTickets(bob, await offerTickets(here));
    const list = async (status: string) =>
      (await bob.http.get(`/api/v1/bookings?status=${status}&event=${held.event}`)).body.results.map(
        ({ id }: { id: number }) => id,
      );
    expect([await list('pending'), await list('expired')]).toEqual([[held.id], []]);
    here.clock.advance(30 * MINUTE_MS);
    expect((await bob.http.get(`/api/v1/bookings/${held.id}`)).body).toMatchObject({
      status: 'expired',
      expires_at: null,
    });
    expect([await list('pending'), await list('expired')]).toEqual([[], [held.id]]);
    const mine = async (query = '') =>
      (await bob.http.get(`/api/v1/user/bookings?page_size=100${query}`)).body.results.map(({ id }: any) => id);
    expect(await mine()).not.toContain(held.id);
    expect(await mine('&include_cancelled=true')).toContain(held.id);
    for (const move of ['confirm', 'cancel']) {
      const late = await bob.http.post(`/api/v1/bookings/${held.id}/${move}`);
      expect([late.status, late.body.code]).toEqual([409, 'INVALID_TRANSITION']);
    }
  });

  it('are cancelled by who booked, the organizer and admins, and by nobody else', async () => {
    const event = await offerTickets(here, { organizerId: organizer.id });
    for (const who of [ada, organizer, admin]) {
      const { id } = await bookTickets(ada, event);
      expect((await bob.http.post(`/api/v1/bookings/${id}/cancel`)).status).toBe(404);
      const { status, body } = await who.http.post(`/api/v1/bookings/${id}/cancel`);
      expect([status, body.status, body.user_name]).toEqual([200, 'cancelled', 'Ada Byron']);
    }
    const causes = await here.db.query<{ cause: string }>(
      `SELECT payload->>'cause' AS cause FROM platform.outbox WHERE name = 'booking.cancelled'
         AND (payload->'offer'->>'refId')::bigint = $1 ORDER BY id`,
      [event],
    );
    expect(causes.map(({ cause }) => cause)).toEqual(['booker', 'host', 'admin']);
  });

  it('are listed by event, newest first', async () => {
    const [one, two] = [await offerTickets(here), await offerTickets(here)];
    const person = await here.signUp();
    const [first, second] = [await bookTickets(person, one), await bookTickets(person, two)];
    const ids = async (query: string) =>
      (await person.http.get(`/api/v1/bookings?${query}`)).body.results.map(({ id }: any) => id);
    expect(await ids(`event=${one}`)).toEqual([first.id]);
    expect(await ids('ordering=-registered_at')).toEqual([second.id, first.id]);
    const { body } = await admin.http.get(`/api/v1/admin/bookings?user=${person.username}`);
    expect(body.results[0]).toMatchObject({
      id: second.id,
      event: two,
      category: null,
      user: { id: person.id },
    });
  });
});
