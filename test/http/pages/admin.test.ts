import { readFileSync } from 'node:fs';
import { JobQueue } from '../../../src/platform/engine/ports/job-queue.js';
import { booked, offerType, openHost, startIn } from '../../support/appointments.js';
import { switchMfaOn } from '../../support/authenticator-app.js';
import { plantFailedMail } from '../../support/failed-mails.js';
import { payTickets, type Paid } from '../../support/money.js';
import { PASSWORD, signIn } from '../../support/people.js';
import { plantSlots } from '../../support/slots.js';
import { makePublished } from '../../support/ticketed.js';
import { Visitor, type Seen } from '../../support/visitor.js';
import { world, type Person, type World } from '../../support/world.js';

const ROOMS = [
  ...['/admin', '/admin/users', '/admin/bookings', '/admin/slots', '/admin/categories', '/admin/events'],
  ...['/admin/payments', '/admin/ledger', '/admin/audit', '/admin/queues', '/admin/mails', '/admin/webhooks'],
];

let here: World;
let admin: Person;
let visitor: Visitor;
beforeAll(async () => {
  here = await world();
  admin = await here.signUpAs('admin');
  visitor = await signedIn(admin);
});
afterAll(() => here?.close());

async function signedIn({ username }: Person): Promise<Visitor> {
  const someone = new Visitor(here.url);
  await someone.submit('/login', { username, password: PASSWORD });
  return someone;
}
/** Sends a form of a page, with the token of the session. */
const send = (path: string, fields: Record<string, string | number>): Promise<Seen> =>
  visitor.submit(path, {
    csrf_token: visitor.cookies.get('csrftoken')!,
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)])),
  });
const seenOf = ({ status, location }: Seen) => [status, location];

describe('administration', () => {
  it.each(ROOMS)('%s is for admins, in their language, and nothing in it is inline', async (path) => {
    const stranger = await new Visitor(here.url).get(path);
    expect(seenOf(stranger)).toEqual([302, `/login?next=${encodeURIComponent(path)}`]);
    expect((await (await signedIn(await here.signUpAs('organizer'))).get(path)).status).toBe(403);
    const { status, html, headers } = await visitor.get(path);
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(html).toContain(`<a href="${path}" aria-current="page">`);
    expect(html).not.toMatch(/ style=|onclick=|undefined|\[object|NaN/);
    const languages = await Promise.all(
      ['de', 'es', 'fr'].map(async (lang) => (await visitor.get(`${path}?lang=${lang}`)).html),
    );
    visitor.cookies.delete('lang');
    const leads = [html, ...languages].map((text) => /<p class="lead">(.*?)<\/p>/.exec(text)![1]);
    expect(new Set(leads).size).toBe(4);
  });

  it('is led to from every page of an admin, and of nobody else', async () => {
    expect((await visitor.get('/account')).html).toContain('<a href="/admin">Admin</a>');
    const ada = await signedIn(await here.signUp());
    expect((await ada.get('/account')).html).not.toContain('"/admin"');
  });
});

describe('the overview', () => {
  it('shows charts as pictures with titles, and the same figures as tables', async () => {
    const { html } = await visitor.get('/admin?days=7');
    const charts = [...html.matchAll(/<figure class="chart">(.*?)<\/figure>/gs)].map(([, inner]) => inner!);
    expect(charts).toHaveLength(2);
    for (const chart of charts) {
      expect(chart).toMatch(/<svg viewBox="0 0 \d+ 190" role="img" aria-label="[^"]+"><title>/);
      expect(chart).toMatch(/<details><summary>Show as table<\/summary>.*<caption class="unseen">/s);
      expect(chart.match(/<th scope="row">/g)).toHaveLength(7);
    }
    expect(html).toContain('<a href="/admin?days=7" aria-current="true">7 days</a>');
    expect((await visitor.get('/admin?days=8')).status).toBe(400);
  });

  it('says whether all is in order, as the API does when it is asked', async () => {
    const { body } = await admin.http.get('/api/v1/admin/statistics?checks=whole');
    expect(body.checks.map(({ name, is_fine }: any) => [name, is_fine])).toEqual(
      expect.arrayContaining(
        ['invariants', 'audit', 'queues', 'mails', 'database', 'redis', 'ledger', 'payments', 'webhooks'].map(
          (name) => [name, true],
        ),
      ),
    );
    expect((await admin.http.get('/api/v1/admin/statistics')).body).not.toHaveProperty('checks');
    expect((await visitor.get('/admin')).html).not.toContain('Look here.');
    await here.db.query(
      `INSERT INTO platform.mails (content, status, attempts, next_attempt_at, created_at)
       VALUES ('x', 'failed', 24, now(), now())`,
    );
    here.clock.advance(60_000);
    const { html } = await visitor.get('/admin');
    expect(html).toContain('Look here.');
    expect(html).toContain('none waits, one failed');
    await here.db.query('DELETE FROM platform.mails');
  });

  it('is where every room marks what waits, and where', async () => {
    const marks = async () =>
      [
        ...(await visitor.get('/admin/users')).html.matchAll(/<a href="([^"]+)"(?:(?!<\/a>).)*class="waits"/gs),
      ].map(([, path]) => path);
    expect(await marks()).toEqual([]);
    const mail = await plantFailedMail(here, 'ada@example.com');
    expect(await marks()).toEqual(['/admin/mails']);
    const { html } = await visitor.get('/admin/mails');
    expect(html).toContain('<span aria-hidden="true">1</span><span class="unseen">one thing waits</span>');
    await here.db.query('DELETE FROM platform.mails WHERE id = $1', [mail]);
  });
});

describe('the rooms', () => {
  let ada: Person;
  let olga: Person;
  let event: any;
  let paid: Paid;
  let slot: number;
  beforeAll(async () => {
    [ada, olga] = [await here.signUp({ first_name: 'Ada' }), await here.signUpAs('organizer')];
    event = await makePublished(olga, here.clock.now(), { title: 'Makers Night', price: '29.00' });
    paid = await payTickets(ada, event.id);
    [slot] = (await plantSlots(here.db, 60)) as [number];
  });

  it.each(ROOMS)('%s takes no form without the token of the session', async (path) =>
    expect([403, 404]).toContain((await visitor.submit(path, { action: 'remove', id: '1' })).status),
  );

  it('find people, suspend them and let them in again, each named in the trail', async () => {
    const found = await visitor.get(`/admin/users?search=${ada.username}&open=${ada.id}`);
    expect(found.html).toContain(`/admin/users?search=${ada.username}&amp;open=${ada.id}`);
    expect(found.html).toContain(`${ada.username} is signed out everywhere at once`);
    expect(found.html).not.toContain(olga.email);
    const path = `/admin/users?open=${ada.id}`;
    expect(seenOf(await send(path, { action: 'suspend', id: ada.id }))).toEqual([303, `${path}&done=suspend`]);
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(401);
    const { html } = await visitor.get(`${path}&done=suspend`);
    expect(html).toContain('All sessions have ended.');
    expect(html).toContain('identity.suspended');
    await send(path, { action: 'activate', id: ada.id });
    expect((await visitor.get(path)).html).toContain('<span class="tag ok">Active</span>');
  });

  it('change a role with a proof alone, and say at the form what is missing', async () => {
    const { id } = await here.signUpAs('organizer');
    const path = `/admin/users?open=${id}`;
    here.clock.advance(11 * 60_000);
    const role = { action: 'role', id, user_type: 'attendee' };
    const refused = await send(path, role);
    expect([refused.status, refused.html]).toEqual([403, expect.stringContaining('Please give your password')]);
    expect(seenOf(await send(path, { ...role, password: PASSWORD }))).toEqual([303, `${path}&done=role`]);
    expect((await send(path, { action: 'role', id })).status).toBe(400);
  });

  it('end one session, and erase somebody with a proof, each effect named', async () => {
    const eve = await here.signUp();
    const { http } = await signIn(here.http(), eve.username);
    const path = `/admin/users?open=${eve.id}`;
    const { html } = await visitor.get(path);
    expect(html).toContain(`the other sessions of ${eve.username} stay`);
    expect(html).toContain('It cannot be undone.');
    const [newest] = [...html.matchAll(/name="session" value="(\d+)"/g)]
      .map(([, id]) => Number(id))
      .sort((a, b) => b - a);
    const end = { action: 'end_session', id: eve.id, session: newest! };
    expect(seenOf(await send(path, end))).toEqual([303, `${path}&done=end_session`]);
    expect((await http.get('/api/v1/users/me')).status).toBe(401);
    expect((await eve.http.get('/api/v1/users/me')).status).toBe(200);
    expect((await send(path, { action: 'end_session', id: eve.id })).status).toBe(400);
    here.clock.advance(11 * 60_000);
    const erase = { action: 'erase', id: eve.id };
    const refused = await send(path, erase);
    expect([refused.status, refused.html]).toEqual([403, expect.stringContaining('Please give your password')]);
    const done = await send(path, { ...erase, password: PASSWORD });
    expect(seenOf(done)).toEqual([303, '/admin/users?done=erase']);
    expect((await visitor.get('/admin/users?done=erase')).html).toContain('The account is erased.');
    expect((await visitor.get(path)).status).toBe(404);
  });

  it('remove a lost second factor', async () => {
    const eve = await here.signUp();
    await switchMfaOn(eve, here.clock);
    const path = `/admin/users?open=${eve.id}`;
    expect((await visitor.get(path)).html).toContain('loses codes and passkeys');
    expect((await send(path, { action: 'reset_mfa', id: eve.id })).status).toBe(303);
    expect((await visitor.get(path)).html).not.toContain('loses codes and passkeys');
  });

  it('have pages of fifty, kept in the address with the order and the filters', async () => {
    const { html } = await visitor.get('/admin/slots?ordering=-start_time');
    expect(html).toContain('1–50 of 60');
    expect(html).toContain('href="/admin/slots?ordering=-start_time&amp;page=2"');
    expect(html).toContain('aria-sort="descending"');
    expect((await visitor.get('/admin/slots?ordering=-start_time&page=2')).html).toContain('51–60 of 60');
    expect((await visitor.get('/admin/slots?ordering=nonsense')).status).toBe(400);
  });

  it('make, move and delete slots, and tell what is wrong', async () => {
    const times = { start_time: '2031-05-01T09:00', end_time: '2031-05-01T10:00' };
    const made = await send('/admin/slots', { action: 'create', ...times, category: 1, capacity: 2 });
    const [, id] = /open=(\d+)&done=create$/.exec(made.location ?? '') ?? [];
    const opened = `/admin/slots?open=${id}`;
    expect((await visitor.get(opened)).html).toContain('value="2031-05-01T09:00"');
    const wrong = await send('/admin/slots', {
      action: 'create',
      ...times,
      end_time: '2031-05-01T08:00',
      category: 1,
    });
    expect([wrong.status, wrong.html]).toEqual([400, expect.stringContaining('End time must be after')]);
    const moved = {
      action: 'change',
      id: id!,
      ...times,
      end_time: '2031-05-01T11:30',
      category: 1,
      capacity: 3,
    };
    expect((await send(opened, moved)).status).toBe(303);
    expect((await visitor.get(opened)).html).toContain('value="2031-05-01T11:30"');
    expect(seenOf(await send(opened, { action: 'remove', id: id! }))).toEqual([
      303,
      '/admin/slots?done=remove',
    ]);
    expect((await admin.http.get(`/api/v1/admin/timeslots/${id}`)).status).toBe(404);
  });

  it('make, change and delete categories, and keep those in use', async () => {
    expect(
      (await send('/admin/categories', { action: 'create', name: 'Pottery', color: '#aa3300' })).status,
    ).toBe(303);
    const all = (await admin.http.get('/api/v1/categories')).body.results;
    const { id } = all.find(({ name }: any) => name === 'Pottery');
    await send('/admin/categories', { action: 'change', id, name: 'Clay' });
    expect((await visitor.get('/admin/categories')).html).toContain('>Clay</a>');
    expect((await send('/admin/categories', { action: 'remove', id: 1 })).status).toBe(409);
    expect((await send('/admin/categories', { action: 'remove', id })).status).toBe(303);
  });

  it('refund with what goes back named first', async () => {
    const [payment] = (await admin.http.get('/api/v1/payments?of=everybody')).body.results;
    expect(payment).toMatchObject({ user_name: expect.stringContaining('Ada'), amount: '29.00' });
    expect((await olga.http.get('/api/v1/payments?of=everybody')).status).toBe(403);
    const path = `/admin/payments?open=${payment.id}`;
    expect((await visitor.get(path)).html).toContain('$29.00 goes back to Ada');
    expect((await send(path, { action: 'refund', id: payment.id })).status).toBe(303);
    const { html } = await visitor.get(path);
    expect(html).toContain('Refunded');
    expect(html).not.toContain('goes back to');
    expect(paid.booking.id).toBe(payment.booking);
  });

  it('name an appointment by its type, and whoever booked it without an account', async () => {
    const type = await offerType(here, await openHost(here), { name: 'First fitting' });
    await booked(here.http(), type, startIn(here, 9), { invitee_name: 'Grace Hopper' });
    const row = /First fitting<\/a>.*?<\/tr>/s.exec((await visitor.get('/admin/bookings')).html)?.[0];
    expect(row).toContain('Grace Hopper');
  });

  it('cancel a booking and an event, and delete what nobody booked', async () => {
    const { body: booking } = await olga.http.post('/api/v1/bookings', { time_slot: slot });
    const path = `/admin/bookings?open=${booking.id}`;
    expect((await visitor.get(path)).html).toContain('The time is free for others at once');
    expect((await send(path, { action: 'cancel', id: booking.id })).status).toBe(303);
    expect((await visitor.get(path)).html).toContain('<span class="tag bad">Cancelled</span>');

    const events = `/admin/events?open=${event.id}`;
    expect((await send(events, { action: 'remove', id: event.id })).status).toBe(409);
    expect((await send(events, { action: 'cancel', id: event.id, reason: 'Storm' })).status).toBe(303);
    const { id } = await makePublished(olga, here.clock.now());
    expect(seenOf(await send('/admin/events', { action: 'remove', id }))).toEqual([
      303,
      '/admin/events?done=remove',
    ]);
  });

  it('try again what failed: jobs of a kind, and a mail', async () => {
    const queue = here.app.get(JobQueue);
    const failing = { name: 'platform.mail.send', waiting: 0, active: 0, delayed: 0, failed: 2 };
    const counts = { completed_last_hour: 0, oldest_waiting_seconds: 0 };
    jest.spyOn(queue, 'statistics').mockResolvedValue([{ ...failing, ...counts }]);
    jest.spyOn(queue, 'retryFailed').mockResolvedValue(2);
    expect((await visitor.get('/admin/queues')).html).toContain(
      'Try again: 2 failed jobs of platform.mail.send',
    );
    const { location } = await send('/admin/queues', { name: failing.name });
    expect((await visitor.get(location!)).html).toContain('2 jobs are tried again.');
    jest.restoreAllMocks();

    const id = await plantFailedMail(here, 'ada@example.com');
    expect((await visitor.get('/admin/mails?status=failed')).html).toContain(`Try again: mail ${id}`);
    expect((await send('/admin/mails', { id })).status).toBe(303);
    expect((await send('/admin/mails', { id: 999_999 })).status).toBe(404);
  });

  it('verify the whole audit log, and notice what was changed', async () => {
    expect((await visitor.get('/admin/audit?verify=true')).html).toContain('sealed and unbroken.');
    expect((await visitor.get(`/admin/audit?actor=${admin.id}&action=identity.suspended`)).html).toContain(
      '1–1 of 1',
    );
  });
});

/** Where each route for admins alone has its place, and by which words it is found there. */
const PLACES: Record<string, [path: string, words: string]> = {
  'get /api/v1/admin/statistics': ['/admin', 'Bookings per day'],
  'get /api/v1/admin/users': ['/admin/users', '<table'],
  'patch /api/v1/admin/users/{id}': ['/admin/users?open={person}', 'value="suspend"'],
  'get /api/v1/admin/users/{id}/sessions': ['/admin/users?open={person}', 'Signed in on'],
  'post /api/v1/admin/users/{id}/reset-mfa': ['/admin/users?open={person}', 'value="reset_mfa"'],
  'delete /api/v1/admin/users/{id}/sessions/{session_id}': [
    '/admin/users?open={person}',
    'value="end_session"',
  ],
  'delete /api/v1/admin/users/{id}': ['/admin/users?open={person}', 'value="erase"'],
  'get /api/v1/admin/bookings': ['/admin/bookings', '<table'],
  'delete /api/v1/admin/bookings/{id}': ['/admin/bookings?open={booking}', 'value="cancel"'],
  'get /api/v1/admin/timeslots': ['/admin/slots', '<table'],
  'post /api/v1/admin/timeslots': ['/admin/slots', 'value="create"'],
  'get /api/v1/admin/timeslots/{id}': ['/admin/slots?open={slot}', 'id="opened"'],
  'put /api/v1/admin/timeslots/{id}': ['/admin/slots?open={slot}', 'value="change"'],
  'delete /api/v1/admin/timeslots/{id}': ['/admin/slots?open={slot}', 'value="remove"'],
  'post /api/v1/admin/categories': ['/admin/categories', 'value="create"'],
  'put /api/v1/admin/categories/{id}': ['/admin/categories?open=1', 'value="change"'],
  'delete /api/v1/admin/categories/{id}': ['/admin/categories', 'value="remove"'],
  'get /api/v1/admin/ledger/invariants': ['/admin/ledger', 'Sums by currency'],
  'get /api/v1/admin/audit-log': ['/admin/audit', '<table'],
  'get /api/v1/admin/queues': ['/admin/queues', '<h1>Queues</h1>'],
  'post /api/v1/admin/queues/{name}/retry': ['/admin/queues', 'failed jobs of'],
  'get /api/v1/admin/mails': ['/admin/mails', '<table'],
  'post /api/v1/admin/mails/{id}/retry': ['/admin/mails', 'Try again: mail'],
  'get /api/v1/admin/webhooks': ['/admin/webhooks', '<h1>Webhooks</h1>'],
};

describe('every route for admins', () => {
  it('has its place in administration', async () => {
    const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
      paths: Record<string, Record<string, { 'x-access'?: string }>>;
    };
    const guarded = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { 'x-access': access }]) =>
        access === 'admin' ? `${method} ${path}` : [],
      ),
    );
    expect(Object.keys(PLACES).sort()).toEqual(guarded.sort());

    const eve = await here.signUp();
    await switchMfaOn(eve, here.clock);
    const [slot] = await plantSlots(here.db, 1);
    const { body: booking } = await eve.http.post('/api/v1/bookings', { time_slot: slot });
    await plantFailedMail(here, 'eve@example.com');
    const counts = { waiting: 0, active: 0, delayed: 0, failed: 1, completed_last_hour: 0 };
    jest
      .spyOn(here.app.get(JobQueue), 'statistics')
      .mockResolvedValue([{ name: 'a.job', ...counts, oldest_waiting_seconds: 0 }]);
    const ids: Record<string, number> = { person: eve.id, slot: slot!, booking: booking.id };
    for (const [route, [path, words]] of Object.entries(PLACES)) {
      const { status, html } = await visitor.get(
        path.replace(/{(\w+)}/, (_, name: string) => String(ids[name])),
      );
      expect([route, status, html.includes(words)]).toEqual([route, 200, true]);
    }
    jest.restoreAllMocks();
  });
});
