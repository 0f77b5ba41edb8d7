import { PASSWORD } from '../../support/people.js';
import { declined } from '../../support/fake-stripe.js';
import { begin, makePublished } from '../../support/ticketed.js';
import { StripeShop } from '../../support/stripe-shop.js';
import { booked, offerType, openHost, startIn } from '../../support/appointments.js';
import { bookTickets } from '../../support/tickets.js';
import { Visitor, wordsOf, type Seen } from '../../support/visitor.js';
import type { Person } from '../../support/world.js';

const AN_HOUR_MS = 3_600_000;

describe('the page of an event, by its forms', () => {
  const shop = StripeShop.forThisFile();
  const published = (more: Record<string, unknown> = {}) =>
    makePublished(shop.organizer, shop.here.clock.now(), { price: '29.00', currency: 'EUR', ...more });

  async function signedIn({ username }: Pick<Person, 'username'>): Promise<Visitor> {
    const someone = new Visitor(shop.here.url);
    await someone.submit('/login', { username, password: PASSWORD });
    return someone;
  }
  const newcomer = async () => {
    const person = await shop.here.signUp({ first_name: 'Ada', last_name: 'Byron' });
    return { person, visitor: await signedIn(person) };
  };
  /** Sends one of the page's forms as it stands there. */
  const sends = async (visitor: Visitor, id: number, fields: Record<string, string>) => {
    const path = `/events/${id}`;
    return visitor.submit(path, fields, await visitor.get(path));
  };
  const bookingOf = async ({ http }: Person, event: number) =>
    (await http.get(`/api/v1/bookings?event=${event}`)).body.results[0];
  const leadsTo = ({ status, location }: Seen) => [status, location];

  it('lets strangers choose, and sign in first', async () => {
    const { id } = await published();
    const stranger = new Visitor(shop.here.url);
    const { html } = await stranger.get(`/events/${id}?tickets=3`);
    expect(html).toContain(`<input type="hidden" name="next" value="/events/${id}"/>`);
    expect(wordsOf(html)).toMatch(/3 × €29\.00 €87\.00 Total €87\.00 Sign in to buy/);
    expect(html).not.toContain('name="method"');
    const refused = await stranger.submit(`/events/${id}`, { action: 'buy', method: 'mock' });
    expect(refused.status).toBe(401);
  });

  it('sells by the simulator: QR code, papers, and a quote before one cancels', async () => {
    const { person, visitor } = await newcomer();
    const { id } = await published({ tax_rate: '23', max_attendees: 4 });
    expect(wordsOf((await visitor.get(`/events/${id}?tickets=2`)).html)).toMatch(
      /€58\.00 of it 23 % tax €10\.85 Total €58\.00 Buy 2 tickets/,
    );
    const sent = await sends(visitor, id, { action: 'buy', number_of_tickets: '2', method: 'mock' });
    expect(leadsTo(sent)).toEqual([303, `/events/${id}?done=paid`]);
    const booking = await bookingOf(person, id);
    expect([booking.status, booking.number_of_tickets]).toEqual(['confirmed', 2]);
    expect(booking.refund_quote).toMatchObject({ amount: '58.00', percent: 100 });
    const { html } = await visitor.get(sent.location!);
    expect(html).toContain(`<img class="qr" src="/api/v1/bookings/${booking.id}/ticket?format=png"`);
    expect(wordsOf(html)).toMatch(/It is paid, and the tickets are yours.*You have 2 tickets.*Receipt /);
    expect(wordsOf(html)).toContain('You get €58.00 back (100 %), if you cancel until');
    const [paper] = /\/api\/v1\/invoices\/\d+\?format=pdf/.exec(html)!;
    const ticket = `/api/v1/bookings/${booking.id}/ticket`;
    for (const [path, type] of [
      [`${ticket}?format=png`, 'image/png'],
      [`${ticket}?format=pdf`, 'application/pdf'],
      [paper, 'application/pdf'],
    ] as const)
      expect(
        (await visitor.get(path, { headers: { accept: 'text/html,*/*;q=0.8' } })).headers.get('content-type'),
      ).toBe(type);
    const cancelled = await sends(visitor, id, { action: 'cancel' });
    expect(leadsTo(cancelled)).toEqual([303, `/events/${id}?done=cancelled`]);
    expect((await bookingOf(person, id)).status).toBe('cancelled');
  });

  it('leads on to Stripe’s page, there again while it waits, and shows what came of it', async () => {
    const { person, visitor } = await newcomer();
    const { id } = await published();
    const sent = await sends(visitor, id, { action: 'buy', method: 'stripe' });
    const booking = await bookingOf(person, id);
    const { body } = await person.http.get('/api/v1/payments');
    const [payment] = body.results;
    expect(leadsTo(sent)).toEqual([303, payment.checkout_url]);
    expect(payment.checkout_url).toMatch(/^https:\/\/checkout\.stripe\.com\//);
    expect(wordsOf((await visitor.get(`/events/${id}`)).html)).toMatch(
      /One ticket is held for you\. Still \d+:\d\d/,
    );
    const again = await sends(visitor, id, { action: 'pay', method: 'stripe' });
    expect(again.location).toBe(payment.checkout_url);
    const back = await visitor.get(`/bookings?paid=${booking.id}`);
    expect(wordsOf(back.html)).toContain('The payment shows here as soon as it is confirmed.');
    await shop.tell(shop.stripe.pay(payment.transaction_id));
    const paid = await visitor.get(`/bookings?paid=${booking.id}`);
    expect(wordsOf(paid.html)).toContain('It is paid, and the tickets are yours.');
    expect(paid.html).toContain(`href="/events/${id}"`);
    expect(wordsOf((await visitor.get(`/events/${id}`)).html)).toContain('You have one ticket');
  });

  it('gives free tickets at once, and refuses beside the thing', async () => {
    const { visitor } = await newcomer();
    const free = await published({ price: '0.00' });
    const sent = await sends(visitor, free.id, { action: 'buy', number_of_tickets: '1' });
    expect(leadsTo(sent)).toEqual([303, `/events/${free.id}?done=taken`]);
    const twice = await visitor.submit(`/events/${free.id}`, { action: 'buy' }, await visitor.get('/events'));
    expect(twice.status).toBe(403);
    const scarce = await published({ max_attendees: 2 });
    const page = await visitor.get(`/events/${scarce.id}`);
    await bookTickets((await newcomer()).person, scarce.id, 1);
    const refused = await visitor.submit(
      `/events/${scarce.id}`,
      { action: 'buy', number_of_tickets: '2', method: 'mock' },
      page,
    );
    expect([refused.status, wordsOf(refused.html)]).toEqual([
      409,
      expect.stringContaining('There are not so many seats left.'),
    ]);
    expect(refused.html).toContain('role="alert"');
    const untold = await sends(visitor, scarce.id, { action: 'buy' });
    expect([untold.status, wordsOf(untold.html)]).toEqual([
      400,
      expect.stringContaining('Please fill this in.'),
    ]);
  });

  it('holds until the time is over, and gives the seats back before', async () => {
    const { person, visitor } = await newcomer();
    const { id } = await published();
    await bookTickets(person, id, 2);
    expect(wordsOf((await visitor.get(`/events/${id}`)).html)).toContain('2 tickets are held for you.');
    expect(leadsTo(await sends(visitor, id, { action: 'cancel' }))).toEqual([
      303,
      `/events/${id}?done=released`,
    ]);
    await bookTickets(person, id, 1);
    const seen = await visitor.get(`/events/${id}`);
    shop.here.clock.advance(AN_HOUR_MS);
    expect(wordsOf((await visitor.get(`/events/${id}`)).html)).toContain('Buy 1 ticket');
    await bookTickets((await newcomer()).person, id, 10);
    const late = await visitor.submit(`/events/${id}`, { action: 'cancel' }, seen);
    expect([late.status, wordsOf(late.html)]).toEqual([
      409,
      expect.stringContaining('cannot be done any more'),
    ]);
  });

  it('lets people wait for seats, says which place is theirs, and offers what becomes free', async () => {
    const first = await newcomer();
    const { person, visitor } = await newcomer();
    const { id } = await published({ price: '0.00', max_attendees: 1 });
    await sends(first.visitor, id, { action: 'buy' });
    expect(wordsOf((await visitor.get(`/events/${id}`)).html)).toMatch(/Full of 1 All seats are taken/);
    expect(wordsOf((await new Visitor(shop.here.url).get(`/events/${id}`)).html)).toContain('Sign in to wait');
    const waits = await sends(visitor, id, { action: 'wait', number_of_tickets: '1' });
    expect(leadsTo(waits)).toEqual([303, `/events/${id}?done=waiting`]);
    expect(wordsOf((await visitor.get(`/events/${id}`)).html)).toContain('You are number 1 on the waitlist.');
    expect((await sends(visitor, id, { action: 'leave' })).location).toBe(`/events/${id}?done=left`);
    await sends(visitor, id, { action: 'wait', number_of_tickets: '1' });
    await sends(first.visitor, id, { action: 'cancel' });
    await shop.here.drainEvents();
    expect(wordsOf((await visitor.get(`/events/${id}`)).html)).toMatch(
      /Seats are free for you\. Still \d+:\d\d/,
    );
    const taken = await sends(visitor, id, { action: 'confirm' });
    expect(leadsTo(taken)).toEqual([303, `/events/${id}?done=taken`]);
    expect((await bookingOf(person, id)).status).toBe('confirmed');
  });

  it('takes a review once it has begun, and says what is missing', async () => {
    const { visitor } = await newcomer();
    const { id } = await published({ price: '0.00' });
    await begin(shop.here, id);
    const empty = await sends(visitor, id, { action: 'review', title: 'Good <b>' });
    expect([empty.status, empty.html]).toEqual([400, expect.stringContaining('value="Good &lt;b>"')]);
    expect(wordsOf(empty.html)).toContain('Stars: Please fill this in.');
    const sent = await sends(visitor, id, { action: 'review', rating: '5', title: 'Good', review: 'Soup' });
    expect(leadsTo(sent)).toEqual([303, `/events/${id}?done=reviewed`]);
    expect(wordsOf((await visitor.get(`/events/${id}`)).html)).toContain('5 of 5 from 1 review');
    const twice = await sends(visitor, id, { action: 'review', rating: '4' });
    expect([twice.status, wordsOf(twice.html)]).toEqual([409, expect.stringContaining('reviewed it already')]);
  });

  it('says where credits are paid for, on their way, or declined', async () => {
    const { visitor } = await newcomer();
    const path = '/account/credits';
    const buys = async () => visitor.submit(path, { credits: '5', method: 'stripe' }, await visitor.get(path));
    const says = async () => wordsOf((await visitor.get(`${path}?done=bought`)).html);
    expect(await says()).not.toMatch(/on its way|are yours/);
    await buys();
    expect(await says()).toContain('The payment is on its way.');
    await shop.tell(shop.stripe.pay([...shop.stripe.sessions.values()].at(-1)!.client_reference_id));
    expect(await says()).toMatch(/The credits are yours\. .*You have 6 credits/);
    shop.stripe.misbehave['create session'] = declined;
    const refused = await buys();
    expect(leadsTo(refused)).toEqual([303, `${path}?done=declined`]);
    expect(wordsOf((await visitor.get(refused.location!)).html)).toContain('The payment was declined.');
  });

  describe('an appointment by its link', () => {
    const priced = async () => {
      const host = await openHost(shop.here, 'Europe/Madrid');
      const type = await offerType(shop.here, host, { priceCents: 2900, currency: 'EUR' });
      return (await booked(shop.here.http(), type, startIn(shop.here, 48))).access_token as string;
    };
    const someone = () => new Visitor(shop.here.url);

    it('is paid by the simulator, and comes back', async () => {
      const token = await priced();
      const path = `/manage/${token}`;
      const { html } = await someone().get(path);
      expect(wordsOf(html)).toMatch(
        /Pay now This time is held for you\. Still \d+:\d\d .*Simulator Pay €29\.00/,
      );
      const sent = await someone().submit(path, { action: 'pay', method: 'mock' });
      expect(leadsTo(sent)).toEqual([303, `${path}?outcome=paid`]);
      const shown = await someone().get(sent.location!);
      expect(wordsOf(shown.html)).toMatch(/Booked .*Thank you\. It is paid\./);
      expect(shown.html).not.toContain('value="pay"');
      const twice = await someone().submit(path, { action: 'pay', method: 'mock' });
      expect([twice.status, wordsOf(twice.html)]).toEqual([
        409,
        expect.stringContaining('It is paid already.'),
      ]);
      const other = await someone().submit(path, { action: 'pay', method: 'gold' });
      expect(other.status).toBe(400);
    });

    it('is paid on Stripe’s page, which leads back to its own', async () => {
      const token = await priced();
      const path = `/manage/${token}`;
      const sent = await someone().submit(path, { action: 'pay', method: 'stripe' });
      const session = [...shop.stripe.sessions.values()].at(-1)!;
      expect(leadsTo(sent)).toEqual([303, session.url]);
      const site = 'http://localhost:8000';
      expect([session.success_url, session.cancel_url]).toEqual([
        `${site}${path}?outcome=paid`,
        `${site}${path}?outcome=unpaid`,
      ]);
      expect(wordsOf((await someone().get(`${path}?outcome=unpaid`)).html)).toContain('It is not paid yet.');
      expect(wordsOf((await someone().get(`${path}?outcome=paid`)).html)).toContain(
        'as soon as it is confirmed',
      );
      await shop.tell(shop.stripe.pay(session.client_reference_id));
      expect(wordsOf((await someone().get(`${path}?outcome=paid`)).html)).toContain('Thank you. It is paid.');
    });
  });
});
