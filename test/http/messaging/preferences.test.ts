import { book, makeSlot } from '../../support/calendar.js';
import { makeGathering } from '../../support/events.js';
import { kindsOf, mailGatheredChanges, noticeMailsOf, noticesOf } from '../../support/notices.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let ada: Person;
beforeAll(async () => {
  here = await world();
});
beforeEach(async () => {
  ada = await here.signUp();
});
afterAll(() => here.close());

const path = '/api/v1/notifications/preferences/';
const choose = (preferences: unknown, person = ada) => person.http.put(path, { preferences });
const subjects = async (person: Person) => (await noticeMailsOf(here, person)).map(({ subject }) => subject);

/** Ada takes part in a gathering, whose host then moves it to another place. */
async function updated(): Promise<void> {
  const host = await here.signUp();
  const event = await makeGathering(host, here.clock.now());
  await ada.http.post(`/api/v1/events/${event.id}/join`);
  await host.http.patch(`/api/v1/events/${event.id}`, { location: 'Garden' });
}

describe('preferences', () => {
  it('are a table of types and channels, with sensible defaults', async () => {
    const { status, body } = await ada.http.get(path);
    expect(status).toBe(200);
    for (const row of Object.values(body.preferences))
      expect(Object.keys(row as object)).toEqual(['in_app', 'email', 'sms']);
    for (const type of ['booking_confirmation', 'waitlist_offer', 'certificate_issued', 'event_announcement'])
      expect(body.preferences[type]).toEqual({ in_app: true, email: true, sms: false });
    for (const type of ['vote_started', 'task_assigned', 'event_joined'])
      expect(body.preferences[type]).toEqual({ in_app: true, email: false, sms: false });
    expect(body.always_mailed).toEqual(
      expect.arrayContaining(['booking_cancelled', 'refund_issued', 'invoice_ready']),
    );
    expect((await ada.http.get('/api/notifications/preferences')).body).toEqual(body);
  });

  it('keep what is left out', async () => {
    const before = (await ada.http.get(path)).body.preferences;
    const first = await choose({ event_reminder: { email: false } });
    expect(first.status).toBe(200);
    expect(first.body.preferences).toEqual({
      ...before,
      event_reminder: { in_app: true, email: false, sms: false },
    });
    const second = await choose({ event_reminder: { in_app: false }, task_due: { email: true, sms: true } });
    expect(second.body.preferences).toEqual({
      ...before,
      event_reminder: { in_app: false, email: false, sms: false },
      task_due: { in_app: true, email: true, sms: true },
    });
    expect((await ada.http.get(path)).body).toEqual(second.body);
    expect((await choose(second.body.preferences)).body).toEqual(second.body);
    expect((await (await here.signUp()).http.get(path)).body.preferences).toEqual(before);
  });

  it('are refused in few words, however many types there are not', async () => {
    const types = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`type${n}`, { email: true }]));
    const some = await choose(types(90));
    expect([some.status, Object.keys(some.body.field_errors).length]).toEqual([400, 20]);
    const lots = await choose(types(2_500));
    expect([lots.status, Object.keys(lots.body.field_errors)]).toEqual([400, ['preferences']]);
    expect(JSON.stringify(lots.body).length).toBeLessThan(1_000);
  });

  it.each([
    ['an unknown type', { gossip: { email: true } }, 'preferences.gossip'],
    ['an unknown channel', { task_due: { pigeon: true } }, 'preferences.task_due.pigeon'],
    ['a type of nature', { constructor: { email: true } }, 'preferences.constructor'],
    ['no channels', { task_due: true }, 'preferences.task_due'],
    ['no record of a deal', { refund_issued: { email: false } }, 'preferences.refund_issued.email'],
    ['no truth value', { task_due: { email: 'yes' } }, 'preferences.task_due.email'],
  ])('refuse %s by its name, and change nothing', async (_, wrong, field) => {
    const before = (await ada.http.get(path)).body;
    const { status, body } = await choose({ event_reminder: { email: false }, ...wrong });
    expect([status, body.code, Object.keys(body.field_errors)]).toEqual([400, 'VALIDATION_ERROR', [field]]);
    expect((await ada.http.get(path)).body).toEqual(before);
  });

  it('refuse what is no table', async () => {
    for (const body of [{}, { preferences: null }, { preferences: [] }, { preferences: 'all' }])
      expect((await ada.http.put(path, body)).status).toBe(400);
    expect((await here.http().get(path)).status).toBe(401);
  });
});

describe('what was chosen', () => {
  it('switches a type’s mail off and leaves it in the app', async () => {
    await choose({ event_update: { email: false } });
    await updated();
    await mailGatheredChanges(here);
    expect(await kindsOf(here, ada)).toEqual(['event_update', 'booking_confirmation']);
    expect(await subjects(ada)).toEqual(['Booking Confirmation: Board games']);
  });

  it('switches a type off in the app and leaves its mail', async () => {
    await choose({ event_update: { in_app: false } });
    await updated();
    await mailGatheredChanges(here);
    expect(await kindsOf(here, ada)).toEqual(['booking_confirmation']);
    expect((await ada.http.get('/api/v1/notifications/unread_count')).body.unread_count).toBe(1);
    expect(await subjects(ada)).toEqual(['Booking Confirmation: Board games', 'New place: Board games']);
  });

  it('takes the whole table, and switches off no mail that is always sent', async () => {
    const { preferences, always_mailed: always } = (await ada.http.get(path)).body;
    for (const [type, channels] of Object.entries<any>(preferences)) channels.email = always.includes(type);
    const { status, body } = await choose(preferences);
    expect([status, body.preferences]).toEqual([200, preferences]);
    for (const channels of Object.values<any>(preferences)) channels.email = false;
    const refused = await choose(preferences);
    expect([refused.status, Object.keys(refused.body.field_errors)]).toEqual([
      ...[400, always.map((type: string) => `preferences.${type}.email`)],
    ]);
    await updated();
    await mailGatheredChanges(here);
    expect(await subjects(ada)).toEqual(['Booking Confirmation: Board games']);
    expect(await kindsOf(here, ada)).toEqual(['event_update', 'booking_confirmation']);
  });

  it('switches mails of a type on', async () => {
    const host = await here.signUp();
    await choose({ event_joined: { email: true } }, host);
    const event = await makeGathering(host, here.clock.now());
    await ada.http.post(`/api/v1/events/${event.id}/join`);
    const [mail] = await noticeMailsOf(here, host);
    expect(mail!.subject).toBe('New participant');
    expect(mail!.text).toContain('joined “Board games”.');
    expect(mail!.text).toContain('/settings/notifications');
  });
});

describe('notifications switched off in the profile', () => {
  it('leave the mails that are records of a deal, and all notices in the app', async () => {
    await ada.http.patch('/api/v1/users/me', { profile: { notifications_enabled: false } });
    const admin = await here.admin();
    await updated();
    const booking = await book(ada, (await makeSlot(admin, here.clock.now())).id);
    await admin.http.delete(`/api/v1/admin/bookings/${booking.id}`);
    expect((await noticesOf(here, ada)).map(({ notification_type }) => notification_type).sort()).toEqual([
      'booking_cancelled',
      'booking_confirmation',
      'booking_confirmation',
      'event_update',
    ]);
    expect((await subjects(ada)).sort()).toEqual([
      ...['Booking Confirmation: Board games', 'Booking Confirmation: Cat 1', 'Cancelled: Cat 1'],
    ]);
  });
});
