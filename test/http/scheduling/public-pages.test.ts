import { bookable, slugOf } from '../../support/bookable.js';
import { EVENT_TYPES, publishType } from '../../support/event-types.js';
import { signIn } from '../../support/people.js';
import { world, type World } from '../../support/world.js';

const DAY = 86_400_000;
const SHARED = 'public, max-age=0, s-maxage=900';
const VARY = 'Accept, Accept-Language, Cookie';

let w: World;
let made = 0;
beforeAll(async () => void (w = await world()));
afterAll(() => w?.close());

const page = (path: string, headers: Record<string, string> = {}) => w.http().get(path, { headers });
/** Where a 304 is expected, which no document declares. */
const known = (path: string, etag: string) =>
  w
    .http()
    .unchecked()
    .get(path, { headers: { 'if-none-match': etag } });
const statusOf = async (path: string) => (await page(path)).status;
const unique = () => `page-${++made}`;

describe('the page of an organizer', () => {
  it('says who it is and what can be booked, to everybody', async () => {
    const owner = await w.signUp({ timezone: 'Europe/Berlin', first_name: 'Ada', last_name: 'Lovelace' });
    const slug = await slugOf(w.db, owner);
    const about = { bio: 'Writes programs.', website: 'https://example.org', organization: 'Engines' };
    await owner.http.patch('/api/v1/users/me', about);
    const type = await publishType(owner, {
      ...{ description: 'Hello', duration_options: [30, 60], price: '9.50', currency: 'EUR', max_attendees: 4 },
      ...{ location_type: 'video', location: 'https://secret.example.org', requires_confirmation: true },
    });
    await publishType(owner, { is_active: false });
    await publishType(owner, { is_public: false });
    const answer = await page(`/${slug}`);
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body).toEqual({
      organizer: { slug, full_name: 'Ada Lovelace', ...about, avatar: null, timezone: 'Europe/Berlin' },
      event_types: [
        {
          id: type.id,
          slug: type.slug,
          name: type.name,
          description: 'Hello',
          duration: 30,
          duration_options: [30, 60],
          price: '9.50',
          currency: 'EUR',
          max_attendees: 4,
          location_type: 'video',
          color: '#2563eb',
          requires_confirmation: true,
          booking_url: type.public_url,
        },
      ],
    });
    expect((await page(`/${slug}/`)).body).toEqual(answer.body);
  });

  it('is kept by caches for strangers, and by none where a cookie of ours comes along', async () => {
    const owner = await w.signUp();
    await publishType(owner);
    const path = `/${await slugOf(w.db, owner)}`;
    const first = await page(path);
    expect(first.headers.get('cache-control')).toBe(SHARED);
    expect(first.headers.get('vary')).toContain(VARY);
    const etag = first.headers.get('etag')!;
    const again = await known(path, etag);
    expect([again.status, again.body, again.headers.get('cache-control')]).toEqual([304, '', SHARED]);
    for (const cookie of ['sessionid=dead', 'csrftoken=one', 'other=1; csrftoken=one'])
      expect((await page(path, { cookie })).headers.get('cache-control')).toBe('private, no-store');
    expect((await page(path, { cookie: 'other=1' })).headers.get('cache-control')).toBe(SHARED);
    await publishType(owner);
    const changed = await known(path, etag);
    expect([changed.status, changed.body.event_types.length]).toEqual([200, 2]);
  });

  it('is not there for who offers nothing, is suspended, erased or never was', async () => {
    const [admin, attendee, organizer, host] = [
      await w.admin(),
      await w.signUp(),
      await w.signUpAs('organizer'),
      await w.signUp(),
    ];
    await publishType(host, { is_public: false });
    const pages = await Promise.all([attendee, organizer, host].map((each) => slugOf(w.db, each)));
    expect(await Promise.all(pages.map((slug) => statusOf(`/${slug}`)))).toEqual([404, 200, 200]);
    const setStatus = (status: string) => admin.http.patch(`/api/v1/admin/users/${host.id}`, { status });
    await setStatus('suspended');
    const refused = await page(`/${pages[2]}`);
    expect([refused.status, refused.body.code, refused.headers.get('cache-control')]).toEqual([
      404,
      'NOT_FOUND',
      'no-store',
    ]);
    await setStatus('active');
    expect(await statusOf(`/${pages[2]}`)).toBe(200);
    for (const path of ['/nobody-at-all', '/No.Slug', '/%00', '/favicon.ico', `/${pages[2]}/a/b`])
      expect(await statusOf(path)).toBeGreaterThanOrEqual(400);
  });

  it('takes no address that the server answers itself', async () => {
    expect((await page('/health')).body).toHaveProperty('status');
    expect((await page('/api')).body).not.toHaveProperty('organizer');
    expect((await w.http().post('/nobody-at-all', {})).status).toBe(404);
  });

  it('moves with the slug, and is found under the old one for 90 days', async () => {
    const [owner, other] = [await w.signUp(), await w.signUp()];
    const { slug: typeSlug } = await publishType(owner);
    const [old, present] = [unique(), unique()];
    for (const slug of [old, present]) await owner.http.patch('/api/v1/users/me', { slug });
    const moved = await page(`/${old}?embed=1`);
    expect([moved.status, moved.headers.get('location'), moved.headers.get('cache-control')]).toEqual([
      302,
      `/${present}?embed=1`,
      'no-cache',
    ]);
    expect((await page(`/${old}/${typeSlug}`)).headers.get('location')).toBe(`/${present}/${typeSlug}`);
    expect((await page(`/${present.toUpperCase()}`)).headers.get('location')).toBe(`/${present}`);
    w.clock.advance(90 * DAY);
    expect(await statusOf(`/${old}`)).toBe(404);
    const later = await signIn(w.http(), other.username);
    await later.http.patch('/api/v1/users/me', { slug: old });
    await publishType(later);
    expect((await page(`/${old}`)).body.organizer.slug).toBe(old);
    w.clock.reset();
  });
});

describe('the page of an event type', () => {
  const WEEK = 'start_date=2035-03-05&end_date=2035-03-09';

  it('says what it is and when it is free, as the list of free starts does', async () => {
    const { host, slug } = await bookable(w);
    const question = { key: 'topic', label: 'What about?', type: 'text', required: true, options: [] };
    const type = await publishType(host, {
      ...{ location: 'Room 2', location_type: 'in_person', minimum_notice: 60, cancellation_notice: 120 },
      ...{ booking_window_type: 'unlimited', custom_questions: [question] },
    });
    const path = `${slug}/${type.slug}?${WEEK}&timezone=Asia/Tokyo`;
    const [shown, listed] = [await page(`/${path}`), await page(`/api/v1/events/slots/${path}`)];
    expect(shown.status).toBe(200);
    expect(shown.body.slots).toHaveLength(30);
    expect(shown.body.slots).toEqual(listed.body.slots);
    expect(Object.keys(shown.body)).toEqual(['organizer', 'event_type', 'timezone', 'slots', 'meta']);
    expect(shown.body.organizer).toEqual(listed.body.organizer);
    expect(shown.body.event_type).toEqual({
      id: type.id,
      slug: type.slug,
      name: type.name,
      description: '',
      duration: 30,
      duration_options: [],
      price: '0.00',
      currency: 'USD',
      max_attendees: 1,
      location_type: 'in_person',
      color: '#2563eb',
      requires_confirmation: false,
      booking_url: type.public_url,
      custom_questions: [question],
      minimum_notice: 60,
      cancellation_notice: 120,
      refund_policy: [
        { hours_before: 168, percent: 100 },
        { hours_before: 24, percent: 50 },
      ],
    });
    expect([shown.headers.get('cache-control'), shown.headers.get('vary')]).toEqual([
      'no-cache',
      expect.stringContaining(VARY),
    ]);
    const again = await known(`/${path}`, shown.headers.get('etag')!);
    expect(again.status).toBe(304);
  });

  it('takes and refuses what the list of free starts does', async () => {
    const { slug, typeSlug } = await bookable(w);
    const explained = await page(`/${slug}/${typeSlug}?explain=2035-03-04T10:00:00Z`);
    expect(explained.body.explain).toMatchObject({ offered: false, reason: 'OUTSIDE_RULES' });
    const refused = await page(`/${slug}/${typeSlug}?timezone=Mars/Base&duration=45`);
    expect([refused.status, Object.keys(refused.body.field_errors)]).toEqual([400, ['timezone']]);
  });

  it('opens by its link alone where it is not public, and not at all where it is not active', async () => {
    const owner = await w.signUp();
    const slug = await slugOf(w.db, owner);
    const hidden = await publishType(owner, { is_public: false });
    expect(await statusOf(`/${slug}/${hidden.slug}`)).toBe(200);
    await owner.http.patch(`${EVENT_TYPES}/${hidden.id}`, { is_active: false });
    expect(await statusOf(`/${slug}/${hidden.slug}`)).toBe(404);
    await owner.http.patch(`${EVENT_TYPES}/${hidden.id}`, { is_active: true });
    await owner.http.delete(`${EVENT_TYPES}/${hidden.id}`);
    expect(await statusOf(`/${slug}/${hidden.slug}`)).toBe(404);
    expect(await statusOf(`/${slug}/never-was`)).toBe(404);
  });

  it('moves with its slug, unless another type takes the old one', async () => {
    const owner = await w.signUp();
    const slug = await slugOf(w.db, owner);
    const type = await publishType(owner, { name: 'Old name', slug: 'old-name' });
    await owner.http.patch(`${EVENT_TYPES}/${type.id}`, { slug: 'new-name' });
    const moved = await page(`/${slug}/old-name?${WEEK}`);
    expect([moved.status, moved.headers.get('location')]).toEqual([302, `/${slug}/new-name?${WEEK}`]);
    const { body } = await owner.http.post(EVENT_TYPES, { name: 'Old name', duration: 15 });
    expect(body.slug).toBe('old-name-2');
    const taking = await publishType(owner, { slug: 'old-name' });
    expect((await page(`/${slug}/old-name`)).body.event_type.id).toBe(taking.id);
    await owner.http.patch(`${EVENT_TYPES}/${taking.id}`, { slug: 'elsewhere' });
    expect((await page(`/${slug}/old-name`)).headers.get('location')).toBe(`/${slug}/elsewhere`);
  });
});

describe('pages', () => {
  it('count against a limit of their own, 304 included', async () => {
    const limited = await world({ RATE_LIMITS_ENABLED: 'true', RATE_LIMIT_PAGE: '3/hour' });
    const { slug, typeSlug } = await bookable(limited, {}, 'UTC');
    const ask = async (path: string, headers = {}) => limited.http().unchecked().get(path, { headers });
    const first = await ask(`/${slug}`);
    expect(first.headers.get('x-ratelimit-limit')).toBe('3');
    const etag = first.headers.get('etag')!;
    expect((await ask(`/${slug}`, { 'if-none-match': etag })).status).toBe(304);
    expect((await ask(`/${slug}/${typeSlug}`)).status).toBe(200);
    expect((await ask(`/${slug}`)).status).toBe(429);
    expect((await ask('/api/v1/events')).status).toBe(200);
    await limited.close();
  });
});
