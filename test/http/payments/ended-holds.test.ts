import { offerPriced, pay } from '../../support/money.js';
import { StripeShop } from '../../support/stripe-shop.js';
import { makePublished } from '../../support/ticketed.js';
import { bookTickets, offerTickets } from '../../support/tickets.js';

const MINUTE_MS = 60_000;
const shop = StripeShop.forThisFile();

const soon = (minutes: number) => new Date(shop.here.clock.now().getTime() + minutes * MINUTE_MS);
/** Starts in ten minutes and lasts for five. */
const short = (terms = {}) =>
  offerPriced(shop.here, shop.organizer, {
    startsAt: soon(10),
    endsAt: soon(15),
    closesAt: soon(10),
    ...terms,
  });
const confirm = (booking: { id: number }) => shop.ada.http.post(`/api/v1/bookings/${booking.id}/confirm`);
const stateOf = async (booking: { id: number }) => (await shop.bookingOf(booking)).status;
const refusalOf = ({ status, body }: { status: number; body: any }) => [status, body.code];

describe('a hold of half an hour on what is sold for ten minutes more', () => {
  it.each([
    ['starts', {}],
    ['closes', { startsAt: new Date('2999-01-01T09:00:00Z'), endsAt: new Date('2999-01-01T10:00:00Z') }],
  ])('ends when its event %s, and is not paid from then on', async (_, terms) => {
    const booking = await bookTickets(shop.ada, await short(terms));
    const end = soon(10);
    expect(booking.expires_at).toBe(end.toISOString());

    shop.here.clock.set(new Date(end.getTime() - 1));
    expect(await stateOf(booking)).toBe('pending');
    shop.here.clock.set(end);
    expect(await stateOf(booking)).toBe('expired');
    for (const method of ['mock', 'stripe']) {
      const answer = await pay(shop.ada, booking, '29.99', { method });
      expect(refusalOf(answer)).toEqual([409, 'BOOKING_NOT_PAYABLE']);
    }
    expect(refusalOf(await confirm(booking))).toEqual([409, 'INVALID_TRANSITION']);
  });

  it('is paid a moment before its end', async () => {
    const booking = await bookTickets(shop.ada, await short());
    shop.here.clock.set(new Date(soon(10).getTime() - 1));
    expect((await pay(shop.ada, booking)).body.status).toBe('completed');
    expect(await stateOf(booking)).toBe('confirmed');
  });

  it('is no longer of an event that was made by its organizer', async () => {
    const times = { start_date: soon(10).toISOString(), end_date: soon(15).toISOString() };
    const event = await makePublished(shop.organizer, shop.here.clock.now(), { ...times, price: '29.99' });
    const booking = await bookTickets(shop.ada, event.id);
    expect(booking.expires_at).toBe(times.start_date);
    shop.here.clock.set(soon(20));
    expect(refusalOf(await pay(shop.ada, booking))).toEqual([409, 'BOOKING_NOT_PAYABLE']);
  });

  it('is not confirmed or settled for nothing where it is free', async () => {
    const booking = await bookTickets(shop.ada, await short({ priceCents: 0 }));
    shop.here.clock.set(soon(10));
    expect(refusalOf(await confirm(booking))).toEqual([409, 'INVALID_TRANSITION']);
    expect(refusalOf(await pay(shop.ada, booking, '0.00'))).toEqual([409, 'BOOKING_NOT_PAYABLE']);
    expect(await stateOf(booking)).toBe('expired');
  });

  it('of a seat from the waitlist is not claimed from then on', async () => {
    const event = await short({ capacity: 1, priceCents: 0 });
    const [bob, seat] = [await shop.here.signUp(), await bookTickets(shop.ada, event)];
    expect((await bob.http.post('/api/v1/waitlist', { event })).status).toBe(201);
    await shop.ada.http.post(`/api/v1/bookings/${seat.id}/cancel`);
    const [offered] = (await bob.http.get(`/api/v1/bookings?event=${event}`)).body.results;
    expect([offered.status, offered.expires_at]).toEqual(['pending', soon(10).toISOString()]);
    shop.here.clock.set(soon(10));
    const late = await bob.http.post(`/api/v1/bookings/${offered.id}/confirm`);
    expect(refusalOf(late)).toEqual([409, 'INVALID_TRANSITION']);
  });

  it('gives all the money back that a provider brings after it', async () => {
    const booking = await bookTickets(shop.ada, await short());
    const payment = await shop.begin(booking);
    shop.here.clock.set(soon(10));
    await shop.tell(shop.stripe.pay(payment.transaction_id));
    expect(await shop.settled(payment, 'refunded')).toMatchObject({ refunded_amount: '29.99' });
    expect(await stateOf(booking)).toBe('expired');
  });

  it('ends with the deadline that its organizer brings forward', async () => {
    const event = await makePublished(shop.organizer, shop.here.clock.now(), { price: '29.99' });
    const booking = await bookTickets(shop.ada, event.id);
    const deadline = soon(5).toISOString();
    const changed = await shop.organizer.http.patch(`/api/v1/events/${event.id}`, {
      registration_deadline: deadline,
    });
    expect(changed.status).toBe(200);
    expect((await shop.bookingOf(booking)).expires_at).toBe(deadline);
  });
});

it('tickets for nothing are no tickets once their event has begun', async () => {
  const event = await offerTickets(shop.here, { startsAt: soon(1), endsAt: soon(2) });
  shop.here.clock.set(soon(1));
  const late = await shop.ada.http.post('/api/v1/bookings', { event });
  expect(refusalOf(late)).toEqual([409, 'BOOKING_CLOSED']);
});
