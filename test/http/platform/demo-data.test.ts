import { createDemoData } from '../../../src/demo-data.js';
import { SCHEDULING_INVARIANTS } from '../../../src/scheduling/scheduling.invariants.js';
import { brokenInvariants } from '../../support/invariants.js';
import { PASSWORD, signUpAs } from '../../support/people.js';
import { world, type World } from '../../support/world.js';

let here: World;
beforeAll(async () => void (here = await world({ NODE_ENV: 'development' })));
afterAll(() => here?.close());

const counts = async () =>
  (
    await here.db.query(
      `SELECT (SELECT count(*) FROM identity.accounts) AS people,
         (SELECT count(*) FROM scheduling.event_types) AS types,
         (SELECT count(*) FROM collaboration.events) AS events,
         (SELECT count(*) FROM booking.bookings) AS bookings,
         (SELECT count(*) FROM scheduling.appointments) AS appointments,
         (SELECT count(*) FROM scheduling.meetings) AS meetings,
         (SELECT count(*) FROM collaboration.reviews) AS reviews,
         (SELECT count(*) FROM booking.bookings WHERE settled_at IS NOT NULL) AS settled,
         (SELECT count(*) FROM payments.payments) AS payments,
         (SELECT count(*) FROM payments.invoices) AS invoices`,
    )
  )[0] as Record<string, number>;

describe('the demo data', () => {
  it('make a first look alive, once', async () => {
    await createDemoData(here.app);
    const made = await counts();
    expect(made).toMatchObject({ people: 27, types: 8, events: 13 });
    expect(made['bookings']).toBeGreaterThan(250);
    for (const [what, least] of Object.entries({ appointments: 100, meetings: 10, reviews: 15, settled: 3 }))
      expect([what, made[what]! >= least]).toEqual([what, true]);
    expect(made['payments']).toBeGreaterThan(25);
    expect(made['invoices']).toBe(made['payments']);
    await createDemoData(here.app);
    expect(await counts()).toEqual(made);
    expect(await brokenInvariants(here.db, SCHEDULING_INVARIANTS)).toEqual({});
  });

  it('lie behind and ahead: each kind of booking has a month that was, and one to come', async () => {
    const rows = await here.db.query<{ kind: string; behind: number; ahead: number; off: number }>(
      `SELECT kind, count(*) FILTER (WHERE status = 'completed' AND ends_at < $now)::int AS behind,
         count(*) FILTER (WHERE status IN ('pending', 'confirmed') AND starts_at > $now)::int AS ahead,
         count(*) FILTER (WHERE status = 'cancelled')::int AS off
       FROM booking.bookings GROUP BY kind ORDER BY kind`,
      { now: here.clock.now() },
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['appointment', 'meeting', 'slot', 'ticket']);
    for (const { kind, behind, ahead, off } of rows)
      expect([kind, behind > 3, ahead > 3, off > 0]).toEqual([kind, true, true, true]);
  });

  it('fill sessions of groups, some to the last seat, and let time be paid for', async () => {
    const { sessions, full, shared } = (
      await here.db.query<Record<'sessions' | 'full' | 'shared', number>>(
        `SELECT count(*)::int AS sessions, count(*) FILTER (WHERE taken = capacity)::int AS full,
           count(*) FILTER (WHERE taken > 2)::int AS shared FROM booking.offers WHERE kind = 'occurrence'`,
      )
    )[0]!;
    expect([sessions > 8, full > 0, shared > 8]).toEqual([true, true, true]);
    const [paid] = await here.db.query(
      `SELECT count(*) FILTER (WHERE b.starts_at < $now)::int > 3 AS behind,
         count(*) FILTER (WHERE b.starts_at > $now)::int > 3 AS ahead,
         bool_and(b.paid_cents = b.price_cents AND p.amount_cents = b.price_cents) AS paid
       FROM booking.bookings b LEFT JOIN payments.payments p ON p.booking_id = b.id AND p.applied
       WHERE b.kind = 'appointment' AND b.price_cents > 0`,
      { now: here.clock.now() },
    );
    expect(paid).toEqual({ behind: true, ahead: true, paid: true });
    const [last] = await here.db.query<{ days: number }>(
      `SELECT extract(epoch FROM max(starts_at) - $now)::float8 / 86400 AS days FROM booking.bookings
       WHERE kind = 'appointment'`,
      { now: here.clock.now() },
    );
    expect(last!.days).toBeGreaterThan(26);
  });

  it('show in the calendar of events, with pictures, and on the pages of hosts', async () => {
    const { body } = await here.http().get('/api/v1/events?status=upcoming&page_size=20');
    expect(body.results.map(({ kind }: any) => kind).sort()).toEqual([
      ...Array<string>(4).fill('gathering'),
      ...Array<string>(6).fill('ticketed'),
    ]);
    for (const { cover_image: cover } of body.results) expect(cover).toMatch(/\/media\/[a-f0-9]{40}\.webp$/);
    const picture = await fetch(here.url + new URL(body.results[0].cover_image).pathname);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp']);
    const names = async (slug: string) =>
      (await here.http().get(`/${slug}`)).body.event_types.map(({ name }: any) => name);
    expect(await names('sol-yoga')).toEqual(['Morning flow', 'Private lesson']);
    expect(await names('tomas-hair')).toEqual(['Haircut', 'Colour and cut']);
    expect(await names('noor-haddad')).toEqual(['First conversation', 'Strategy session']);
  });

  it('make the charts of administration alive', async () => {
    const admin = await signUpAs(here.http(), here.db, 'admin');
    const { body } = await admin.http.get('/api/v1/admin/statistics');
    expect(body.bookings.per_day.length).toBeGreaterThan(10);
    expect(Object.keys(body.bookings.by_kind)).toEqual(expect.arrayContaining(['ticket', 'slot']));
    expect(body.bookings.by_status.cancelled).toBeGreaterThan(0);
    expect(body.revenue.per_day.length).toBeGreaterThan(3);
    expect((await admin.http.get('/api/v1/experts')).body.count).toBe(5);
    expect(body.events.on_sale.some(({ sold }: any) => sold > 5)).toBe(true);
  });

  it('let experts be rated, and hosts see who comes', async () => {
    const ada = await here.signUp();
    const { body: experts } = await ada.http.get('/api/v1/experts?min_rating=3');
    expect(experts.count).toBeGreaterThan(0);
    const { body: over } = await here.http().get('/api/v1/events?status=completed');
    expect(over.results.map(({ title }: any) => title)).toContain('Organ by Candlelight');
  });

  it('let nobody sign in as one of the guests', async () => {
    const refused = await here.http().post('/api/v1/auth/login', { username: 'noor', password: PASSWORD });
    expect(refused.body.code).toBe('INVALID_CREDENTIALS');
  });
});
