import { inDays, makeDraft, makeGathering } from '../../support/events.js';
import { PASSWORD } from '../../support/people.js';
import { attend, begin, makePublished } from '../../support/ticketed.js';
import { Visitor, wordsOf } from '../../support/visitor.js';
import { world, type Person, type World } from '../../support/world.js';

describe('the pages of events', () => {
  let here: World;
  let organizer: Person;
  let visitor: Visitor;
  beforeAll(async () => {
    here = await world();
    organizer = await here.signUpAs('organizer');
  });
  beforeEach(() => void (visitor = new Visitor(here.url)));
  afterAll(() => here.close());

  const published = (more: Record<string, unknown> = {}) => makePublished(organizer, here.clock.now(), more);
  const pageOf = async (id: number, someone = visitor) => wordsOf((await someone.get(`/events/${id}`)).html);
  async function issuedCertificate() {
    const at = (hours: number) => inDays(here.clock.now(), hours / 24);
    const event = await published({ title: 'Talks', start_date: at(1), end_date: at(3) });
    const guest = await here.signUp({ first_name: 'Łukasz', last_name: 'Żółć' });
    return { certificate: await attend(here, event, { organizer, guest }), holder: 'Łukasz Żółć' };
  }
  async function signedIn({ username }: Person): Promise<Visitor> {
    const someone = new Visitor(here.url);
    await someone.submit('/login', { username, password: PASSWORD });
    return someone;
  }

  describe('the list', () => {
    it('shows what is still to come of both kinds, escaped, and no draft', async () => {
      const { id } = await published({ title: 'Makers <Night>', location: 'Fábrica', price: '29.00' });
      const gathering = await makeGathering(organizer, here.clock.now(), { title: 'Games evening' });
      const draft = await makeDraft(organizer, here.clock.now(), { title: 'Not yet' });
      const { status, html, headers } = await visitor.get('/events');
      expect([status, headers.get('content-security-policy')]).toEqual([
        200,
        expect.stringContaining("default-src 'none'"),
      ]);
      expect(html).toContain(`<a href="/events/${id}">Makers &lt;Night></a>`);
      expect(html).toContain(`<a href="/events/${gathering.id}">Games evening</a>`);
      expect(html).not.toContain(`/events/${draft.id}"`);
      expect(html).not.toContain(' style=');
      expect(wordsOf(html)).toMatch(/Fábrica \$29\.00 30 left/);
    });

    it('finds by words, kind, place and day, and passes over what says nothing', async () => {
      const day = inDays(here.clock.now(), 40);
      const [start_date, end_date] = [day, inDays(here.clock.now(), 41)];
      const more = { title: 'Zymurgy', category: 'workshop', is_online: true, start_date, end_date };
      const { id } = await published(more);
      const finds = async (query: string) =>
        (await visitor.get(`/events?${query}`)).html.includes(`href="/events/${id}"`);
      const [on, after] = [day.slice(0, 10), inDays(here.clock.now(), 43).slice(0, 10)];
      const found = [
        'search=zymurgy',
        'category=workshop',
        'where=online',
        `from=${on}`,
        `from=${on}&to=${on}`,
      ];
      for (const query of found) expect([query, await finds(query)]).toEqual([query, true]);
      const lost = [
        'search=nothing',
        'category=webinar',
        'where=on_site',
        `from=${after}`,
        'when=gone',
        'page=9',
      ];
      for (const query of lost) expect([query, await finds(query)]).toEqual([query, false]);
      expect(await finds('search=zymurgy&category=&where=&when=&from=31.12.&to=2026-02-31&page=x')).toBe(true);
      const { html } = await visitor.get('/events?search=%22%3E%3Cscript%3E&lang=de');
      expect(html).toContain('value="&quot;>&lt;script>"');
      expect(wordsOf(html)).toContain('Nichts gefunden');
    });

    it('goes on page by page, and keeps what was asked for', async () => {
      for (let made = 0; made < 25; made++)
        await makeGathering(organizer, here.clock.now(), { title: 'Quilting' });
      const first = await visitor.get('/events?search=quilting&category=');
      expect(wordsOf(first.html)).toContain('25 events');
      expect(wordsOf(first.html)).toContain('Page 1 of 2');
      expect(first.html).toContain('rel="next" href="/events?search=quilting&amp;category=&amp;page=2"');
      const second = await visitor.get('/events?search=quilting&page=2');
      expect(second.html.match(/<article/g)).toHaveLength(1);
      expect(second.html).not.toContain('rel="next"');
    });
  });

  it('stand on the front page, soonest first, for everybody alike', async () => {
    const [start_date, end_date] = [inDays(here.clock.now(), 1), inDays(here.clock.now(), 2)];
    const { id } = await published({ title: 'Tomorrow', start_date, end_date });
    const front = await visitor.get('/');
    expect(front.html.indexOf(`href="/events/${id}"`)).toBe(front.html.indexOf('href="/events/'));
    expect(front.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=900');
    expect(front.html).toContain('href="/api/docs"');
    const own = await (await signedIn(organizer)).get('/');
    expect(own.headers.get('cache-control')).toBe('private, no-store');
  });

  it('say of a certificate whether it is genuine, and of no other', async () => {
    const words = wordsOf((await visitor.get('/certificates/CERT-1-2-%3Cb%3E')).html);
    expect(words).toContain('There is no such certificate');
    expect(words).toContain('Number: CERT-1-2-<b>');
    const { certificate, holder } = await issuedCertificate();
    const genuine = await visitor.get(`/certificates/${certificate.certificate_number}`);
    expect(wordsOf(genuine.html)).toMatch(/This certificate is genuine Holder .* Event Talks Hours/);
    expect(wordsOf(genuine.html)).toContain(holder);
    expect(genuine.html).toContain('<meta name="robots" content="noindex"/>');
  });

  describe('a ticketed event', () => {
    it('is on sale, with its time by its own clock and the reader’s beside', async () => {
      const { id } = await published({
        ...{ title: 'Makers <Night>', description: 'Twelve people <b>show</b>.', tags: 'talks, food' },
        ...{ start_date: '2031-12-12T19:00:00Z', end_date: '2031-12-12T23:30:00Z', timezone: 'Europe/Lisbon' },
        ...{ price: '29.00', currency: 'EUR', tax_rate: '23', max_attendees: 240, category: 'meetup' },
      });
      const { html } = await visitor.get(`/events/${id}?timezone=Europe/Berlin`);
      expect(html).toContain('Twelve people &lt;b>show&lt;/b>.');
      const words = wordsOf(html);
      expect(words).toMatch(/Friday 12 December, 19:00 – 23:30 Lisbon \(GMT\+0\)/);
      expect(words).toContain('Friday 12 December, 20:00 for you, Berlin (GMT+1)');
      expect(words).toContain('€29.00 each, 23 % tax included');
      expect(words).toMatch(/240 left of 240/);
      expect(words).toMatch(/Meetup talks food/);
    });

    it('is a draft for its organizer alone', async () => {
      const { id } = await makeDraft(organizer, here.clock.now());
      expect((await visitor.get(`/events/${id}`)).status).toBe(404);
      expect(await pageOf(id, await signedIn(organizer))).toContain(
        'A draft: nobody but you sees it. Go on with it',
      );
    });

    it('says when seats are scarce, when it goes on, is over, or does not take place', async () => {
      const scarce = await published({ max_attendees: 4 });
      expect(await pageOf(scarce.id)).toContain('4 left of 4 Last seats');
      const { id } = await published();
      await begin(here, id);
      expect(await pageOf(id)).toContain('It goes on just now.');
      here.clock.advance(20 * 86_400_000);
      expect(await pageOf(id)).toContain('It is over.');
      here.clock.reset();
      const off = await published({ price: '10.00' });
      await organizer.http.post(`/api/v1/events/${off.id}/cancel`, {});
      expect(await pageOf(off.id)).toContain('It does not take place. What was paid comes back.');
    });

    it('shows its programme and its reviews', async () => {
      const event = await published({ title: 'Talks' });
      const times = { start_time: event.start_date, end_time: inDays(new Date(event.start_date), 0.1) };
      const session = {
        event: event.id,
        title: 'Doors <and> soup',
        speaker_name: 'Kitchen',
        room_or_link: 'Hall',
      };
      await organizer.http.post('/api/v1/sessions', { ...session, ...times });
      await begin(here, event.id);
      const reader = await here.signUp({ first_name: 'Ada', last_name: 'Byron' });
      const review = { event: event.id, rating: 4, title: 'Good', review: 'Warm <soup>' };
      await reader.http.post('/api/v1/reviews', review);
      const words = await pageOf(event.id);
      expect(words).toMatch(/Programme .*Doors <and> soup Kitchen Hall/);
      expect(words).toMatch(/Reviews 4 of 5 from 1 review .*4 of 5 Good Warm <soup> Ada Byron/);
    });

    it('is not found by what is no number', async () => {
      for (const path of ['/events/x', '/events/999999999']) expect((await visitor.get(path)).status).toBe(404);
    });
  });
});
