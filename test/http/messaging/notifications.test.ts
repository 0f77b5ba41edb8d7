import type { DatedTemplate } from '../../../src/messaging/templates/notification-template.policy.js';
import { NotifierService } from '../../../src/messaging/delivery/notifier.service.js';
import { book, makeSlot } from '../../support/calendar.js';
import { makeGathering } from '../../support/events.js';
import { eventually } from '../../support/eventually.js';
import { noticesOf } from '../../support/notices.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let admin: Person;
let ada: Person;
beforeAll(async () => {
  here = await world();
  admin = await here.admin();
});
beforeEach(async () => {
  ada = await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' });
});
afterAll(() => here.close());

const inbox = '/api/v1/notifications/';
const unread = async (person: Person) => (await person.http.get(`${inbox}unread_count/`)).body.unread_count;

/** Sends somebody `count` notifications of a booking. */
async function told(person: Person, count: number): Promise<any[]> {
  for (let n = 0; n < count; n++) await book(person, (await makeSlot(admin, here.clock.now())).id);
  const notices = await noticesOf(here, person);
  expect(notices).toHaveLength(count);
  return notices;
}

describe('notifications', () => {
  it('have the fields of both documents, both names of each value', async () => {
    const slot = await makeSlot(admin, here.clock.now());
    const booking = await book(ada, slot.id);
    expect(await noticesOf(here, ada)).toEqual([
      {
        id: expect.any(Number),
        ...{ user: ada.id, user_id: ada.id, user_name: 'Ada Lovelace' },
        ...{
          event: null,
          event_title: null,
          notification_type: 'booking_confirmation',
          title: 'Booking Confirmation',
        },
        message: 'Your booking of “Cat 1” has been confirmed.',
        content: 'Your booking of “Cat 1” has been confirmed.',
        related_id: booking.id,
        ...{ is_read: false, read_at: null },
        ...{ created_at: expect.stringMatching(/Z$/), updated_at: expect.stringMatching(/Z$/) },
      },
    ]);
  });

  it('name their event', async () => {
    const event = await makeGathering(await here.signUp(), here.clock.now());
    await ada.http.post(`/api/v1/events/${event.id}/join`);
    const [notice] = await noticesOf(here, ada);
    expect(notice).toMatchObject({ event: event.id, event_title: event.title });
  });

  it('are pages under /api/v1, newest first', async () => {
    const all = await told(ada, 3);
    const { body } = await ada.http.get(`${inbox}?page_size=2`);
    expect(body).toMatchObject({ count: 3, previous: null, next: expect.stringContaining('page=2') });
    expect(body.results).toEqual(all.slice(0, 2));
    const times = all.map(({ created_at }) => created_at);
    expect(times).toEqual([...times].sort().reverse());
    const oldest = await ada.http.get(`${inbox}?ordering=created_at`);
    expect(oldest.body.results.map(({ id }: any) => id)).toEqual(all.map(({ id }) => id).reverse());
    expect((await ada.http.get(`${inbox}?ordering=title`)).body.field_errors).toHaveProperty('ordering');
  });

  it('are filtered by type, by having been read, and by event', async () => {
    const host = await here.signUp();
    const event = await makeGathering(host, here.clock.now());
    await told(ada, 2);
    await ada.http.post(`/api/v1/events/${event.id}/join`);
    const [ofEvent, newest] = await noticesOf(here, ada);
    await ada.http.post(`${inbox}${newest.id}/mark_as_read`);
    const ids = async (query: string) => (await noticesOf(here, ada, query)).map(({ id }) => id);
    expect(await ids('?is_read=true')).toEqual([newest.id]);
    expect(await ids('?is_read=false')).toHaveLength(2);
    expect(await ids(`?event=${event.id}`)).toEqual([ofEvent.id]);
    expect(await ids('?event=999999')).toEqual([]);
    expect(await ids('?notification_type=booking_confirmation')).toHaveLength(3);
    expect(await ids('?notification_type=vote_ended&is_read=false')).toEqual([]);
    for (const [query, field] of [
      ['notification_type=gossip', 'notification_type'],
      ['is_read=maybe', 'is_read'],
      ['event=x', 'event'],
    ]) {
      const { status, body } = await ada.http.get(`${inbox}?${query}`);
      expect([status, Object.keys(body.field_errors)]).toEqual([400, [field]]);
    }
  });

  it('are their owner’s alone', async () => {
    const [notice] = await told(ada, 1);
    for (const other of [await here.signUp(), admin]) {
      expect((await other.http.get('/api/notifications')).body.map(({ id }: any) => id)).not.toContain(
        notice.id,
      );
      expect((await other.http.patch(`${inbox}${notice.id}`, { is_read: true })).status).toBe(404);
      expect((await other.http.post(`${inbox}${notice.id}/mark_as_read`)).status).toBe(404);
    }
    expect((await here.http().get(inbox)).status).toBe(401);
    expect(await unread(ada)).toBe(1);
  });
});

describe('reading', () => {
  it('is marked once; the first time stays', async () => {
    const [notice] = await told(ada, 1);
    const first = await ada.http.post(`/api/notifications/${notice.id}/mark_as_read/`);
    expect(first.status).toBe(200);
    expect(first.body).toEqual({
      ...notice,
      is_read: true,
      read_at: first.body.updated_at,
      updated_at: expect.any(String),
    });
    here.clock.advance(60_000);
    expect((await ada.http.post(`${inbox}${notice.id}/mark_as_read`)).body).toEqual(first.body);
    expect((await ada.http.patch(`${inbox}${notice.id}`, { is_read: true })).body).toEqual(first.body);
  });

  it('is taken back and marked with PATCH', async () => {
    const [notice] = await told(ada, 1);
    const { body } = await ada.http.patch(`${inbox}${notice.id}`, { is_read: true });
    expect(body).toMatchObject({ id: notice.id, is_read: true, updated_at: expect.any(String) });
    expect((await ada.http.patch(`${inbox}${notice.id}/`, { is_read: false })).body).toMatchObject({
      is_read: false,
      read_at: null,
    });
    expect((await ada.http.patch(`${inbox}${notice.id}`, { is_read: 'perhaps' })).status).toBe(400);
    expect((await ada.http.patch(`${inbox}${notice.id}`, { title: 'Mine' })).body.field_errors).toHaveProperty(
      'is_read',
    );
    expect((await ada.http.patch(`${inbox}999999`, { is_read: true })).status).toBe(404);
  });

  it('of all is one step, and counted', async () => {
    const other = await here.signUp();
    await told(other, 1);
    const [first] = await told(ada, 3);
    await ada.http.post(`${inbox}${first.id}/mark_as_read`);
    expect(await unread(ada)).toBe(2);
    const { status, body } = await ada.http.post(`${inbox}mark_all_as_read/`);
    expect([status, body]).toEqual([200, { message: 'All notifications marked as read.', marked_count: 2 }]);
    expect(await unread(ada)).toBe(0);
    expect(await unread(other)).toBe(1);
    expect((await ada.http.get(`/api/notifications/unread_count`)).body).toEqual({ unread_count: 0 });
  });

  it('is counted by the index of what is unread', async () => {
    const plan = await here.db.transaction(async (tx) => {
      await tx.query('SET LOCAL enable_seqscan = off');
      return tx.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN SELECT count(*) FROM messaging.notifications WHERE person_id = 1 AND in_app
          AND read_at IS NULL`,
      );
    });
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('notifications_unread');
  });
});

describe('a person who is erased', () => {
  it('is not erased meanwhile: whoever notifies locks the account until the mail is written', async () => {
    const notifier = here.app.get(NotifierService, { strict: false });
    const notice: DatedTemplate = {
      ...{
        at: here.clock.now(),
        kind: 'event_update',
        to: { people: [ada.id] },
        subject: 'event:1',
        occurrence: 'x',
      },
      ...{ event: null, relatedId: 1, title: 'News', message: () => 'News.', link: '/' },
    };
    await here.db.transaction(async (tx) => {
      await notifier.notify(tx, [notice]);
      const erasing = here.db.query('SELECT FROM identity.accounts WHERE id = $1 FOR UPDATE NOWAIT', [ada.id]);
      await expect(erasing).rejects.toMatchObject({ code: '55P03' });
    });
  });

  it('takes notifications along, and the name out of others’', async () => {
    const host = await here.signUp();
    const event = await makeGathering(host, here.clock.now());
    await ada.http.post(`/api/v1/events/${event.id}/join`);
    const joined = async () => (await noticesOf(here, host, '?notification_type=event_joined'))[0].message;
    expect(await joined()).toBe('Ada Lovelace joined “Board games”.');
    const { body } = await ada.http.get('/api/v1/users/me/export');
    expect(body.notifications).toEqual([
      expect.objectContaining({ person_id: ada.id, kind: 'booking_confirmation' }),
    ]);
    expect((await ada.http.delete('/api/v1/users/me')).status).toBe(204);
    await eventually(async () => expect(await joined()).toBe('Deleted user joined “Board games”.'));
    await eventually(async () => {
      const sql = 'SELECT FROM messaging.notifications WHERE person_id = $1';
      expect(await here.db.query(sql, [ada.id])).toEqual([]);
    });
    const kept = await here.db.query(
      'SELECT n::text FROM messaging.notifications n UNION SELECT payload::text FROM platform.outbox',
    );
    expect(JSON.stringify(kept)).not.toContain('Lovelace');
  });
});
