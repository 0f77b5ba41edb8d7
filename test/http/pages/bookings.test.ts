import { booked, offerType, openHost, startIn, type OfferedType } from '../../support/appointments.js';
import { PASSWORD } from '../../support/people.js';
import { Visitor, wordsOf, type Seen } from '../../support/visitor.js';
import { world, type Person, type World } from '../../support/world.js';

describe('the pages of one’s bookings', () => {
  let here: World;
  let host: Person;
  let type: OfferedType;
  let ada: Person;
  let visitor: Visitor;
  let hours = 24;
  beforeAll(async () => {
    here = await world();
    host = await openHost(here, 'Asia/Kolkata');
    type = await offerType(here, host, { name: 'Intro <call>' });
    ada = await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' });
    visitor = await signedIn(ada);
  });
  afterAll(() => here.close());

  async function signedIn({ username }: Person): Promise<Visitor> {
    const someone = new Visitor(here.url);
    await someone.submit('/login', { username, password: PASSWORD });
    return someone;
  }
  const seenOf = ({ status, location }: Seen) => [status, location];
  const book = () => booked(ada.http, type, startIn(here, (hours += 2)), { invitee_timezone: 'Europe/Madrid' });

  it('list what is ahead, each with its page', async () => {
    const { id } = await book();
    const { html, headers } = await visitor.get('/bookings');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(html).toContain(`<a href="/bookings/${id}">Intro &lt;call></a>`);
    expect(wordsOf(html)).toMatch(/Madrid \(GMT\+\d\) Booked/);
    const paid = await visitor.get(`/bookings?paid=${id}`);
    expect(wordsOf(paid.html)).toContain('Thank you. It is paid.');
    const others = await visitor.get('/bookings?paid=999999999');
    expect(wordsOf(others.html)).toContain('The payment shows here as soon as it is confirmed.');
  });

  it('show one to both sides of it, and to nobody else', async () => {
    const { id } = await book();
    const path = `/bookings/${id}`;
    for (const [person, name] of [
      [ada, 'Grace Hopper'],
      [host, 'Grace Hopper'],
    ] as const) {
      const { status, html } = await (await signedIn(person)).get(path);
      expect([status, wordsOf(html).includes(name)]).toEqual([200, true]);
      expect(html).toContain(`href="/api/v1/bookings/${id}/calendar.ics"`);
    }
    const stranger = await signedIn(await here.signUp());
    expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.get('/bookings/x')).status).toBe(404);
    expect(seenOf(await new Visitor(here.url).get(path))).toEqual([
      302,
      `/login?next=${encodeURIComponent(path)}`,
    ]);
  });

  it('pay what one booked where it has a price, and say what came of it', async () => {
    const priced = await offerType(here, host, { priceCents: 2900 });
    const { id } = await booked(ada.http, priced, startIn(here, (hours += 2)));
    const path = `/bookings/${id}`;
    const page = await visitor.get(path);
    expect(wordsOf(page.html)).toMatch(/This time is held for you\. Still \d+:\d\d .*Pay \$29\.00/);
    expect((await (await signedIn(host)).get(path)).html).not.toContain('value="pay"');
    const wrong = await visitor.submit(path, { action: 'pay', method: 'gold' }, page);
    expect(wrong.status).toBe(400);
    const sent = await visitor.submit(path, { action: 'pay', method: 'mock' }, page);
    expect(seenOf(sent)).toEqual([303, `${path}?done=paid`]);
    const shown = wordsOf((await visitor.get(sent.location!)).html);
    expect(shown).toMatch(/Booked.*Thank you\. It is paid\./);
    expect(shown).not.toContain('Pay $29.00');
    const asHost = (await host.http.get(`/api/v1/bookings/${id}`)).body.refund_quote;
    expect(asHost).toMatchObject({ amount: '29.00', percent: 100 });
  });

  it('cancel it by a form of its page, once', async () => {
    const { id } = await book();
    const path = `/bookings/${id}`;
    expect((await visitor.submit(path, { action: 'cancel' })).status).toBe(403);
    const page = await visitor.get(path);
    const sent = await visitor.submit(path, { action: 'cancel' }, page);
    expect(seenOf(sent)).toEqual([303, `${path}?done=cancel`]);
    const shown = await visitor.get(sent.location!);
    expect(wordsOf(shown.html)).toMatch(/Cancelled.*The booking is cancelled/);
    expect(shown.html).not.toContain('name="action"');
    const again = await visitor.submit(path, { action: 'cancel' }, page);
    expect([again.status, wordsOf(again.html)]).toEqual([
      409,
      expect.stringContaining('cannot be done any more'),
    ]);
  });
});
