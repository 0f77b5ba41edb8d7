import { eventually } from '../../support/eventually.js';
import { EVENT_TYPES, newEventType, publishType } from '../../support/event-types.js';
import type { Person } from '../../support/people.js';
import { world, type World } from '../../support/world.js';

let w: World;
beforeAll(async () => void (w = await world()));
afterAll(() => w?.close());

const STANDARD = [
  { hours_before: 168, percent: 100 },
  { hours_before: 24, percent: 50 },
];
const slugOf = async (person: Person) => (await person.http.get('/api/v1/users/me')).body.slug as string;
const refused = async (person: Person, body: Record<string, unknown>) => {
  const { status, body: answer } = await person.http.post(EVENT_TYPES, newEventType(body));
  return [status, answer.code, Object.keys(answer.field_errors ?? {})];
};

describe('event types', () => {
  it('are made of a name and a duration, everything else by default', async () => {
    const owner = await w.signUp();
    const slug = await slugOf(owner);
    const made = await owner.http.post(EVENT_TYPES, { name: 'Straße & Café: 30′', duration: 30 });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: made.body.id,
      organizer_slug: slug,
      slug: 'strasse-cafe-30',
      public_url: `http://localhost:8000/${slug}/strasse-cafe-30`,
      name: 'Straße & Café: 30′',
      description: '',
      duration: 30,
      duration_options: [],
      slot_interval: 30,
      buffer_before: 0,
      buffer_after: 0,
      minimum_notice: 0,
      cancellation_notice: 0,
      booking_window_type: 'days',
      booking_window_days: 60,
      booking_window_start: null,
      booking_window_end: null,
      max_bookings_per_day: null,
      max_bookings_per_week: null,
      max_attendees: 1,
      location_type: 'custom',
      location: '',
      requires_confirmation: false,
      price: '0.00',
      currency: 'USD',
      refund_policy: STANDARD,
      is_active: true,
      is_public: true,
      color: '#2563eb',
      custom_questions: [],
      created_at: w.clock.now().toISOString(),
      updated_at: w.clock.now().toISOString(),
    });
    expect((await owner.http.get(`${EVENT_TYPES}/${made.body.id}`)).body).toEqual(made.body);
    expect((await owner.http.get(`${EVENT_TYPES}/`)).body).toMatchObject({ count: 1, results: [made.body] });
    expect((await owner.http.get('/api/events/event-types')).body).toEqual([made.body]);
  });

  it('keep all that is sent, and take back the body that was read', async () => {
    const owner = await w.signUp();
    const sent = {
      name: 'Yoga',
      slug: 'yoga-for-all',
      description: 'Bring a mat.\nAnd water.',
      duration: 60,
      duration_options: [30, 60, 90],
      slot_interval: 15,
      buffer_before: 5,
      buffer_after: 10,
      minimum_notice: 120,
      cancellation_notice: 1_440,
      booking_window_type: 'range',
      booking_window_days: 14,
      booking_window_start: '2035-01-01',
      booking_window_end: '2035-12-31',
      max_bookings_per_day: 3,
      max_bookings_per_week: 9,
      max_attendees: 12,
      location_type: 'in_person',
      location: 'Room 2',
      requires_confirmation: true,
      price: '12.50',
      currency: 'EUR',
      refund_policy: [{ hours_before: 48, percent: 80 }],
      is_active: false,
      is_public: false,
      color: '#ff00aa',
      custom_questions: [
        { key: 'level', label: 'How long?', type: 'select', required: true, options: ['New', 'Years'] },
        { key: 'note', label: 'Anything else?', type: 'textarea', required: false, options: [] },
      ],
    };
    const { body } = await owner.http.post(EVENT_TYPES, sent);
    expect(body).toMatchObject(sent);
    const { id, ...read } = body;
    w.clock.tick();
    const again = await owner.http.put(`${EVENT_TYPES}/${id}`, read);
    expect(again).toMatchObject({ status: 200, body: { ...body, updated_at: w.clock.now().toISOString() } });
  });

  it('take the interval of the duration until it is set, and again once it is null', async () => {
    const owner = await w.signUp();
    const { id } = await publishType(owner, { duration: 20 });
    const change = async (body: object) => {
      const { body: changed } = await owner.http.patch(`${EVENT_TYPES}/${id}`, body);
      return [changed.duration, changed.slot_interval];
    };
    expect(await change({ duration: 45 })).toEqual([45, 45]);
    expect(await change({ slot_interval: 15 })).toEqual([45, 15]);
    expect(await change({ duration: 60 })).toEqual([60, 15]);
    expect(await change({ slot_interval: null })).toEqual([60, 60]);
  });

  it('have the window of what is sent at first, and later only of what is sent', async () => {
    const owner = await w.signUp();
    const ranged = await publishType(owner, { booking_window_end: '2035-02-01' });
    expect(ranged.booking_window_type).toBe('range');
    const { id } = await publishType(owner);
    const { body } = await owner.http.patch(`${EVENT_TYPES}/${id}`, { booking_window_start: '2035-02-01' });
    expect(body).toMatchObject({ booking_window_type: 'days', booking_window_start: '2035-02-01' });
    const later = await owner.http.patch(`${EVENT_TYPES}/${id}`, { booking_window_type: 'business_days' });
    expect(later.body).toMatchObject({
      booking_window_type: 'business_days',
      booking_window_start: '2035-02-01',
      booking_window_days: 60,
    });
  });

  it('number a slug that is made of the name, and refuse one that is sent and taken', async () => {
    const [owner, other] = [await w.signUp(), await w.signUp()];
    const named = async (name: string) =>
      (await owner.http.post(EVENT_TYPES, { name, duration: 15 })).body.slug as string;
    expect([await named('Intro'), await named('INTRO!'), await named('Intro')]).toEqual([
      'intro',
      'intro-2',
      'intro-3',
    ]);
    expect(await named('日本')).toBe('meeting');
    expect([await named('x'.repeat(100)), await named('x'.repeat(100))]).toEqual([
      'x'.repeat(60),
      `${'x'.repeat(58)}-2`,
    ]);
    const taken = await owner.http.post(EVENT_TYPES, { name: 'Other', slug: 'intro-2', duration: 15 });
    expect([taken.status, taken.body.code, Object.keys(taken.body.field_errors)]).toEqual([
      409,
      'SLUG_TAKEN',
      ['slug'],
    ]);
    expect((await publishType(other, { slug: 'intro-2' })).slug).toBe('intro-2');
    const { id } = await publishType(owner);
    const moved = await owner.http.patch(`${EVENT_TYPES}/${id}`, { slug: 'intro' });
    expect([moved.status, moved.body.code]).toEqual([409, 'SLUG_TAKEN']);
    expect((await owner.http.patch(`${EVENT_TYPES}/${id}`, { slug: 'intro-4' })).body.slug).toBe('intro-4');
  });

  it('get slugs of their own when many of one name are made at once', async () => {
    const owner = await w.signUp();
    const made = await Promise.all(
      Array.from({ length: 4 }, () => owner.http.post(EVENT_TYPES, { name: 'Rush', duration: 15 })),
    );
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(made.map(({ body }) => body.slug).sort()).toEqual(['rush', 'rush-2', 'rush-3', 'rush-4']);
  });

  it.each<[Record<string, unknown>, string[]]>([
    [{ name: ' ' }, ['name']],
    [{ duration: undefined }, ['duration']],
    [{ duration: 0 }, ['duration']],
    [{ duration: 1_441 }, ['duration']],
    [{ duration: 30.5 }, ['duration']],
    [{ duration: 'long' }, ['duration']],
    [{ duration_options: [15, 60] }, ['duration_options']],
    [{ duration_options: Array.from({ length: 11 }, (_, n) => 30 + n) }, ['duration_options']],
    [{ duration_options: [30, 0] }, ['duration_options.1']],
    [{ slot_interval: 0 }, ['slot_interval']],
    [{ buffer_before: -1 }, ['buffer_before']],
    [{ buffer_after: 'ten' }, ['buffer_after']],
    [{ minimum_notice: -1 }, ['minimum_notice']],
    [{ cancellation_notice: 1.5 }, ['cancellation_notice']],
    [{ booking_window_type: 'always' }, ['booking_window_type']],
    [{ booking_window_days: -1 }, ['booking_window_days']],
    [{ booking_window_start: '2035-02-30' }, ['booking_window_start']],
    [{ booking_window_start: '2035-02-02', booking_window_end: '2035-02-01' }, ['booking_window_end']],
    [{ max_bookings_per_day: 0 }, ['max_bookings_per_day']],
    [{ max_bookings_per_week: 0 }, ['max_bookings_per_week']],
    [{ max_attendees: 0 }, ['max_attendees']],
    [{ max_attendees: null }, ['max_attendees']],
    [{ location_type: 'moon' }, ['location_type']],
    [{ price: '-1.00' }, ['price']],
    [{ price: '1.005' }, ['price']],
    [{ price: '1.50', currency: 'JPY' }, ['price']],
    [{ currency: 'DOLLAR' }, ['currency']],
    [{ currency: 'XXZ' }, ['currency']],
    [{ color: 'red' }, ['color']],
    [{ slug: 'No Slug' }, ['slug']],
    [{ is_active: 'perhaps' }, ['is_active']],
    [{ refund_policy: [{ hours_before: 1, percent: 101 }] }, ['refund_policy.0.percent']],
    [
      {
        refund_policy: [
          { hours_before: 1, percent: 10 },
          { hours_before: 2, percent: 20 },
        ],
      },
      ['refund_policy'],
    ],
    [{ custom_questions: [{ key: 'a', label: 'A', type: 'date' }] }, ['custom_questions.0.type']],
    [{ custom_questions: [{ key: '1st', label: 'A', type: 'text' }] }, ['custom_questions.0.key']],
    [{ custom_questions: [{ key: 'a', type: 'text' }] }, ['custom_questions.0.label']],
    [{ custom_questions: [{ key: 'a', label: 'A', type: 'select' }] }, ['custom_questions']],
    [
      {
        custom_questions: [
          { key: 'a', label: 'A', type: 'text' },
          { key: 'a', label: 'B', type: 'text' },
        ],
      },
      ['custom_questions'],
    ],
    [{ duration: 0, color: 'red', booking_window_days: 'x' }, ['duration', 'booking_window_days', 'color']],
  ])('refuse %j', async (body, fields) => {
    const owner = await w.signUp();
    expect(await refused(owner, body)).toEqual([400, 'VALIDATION_ERROR', fields]);
    expect((await owner.http.get(EVENT_TYPES)).body.count).toBe(0);
  });

  it('refuse a change that would not hold with what is kept', async () => {
    const owner = await w.signUp();
    const type = await publishType(owner, { duration_options: [30, 60], booking_window_end: '2035-02-01' });
    const change = async (body: object) => {
      const answer = await owner.http.patch(`${EVENT_TYPES}/${type.id}`, body);
      return [answer.status, Object.keys(answer.body.field_errors ?? {})];
    };
    expect(await change({ duration: 45 })).toEqual([400, ['duration']]);
    expect(await change({ booking_window_start: '2035-02-02' })).toEqual([400, ['booking_window_start']]);
    expect(await change({ duration: 45, duration_options: [] })).toEqual([200, []]);
  });

  it('are nobody else’s business', async () => {
    const [owner, stranger, admin] = [await w.signUp(), await w.signUp(), await w.admin()];
    const { id } = await publishType(owner);
    for (const { http } of [stranger, admin]) {
      const answers = [
        await http.get(`${EVENT_TYPES}/${id}`),
        await http.put(`${EVENT_TYPES}/${id}`, { name: 'Mine' }),
        await http.patch(`${EVENT_TYPES}/${id}`, { name: 'Mine' }),
        await http.delete(`${EVENT_TYPES}/${id}`),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
      expect((await http.get(EVENT_TYPES)).body.count).toBe(0);
    }
    expect((await w.http().get(EVENT_TYPES)).status).toBe(401);
  });

  it('are gone once deleted, and their slug is free again', async () => {
    const owner = await w.signUp();
    const { id, slug } = await publishType(owner);
    expect((await owner.http.delete(`${EVENT_TYPES}/${id}`)).status).toBe(204);
    expect((await owner.http.delete(`${EVENT_TYPES}/${id}`)).status).toBe(404);
    expect((await owner.http.get(`${EVENT_TYPES}/${id}`)).status).toBe(404);
    expect((await owner.http.patch(`${EVENT_TYPES}/${id}`, { name: 'Again' })).status).toBe(404);
    expect((await owner.http.get(EVENT_TYPES)).body.count).toBe(0);
    expect((await publishType(owner, { slug })).slug).toBe(slug);
  });

  it('are listed by name, duration and whether they are active', async () => {
    const owner = await w.signUp();
    const long = await publishType(owner, { name: 'A', duration: 90 });
    const short = await publishType(owner, { name: 'B', duration: 10, is_active: false });
    const ids = async (query: string) =>
      (await owner.http.get(`${EVENT_TYPES}?${query}`)).body.results.map(({ id }: { id: number }) => id);
    expect(await ids('ordering=duration')).toEqual([short.id, long.id]);
    expect(await ids('ordering=-name')).toEqual([short.id, long.id]);
    expect(await ids('is_active=true')).toEqual([long.id]);
    expect((await owner.http.get(`${EVENT_TYPES}?ordering=price`)).status).toBe(400);
  });

  it('are two hundred at most', async () => {
    const owner = await w.signUp();
    const { id } = await publishType(owner);
    await w.db.query(
      `INSERT INTO scheduling.event_types (owner_id, slug, name, duration, color, created_at, updated_at)
       SELECT $1, 'more-' || n, 'More', 30, '#000000', now(), now() FROM generate_series(1, 199) n`,
      [owner.id],
    );
    const more = await owner.http.post(EVENT_TYPES, newEventType());
    expect([more.status, more.body.code]).toEqual([409, 'TOO_MANY_EVENT_TYPES']);
    await owner.http.delete(`${EVENT_TYPES}/${id}`);
    expect((await owner.http.post(EVENT_TYPES, newEventType())).status).toBe(201);
  });

  it('are part of the export, and go with their owner', async () => {
    const owner = await w.signUp();
    const { id, slug } = await publishType(owner);
    const { body } = await owner.http.get('/api/v1/users/me/export');
    expect(body.event_types).toEqual([expect.objectContaining({ id, slug, duration: 30, price_cents: 0 })]);
    await owner.http.delete('/api/v1/users/me');
    await w.drainEvents();
    const left = () => w.db.query('SELECT FROM scheduling.event_types WHERE owner_id = $1', [owner.id]);
    await eventually(async () => expect(await left()).toHaveLength(0));
  });
});
