import { bodyOf, booked, offerType, openHost, startIn, type OfferedType } from '../../support/appointments.js';
import { Visitor, wordsOf, type Seen } from '../../support/visitor.js';
import { world, type Person, type World } from '../../support/world.js';

const QUESTIONS = [
  { key: 'topic', label: 'What about?', type: 'textarea', required: true, options: [] },
  { key: 'field', label: 'Field', type: 'select', required: false, options: ['Art', 'Law'] },
  { key: 'team', label: 'Team', type: 'number', required: false, options: [] },
  { key: 'agreed', label: 'Agreed', type: 'checkbox', required: true, options: [] },
];
const ANSWERS = {
  'custom_answers.topic': 'Bread & <roses>',
  'custom_answers.field': 'Law',
  'custom_answers.team': '3',
  'custom_answers.agreed': 'true',
};

const ELSEWHERE = 'https://embedder.example';

describe('the pages that strangers book on', () => {
  let here: World;
  let host: Person;
  let type: OfferedType;
  let visitor: Visitor;
  let hours = 30;
  beforeAll(async () => {
    here = await world({ EMBED_ORIGINS: `${ELSEWHERE},https://other.example` });
    host = await openHost(here, 'Europe/Madrid', { first_name: 'Olivia', last_name: 'Ortega' });
    type = await offerType(here, host, {
      description: 'To see <i>whether</i> we fit',
      cancellationNotice: 1440,
    });
  });
  beforeEach(() => void (visitor = new Visitor(here.url)));
  afterAll(() => here.close());

  const pathOf = ({ organizer_slug, event_type_slug }: OfferedType = type) =>
    `/${organizer_slug}/${event_type_slug}`;
  const nextStart = () => startIn(here, (hours += 2));
  const invitee = { invitee_name: 'Grace <b>', invitee_email: 'grace@example.com' };
  const open = (start: string, of = type) => visitor.get(`${pathOf(of)}?start_time=${start}`);
  const send = (fields: Record<string, string>, from: Seen, of = type) =>
    visitor.submit(pathOf(of), { ...invitee, ...fields }, from);
  const linksIn = (html: string, step: string) =>
    [...html.matchAll(/<a [^>]*href="([^"]*)"[^>]*data-step="(\w+)"/g)]
      .filter(([, , name]) => name === step)
      .map(([, href]) => href!.replaceAll('&amp;', '&'));
  const bookingAt = async (location: string) => {
    const token = /^\/manage\/([0-9a-f-]{36})\?done=\w+$/.exec(location)![1];
    return (await here.http().get(`/api/v1/events/booking/${token}/manage`)).body;
  };

  it('leads without a script from the host over day, time and details to the booking', async () => {
    const cards = await visitor.get(`/${type.organizer_slug}`);
    expect(cards.html).toContain(`href="${pathOf()}"`);
    const month = await visitor.get(pathOf());
    expect(month.html).toMatch(/<table aria-labelledby="month"/);
    expect(wordsOf(month.html)).toContain('To see <i>whether</i> we fit');
    expect(month.html).not.toMatch(/<i>| style=/);
    const next = await visitor.get(linksIn(month.html, 'month').at(-1)!);
    const day = await visitor.get(linksIn(next.html, 'day')[0]!);
    const times = linksIn(day.html, 'time');
    expect(times).toHaveLength(48);
    const details = await visitor.get(times.at(-1)!);
    const sent = await send({}, details);
    expect(sent.status).toBe(303);
    expect(await bookingAt(sent.location!)).toMatchObject({
      status: 'confirmed',
      start_time: new URL(times.at(-1)!, here.url).searchParams.get('start_time'),
      invitee_name: 'Grace <b>',
      invitee_timezone: 'Europe/Madrid',
    });
    expect(wordsOf((await visitor.get(sent.location!)).html)).toContain('Booked. A mail with the link');
    expect(linksIn((await visitor.get(linksIn(next.html, 'day')[0]!)).html, 'time')).toHaveLength(47);
  });

  it('is JSON for programs at the same address, and shows both sides’ times', async () => {
    expect((await here.http().get(pathOf())).body.event_type.slug).toBe(type.event_type_slug);
    const { html, headers } = await visitor.get(
      `${pathOf()}?start_time=2031-12-03T09:30:00Z&timezone=Europe/London`,
    );
    expect(wordsOf(html)).toContain('Wednesday, 3 December 2031 9:30 – 10:00, London (GMT+0)');
    expect(wordsOf(html)).toContain('10:30 for Olivia Ortega, Madrid (GMT+1)');
    expect(headers.get('vary')).toMatch(/Accept.*Accept-Language.*Cookie/);
    const { html: later } = await visitor.get(`${pathOf()}?date=2031-12-03`);
    expect(later).toContain('<option value="Europe/London" selected>');
  });

  it('has the month that a program asks for, too', async () => {
    const months = await here.http().get(`${pathOf()}?month=2031-06&duration=30&timezone=UTC`);
    const { slots } = months.body as { slots: { start_time: string }[] };
    expect([slots[0]!.start_time, slots.at(-1)!.start_time]).toEqual([
      '2031-06-01T00:00:00.000Z',
      '2031-07-31T23:30:00.000Z',
    ]);
    const far = await here
      .http()
      .get(`${pathOf()}?month=9999-12&date=9999-12-01&start_time=9999-12-01T00:00:00Z`);
    expect([far.status, Object.keys(far.body.field_errors).sort()]).toEqual([
      400,
      ['date', 'month', 'start_time'],
    ]);
  });

  it.each([
    ['de', 'Ihre Angaben', 'Diesen Termin buchen'],
    ['es', 'Sus datos', 'Reservar esta hora'],
    ['fr', 'Vos coordonnées', 'Réserver cet horaire'],
  ])('speaks %s', async (language, heading, deed) => {
    const words = wordsOf(
      (await visitor.get(`${pathOf()}?start_time=2031-12-03T09:30:00Z&lang=${language}`)).html,
    );
    expect(words).toContain(heading);
    expect(words).toContain(deed);
  });

  it('asks the host’s questions, says at each what is wrong, and keeps what was typed', async () => {
    const asking = await offerType(here, host, { customQuestions: QUESTIONS as never });
    const start = nextStart();
    const page = await open(start, asking);
    const refused = await send(
      { invitee_email: 'no', 'custom_answers.topic': 'Bread & <roses>', 'custom_answers.team': 'few' },
      page,
      asking,
    );
    expect(refused.status).toBe(400);
    expect(refused.html).toContain('value="Grace &lt;b>"');
    expect(refused.html).toContain('Bread &amp; &lt;roses></textarea>');
    expect(refused.html).toContain('href="#field-invitee_email"');
    const answered = { 'custom_answers.topic': 'Bread', 'custom_answers.team': 'few' };
    const again = await send(answered, page, asking);
    for (const name of ['custom_answers.team', 'custom_answers.agreed'])
      expect(again.html).toContain(`href="#field-${name}"`);
    expect(wordsOf(again.html)).toContain('Team: Answer with a number.');
    expect(again.html).not.toContain('href="#field-custom_answers.topic"');
    const done = await send(ANSWERS, page, asking);
    expect((await bookingAt(done.location!)).custom_answers).toEqual({
      topic: 'Bread & <roses>',
      field: 'Law',
      team: 3,
      agreed: true,
    });
  });

  it('names three free times where the wanted one was taken, and books one of them at a press', async () => {
    const start = nextStart();
    const page = await open(start);
    await booked(here.http(), type, start);
    const refused = await send({}, page);
    expect([refused.status, wordsOf(refused.html)]).toEqual([
      409,
      expect.stringContaining('This time is not free any more.'),
    ]);
    expect(refused.html).toContain('role="alert"');
    const free = [...refused.html.matchAll(/<button [^>]*name="start_time" value="([^"]+)"/g)].map(
      ([, at]) => at!,
    );
    expect(free).toHaveLength(3);
    expect(refused.html).not.toContain('type="hidden" name="start_time"');
    expect(refused.html).toContain('value="grace@example.com"');
    const done = await send({ start_time: free[0]! }, refused);
    expect((await bookingAt(done.location!)).start_time).toBe(new Date(free[0]!).toISOString());
    const late = await open(start);
    expect(wordsOf(late.html)).toContain('This time is not free any more.');
    expect(linksIn(late.html, 'time')).toHaveLength(3);
  });

  it('offers lengths, and books the one that was chosen', async () => {
    const long = await offerType(here, host, { durationOptions: [30, 60] });
    const first = await visitor.get(pathOf(long));
    expect(linksIn(first.html, 'duration')).toEqual([
      `${pathOf(long)}?duration=30`,
      `${pathOf(long)}?duration=60`,
    ]);
    const page = await visitor.get(`${pathOf(long)}?duration=60&start_time=${nextStart()}`);
    const sent = await visitor.submit(`${pathOf(long)}?duration=60`, invitee, page);
    expect((await bookingAt(sent.location!)).event_type.duration).toBe(60);
  });

  it('says what it costs before, holds the time, and then leads to paying', async () => {
    const terms = { maxAttendees: 4, priceCents: 2900, currency: 'EUR' };
    const paid = await offerType(here, host, terms);
    const page = await visitor.get(`${pathOf(paid)}?attendee_count=2&start_time=${nextStart()}`);
    expect(wordsOf(page.html)).toContain('2 seats 2 × €29.00 Total €58.00');
    expect(wordsOf(page.html)).toContain('Cancelled until 7 days before 100 % back');
    expect(wordsOf(page.html)).toContain('Book, then pay €58.00');
    const sent = await visitor.submit(`${pathOf(paid)}?attendee_count=2`, invitee, page);
    expect(sent.location).toMatch(/\?done=held$/);
    expect(await bookingAt(sent.location!)).toMatchObject({ status: 'pending', total_price: '58.00' });
  });

  it('asks where the host confirms', async () => {
    const asked = await offerType(here, host, { requiresConfirmation: true });
    const page = await open(nextStart(), asked);
    expect(wordsOf(page.html)).toContain('Ask for this time');
    const sent = await send({}, page, asked);
    expect(sent.location).toMatch(/\?done=asked$/);
    expect(wordsOf((await visitor.get(sent.location!)).html)).toContain(
      'as soon as Olivia Ortega has answered.',
    );
  });

  it('says that a session is full, and lets one wait for it', async () => {
    const group = await offerType(here, host, { maxAttendees: 1 + 1 });
    const start = nextStart();
    const page = await open(start, group);
    await booked(here.http(), group, start, { attendee_count: 2, invitee_email: 'ben@example.com' });
    const refused = await send({}, page, group);
    expect([refused.status, wordsOf(refused.html)]).toEqual([
      409,
      expect.stringContaining('This session is full.'),
    ]);
    const waiting = await send({ join_waitlist: 'true' }, await open(start, group), group);
    expect(waiting.location).toMatch(/\?done=waiting$/);
    expect(await bookingAt(waiting.location!)).toMatchObject({ status: 'waitlisted', waitlist_position: 1 });
  });

  it('leads from an empty month to the next free day', async () => {
    const busy = await openHost(here, 'UTC');
    const from = new Date(here.clock.millis() + 75 * 86_400_000).toISOString().slice(0, 10);
    const later = await offerType(here, busy, {
      bookingWindowType: 'range',
      bookingWindowStart: from,
      bookingWindowEnd: from,
    });
    const { html } = await visitor.get(pathOf(later));
    expect(wordsOf(html)).toContain('There is no free time in this month.');
    expect(linksIn(html, 'day')).toEqual([`${pathOf(later)}?date=${from}`]);
    expect(linksIn((await visitor.get(`${pathOf(later)}?date=${from}`)).html, 'time')).toHaveLength(48);
    const never = await offerType(here, busy, {
      ...{ bookingWindowType: 'range', bookingWindowStart: '2020-01-01', bookingWindowEnd: '2020-01-02' },
    });
    expect(wordsOf((await visitor.get(pathOf(never))).html)).toContain(
      'There is no free time in the next months.',
    );
  });

  it('says to hosts that they cannot book themselves', async () => {
    await visitor.submit('/login', { username: host.username, password: host.password });
    const page = await open(nextStart());
    const refused = await send({}, page);
    expect([refused.status, wordsOf(refused.html)]).toEqual([
      400,
      expect.stringContaining('you cannot book yourself.'),
    ]);
  });

  it.each<[string, Record<string, string>]>([
    ['soon', { start_time: 'soon' }],
    ['nowhere', { invitee_timezone: 'Mars/Base' }],
    ['no length', { duration: '7' }],
    ['no party', { attendee_count: '-1' }],
    ['the end of time', { start_time: '9999-12-31T23:59:00Z' }],
    ['__proto__', { 'custom_answers.__proto__': 'x', start_time: '' }],
  ])('takes no form that says %s, and shows the page again', async (_, odd) => {
    const refused = await send({ start_time: nextStart(), ...odd }, await visitor.get(pathOf()));
    expect(refused.status).toBe(400);
    expect(refused.html).toContain('<div class="booker">');
  });

  it('takes no form from elsewhere, and is no address of programs', async () => {
    const fields = { ...bodyOf(type, nextStart()), invitee_name: 'Eve' } as Record<string, string>;
    const foreign = { headers: { origin: 'https://evil.example' } };
    expect((await visitor.submit(pathOf(), fields, undefined, foreign)).status).toBe(403);
    expect((await here.http().post('/api/unknown', {})).status).toBe(404);
    expect((await visitor.submit('/nobody/here', fields)).status).toBe(404);
  });

  it('may be framed by the named origins alone, and only where it says so in its address', async () => {
    const framing = async (path: string, of = visitor) => {
      const { headers } = await of.get(path);
      const [ancestors] = /frame-ancestors [^;]*/.exec(headers.get('content-security-policy')!)!;
      return [ancestors, headers.get('x-frame-options')];
    };
    const open = [`frame-ancestors ${ELSEWHERE} https://other.example`, null];
    const closed = ["frame-ancestors 'none'", 'DENY'];
    expect(await framing(`${pathOf()}?embed=1`)).toEqual(open);
    expect(await framing(`/${type.organizer_slug}?embed=1`)).toEqual(open);
    const { access_token: token } = await booked(here.http(), type, nextStart());
    for (const path of [
      pathOf(),
      `${pathOf()}?embed=2`,
      '/login?embed=1',
      `/manage/${token}?embed=1`,
      '/?embed=1',
    ])
      expect(await framing(path)).toEqual(closed);
    const program = await here.http().get(`${pathOf()}?embed=1`);
    expect(program.headers.get('x-frame-options')).toBe('DENY');
  });

  it('knows no session in a frame, and shows there what was booked', async () => {
    const ada = await here.signUp({ first_name: 'Ada', last_name: 'Signed' });
    await visitor.submit('/login', { username: ada.username, password: ada.password });
    const start = nextStart();
    const framed = `${pathOf()}?embed=1`;
    const page = await visitor.get(`${framed}&start_time=${start}`);
    expect(page.html).not.toMatch(/Ada Signed|csrf_token|<header class="bar"/);
    expect(page.html).toContain(`action="${framed}"`);
    const sent = await visitor.submit(framed, { ...invitee, start_time: start }, page);
    expect([sent.status, sent.headers.get('x-frame-options')]).toEqual([200, null]);
    const [, token] = /href="\/manage\/([0-9a-f-]{36})" target="_blank"/.exec(sent.html)!;
    const { body } = await here.http().get(`/api/v1/events/booking/${token}/manage`);
    const { status } = await ada.http.get(`/api/v1/bookings/${body.id}`);
    expect([body.status, body.start_time, status]).toEqual(['confirmed', start, 404]);
    expect(linksIn((await visitor.get(framed)).html, 'day')[0]).toContain('embed=1');
  });

  it('is framed by a script that is kept for an hour', async () => {
    const { status, headers, html } = await visitor.get('/embed.js');
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=3600']);
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(html).toContain('convoke:height');
  });

  it('lists what can be booked with length and price, but no address that runs', async () => {
    const owner = await openHost(here, 'UTC', { first_name: 'Eve <b>', last_name: 'X' });
    await owner.http.patch('/api/v1/users/me', { website: 'https://eve.example/?a=1&b=2', bio: 'One\nTwo' });
    const listed = await offerType(here, owner, {
      priceCents: 950,
      durationOptions: [30, 90],
      locationType: 'phone',
    });
    const seen = await visitor.get(`/${listed.organizer_slug}`);
    expect(wordsOf(seen.html)).toContain('30 min, 1 h 30 min $9.50 Phone call');
    expect(seen.html).toContain('href="https://eve.example/?a=1&amp;b=2" rel="noopener nofollow"');
    expect(seen.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=900');
    expect(seen.html).not.toMatch(/<b>| style=/);
  });
});
