import { book, makeSlot } from '../../support/calendar.js';
import { PASSWORD } from '../../support/people.js';
import { plantSlots } from '../../support/slots.js';
import { Visitor, wordsOf, type Seen } from '../../support/visitor.js';
import { world, type Person, type World } from '../../support/world.js';

describe('the page of the calendar', () => {
  let here: World;
  let admin: Person;
  let ada: Person;
  let ben: Person;
  let visitor: Visitor;
  beforeAll(async () => {
    here = await world();
    admin = await here.admin();
    ada = await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' });
    ben = await here.signUp({ first_name: 'Ben', last_name: 'Babbage' });
    visitor = await signedIn(ada);
    for (const name of ['Talks <now>', 'Swims', 'Walks', 'Reads', 'Sings'])
      expect((await admin.http.post('/api/v1/admin/categories', { name, color: '#2563eb' })).status).toBe(201);
  });
  afterAll(() => here.close());

  async function signedIn({ username }: Person): Promise<Visitor> {
    const someone = new Visitor(here.url);
    await someone.submit('/login', { username, password: PASSWORD });
    return someone;
  }
  /** An hour from `start` (UTC) on. */
  const slot = (start: string, category: string, more: Record<string, unknown> = {}) => {
    const end_time = new Date(Date.parse(`${start}:00Z`) + 3_600_000).toISOString();
    return makeSlot(admin, here.clock.now(), { start_time: `${start}:00Z`, end_time, category, ...more });
  };
  const seenOf = ({ status, location }: Seen) => [status, location];
  /** One slot as it stands in the page. */
  const itemOf = (html: string, id: number) =>
    new RegExp(`<li id="slot-${id}".*?</li>(?=<li id="slot-|</ul></div></section>)`, 's').exec(html)?.[0] ?? '';
  const stateOf = (html: string, id: number) => /data-state="(\w+)"/.exec(itemOf(html, id))?.[1];
  /** Sends what a button of the page says, with what the page hides. */
  const press = async (path: string, fields: Record<string, string>, by = visitor) => {
    const { html } = await by.get(path);
    const [, csrf_token = ''] = /name="csrf_token" value="([^"]+)"/.exec(html) ?? [];
    const [, timezone = ''] = /<input type="hidden" name="timezone" value="([^"]+)"/.exec(html) ?? [];
    return by.submit(path, { csrf_token, timezone, ...fields });
  };

  it('is for who is signed in, as the list of time slots is', async () => {
    const stranger = new Visitor(here.url);
    const path = '/calendar?date=2031-06-02';
    expect(seenOf(await stranger.get(path))).toEqual([302, `/login?next=${encodeURIComponent(path)}`]);
    expect((await stranger.submit('/calendar', { time_slot: '1' })).status).toBe(401);
    const { html, headers, status } = await visitor.get('/calendar');
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('<a href="/calendar">Calendar</a>');
    expect(html).toMatch(/<script type="module" src="\/assets\/calendar\.[\w.]*js">/);
  });

  it('shows a week: when by the clock that is asked for, what for, how many seats, and whose', async () => {
    const one = await slot('2031-06-03T10:00', 'Talks <now>');
    const many = await slot('2031-06-04T10:00', 'Talks <now>', { capacity: 3 });
    const [own, taken] = [
      await slot('2031-06-05T10:00', 'Talks <now>'),
      await slot('2031-06-06T10:00', 'Talks <now>'),
    ];
    const late = await slot('2031-06-08T22:30', 'Talks <now>');
    const { id: booking } = await book(ada, own.id);
    for (const each of [many, taken]) await book(ben, each.id);
    const { html } = await visitor.get('/calendar?date=2031-06-04&timezone=Europe/Madrid');
    expect(html).not.toMatch(/ style=|<now>/);
    const words = wordsOf(html);
    expect(words).toContain('Monday 2 June to Sunday, 8 June 2031 By the clock of Madrid (GMT+2).');
    expect(words).toContain('Monday 2 June Nothing on this day. Tuesday 3 June 12:00 – 13:00 Talks <now> Free');
    expect(wordsOf(itemOf(html, many.id))).toMatch(/^12:00 – 13:00 Talks <now> 2 of 3 free Book/);
    expect(wordsOf(itemOf(html, taken.id))).toBe('12:00 – 13:00 Talks <now> Taken');
    expect(wordsOf(itemOf(html, own.id))).toContain('Yours Your booking Cancel');
    expect(itemOf(html, own.id)).toContain(`href="/bookings/${booking}"`);
    expect(itemOf(html, one.id)).toContain('fill="#2563eb"');
    expect([one, many, own, taken, late].map(({ id }) => stateOf(html, id))).toEqual([
      ...['free', 'free', 'mine', 'taken'],
      undefined,
    ]);
    const utc = await visitor.get('/calendar?date=2031-06-04&timezone=UTC');
    expect(stateOf(utc.html, late.id)).toBe('free');
    expect(wordsOf(utc.html)).not.toContain('Ben');
  });

  it('shows one day of it on phones, and the way to the others with what is free there', async () => {
    const { html } = await visitor.get('/calendar?date=2031-06-04&timezone=UTC');
    expect(html.match(/<section class="chosen" aria-labelledby="day-2031-06-04"/g)).toHaveLength(1);
    const strip = /<nav class="strip".*?<\/nav>/s.exec(html)![0];
    const [mon, tue, wed] = ['Mon 2 no free time', 'Tue 3 1 free time', 'Wed 4 1 free time'];
    expect(wordsOf(strip)).toContain(`${mon} ${tue} ${wed} Thu 5 no free time`);
    expect(strip).toMatch(/href="\/calendar\?date=2031-06-04" aria-current="true"/);
  });

  it('leads to the weeks before and after and to today, and keeps the filters', async () => {
    const { html } = await visitor.get('/calendar?date=2031-06-04&category=Talks+%3Cnow%3E&free=true');
    const kept = '&amp;category=Talks\\+%3Cnow%3E&amp;free=true"';
    expect(html).toMatch(new RegExp(`href="/calendar\\?date=2031-05-28${kept} rel="prev"`));
    expect(html).toMatch(new RegExp(`href="/calendar\\?date=2031-06-11${kept} rel="next"`));
    const today = here.clock.now().toISOString().slice(0, 10);
    expect(html).toMatch(new RegExp(`href="/calendar\\?date=${today}${kept}>Today`));
    expect(html).toContain('<option value="Talks &lt;now>" selected>');
    expect(html).toMatch(/<input type="checkbox" id="field-free" name="free" value="true" checked/);
  });

  it('filters by category and by what is free, and passes over what says nothing', async () => {
    const [free, taken, other] = [
      await slot('2031-06-10T10:00', 'Talks <now>'),
      await slot('2031-06-10T12:00', 'Talks <now>'),
      await slot('2031-06-10T14:00', 'Swims'),
    ];
    await book(ben, taken.id);
    const shown = async (query: string) => {
      const { html } = await visitor.get(`/calendar?date=2031-06-10&${query}`);
      return [free, taken, other].map(({ id }) => stateOf(html, id) ?? '-');
    };
    expect(await shown('category=&free=')).toEqual(['free', 'taken', 'free']);
    expect(await shown('category=talks+%3Cnow%3E')).toEqual(['free', 'taken', '-']);
    expect(await shown('free=true')).toEqual(['free', '-', 'free']);
    expect(await shown('category=Swims&free=true')).toEqual(['-', '-', 'free']);
    expect(await shown('category=Nothing')).toEqual(['-', '-', '-']);
    const today = await visitor.get('/calendar?date=31.2.2031&timezone=Nowhere&category=%22%3E%3Cscript%3E');
    expect([today.status, today.html.includes('"><script>')]).toEqual([200, false]);
  });

  it('books by a form that comes from it alone, and leads to the booking', async () => {
    const { id } = await slot('2031-06-17T10:00', 'Swims');
    const path = '/calendar?date=2031-06-17';
    expect((await visitor.submit(path, { time_slot: String(id) })).status).toBe(403);
    const page = await visitor.get(path);
    const foreign = { headers: { origin: 'https://elsewhere.example' } };
    expect((await visitor.submit(path, { time_slot: String(id) }, page, foreign)).status).toBe(403);
    expect(stateOf((await visitor.get(path)).html, id)).toBe('free');
    const sent = await visitor.submit(path, { time_slot: String(id) }, page);
    const { results } = (await ada.http.get('/api/v1/bookings?page_size=100')).body;
    const booking = results.find(({ time_slot: of }: { time_slot: { id: number } }) => of.id === id);
    expect([booking.kind, booking.status]).toEqual(['slot', 'confirmed']);
    expect(seenOf(sent)).toEqual([303, `/bookings/${booking.id}?done=slot`]);
    expect(wordsOf((await visitor.get(sent.location!)).html)).toMatch(/Swims Booked: this time is yours\./);
    expect(stateOf((await visitor.get(path)).html, id)).toBe('mine');
  });

  it('says beside a slot that it was taken, and what is free; what was chosen stays', async () => {
    const [taken, free] = [await slot('2031-06-24T10:00', 'Walks'), await slot('2031-07-02T15:00', 'Walks')];
    await book(ben, taken.id);
    const fields = { time_slot: String(taken.id) };
    const path = '/calendar?date=2031-06-25&category=Walks';
    const refused = await press(path, { ...fields, timezone: 'Europe/Madrid' });
    expect(refused.status).toBe(409);
    expect(wordsOf(itemOf(refused.html, taken.id))).toBe(
      '12:00 – 13:00 Walks Taken This time is not free. Free instead: Wednesday 2 July, 17:00',
    );
    const instead = `/calendar?date=2031-07-02&amp;category=Walks#slot-${free.id}`;
    expect(refused.html).toContain(`<a href="${instead}">`);
    expect(refused.html).toContain('<option value="Walks" selected>');
    expect(refused.html).toContain('<section class="chosen" aria-labelledby="day-2031-06-24"');
    const hidden = await press(`${path}&free=true`, fields);
    expect([hidden.status, itemOf(hidden.html, taken.id)]).toEqual([409, '']);
    expect(wordsOf(hidden.html)).toContain('This time is not free. Free instead: Wednesday 2 July, 15:00');
  });

  it('refuses what one has already, and what is nothing', async () => {
    const { id } = await slot('2031-07-08T10:00', 'Swims');
    const path = '/calendar?date=2031-07-08';
    await book(ada, id);
    const again = await press(path, { time_slot: String(id) });
    expect([again.status, stateOf(again.html, id)]).toEqual([409, 'mine']);
    expect(wordsOf(itemOf(again.html, id))).toContain('You have booked this already');
    for (const time_slot of ['', 'x', '999999999']) {
      const { status, html } = await press(path, { time_slot });
      expect([status, html.includes('id="refused"')]).toEqual([400, true]);
    }
  });

  it('cancels one’s own, asked again before, and nobody else’s', async () => {
    const { id } = await slot('2031-07-15T10:00', 'Swims');
    const path = '/calendar?date=2031-07-15';
    const other = await slot('2031-07-16T10:00', 'Swims');
    const [own, foreign] = [await book(ada, id), await book(ben, other.id)];
    expect(itemOf((await visitor.get(path)).html, id)).toMatch(/<details><summary[^>]*>Cancel</);
    expect((await press(path, { booking: String(foreign.id) })).status).toBe(404);
    const sent = await press(path, { booking: String(own.id) });
    expect(seenOf(sent)).toEqual([303, `${path}&done=cancelled`]);
    const { html } = await visitor.get(sent.location!);
    expect([wordsOf(html).includes('The booking is cancelled'), stateOf(html, id)]).toEqual([true, 'free']);
    const again = await press(path, { booking: String(own.id) });
    expect([again.status, wordsOf(again.html)]).toEqual([
      409,
      expect.stringContaining('That cannot be done any more.'),
    ]);
  });

  it('says where the next free time is after a week without one', async () => {
    const [taken, next] = [await slot('2031-08-05T10:00', 'Reads'), await slot('2031-08-20T10:00', 'Reads')];
    await book(ben, taken.id);
    const wordsAt = async (date: string) =>
      wordsOf((await visitor.get(`/calendar?date=${date}&category=Reads&timezone=UTC`)).html);
    expect(await wordsAt('2031-07-29')).toContain(
      'There is no time in this week. Next free time: Wednesday 20 August, 10:00',
    );
    expect(await wordsAt('2031-08-05')).toContain(
      'No time of this week is free. Next free time: Wednesday 20 August, 10:00',
    );
    expect(await wordsAt('2031-08-20')).not.toContain('Next free time');
    expect(await wordsAt('2031-08-27')).toContain('There is no free time later on either.');
    const { html } = await visitor.get('/calendar?date=2031-08-06&category=Reads');
    expect(html).toContain(`href="/calendar?date=2031-08-20&amp;category=Reads#slot-${next.id}"`);
  });

  it.each(['de', 'es', 'fr'])('speaks %s', async (lang) => {
    const { id } = await slot(`2031-09-0${{ de: 2, es: 3, fr: 4 }[lang]!}T10:00`, 'Sings');
    const words = { de: 'Sings Frei Buchen', es: 'Sings Libre Reservar', fr: 'Sings Libre Réserver' }[lang]!;
    const someone = await signedIn(ben);
    const { html } = await someone.get(`/calendar?date=2031-09-03&lang=${lang}`);
    expect(wordsOf(itemOf(html, id))).toContain(words);
  });

  it('shows more of a week than the API shows at once', async () => {
    await slot('2031-10-07T10:00', 'Sings');
    await plantSlots(here.db, 120);
    const { html } = await visitor.get('/calendar?date=2031-10-07');
    expect(html.match(/<li id="slot-/g)).toHaveLength(121);
    expect(html).toMatch(/2031-10-07T12:00:00\.000Z/);
  });
});
