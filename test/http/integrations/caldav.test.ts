import { CalDavCalendars } from '../../../src/integrations/caldav/caldav-calendars.adapter.js';
import type {
  BookingEntry,
  CalendarAccess,
} from '../../../src/integrations/calendars/calendar-provider.rules.js';
import { ReadingsProcessor } from '../../../src/integrations/readings/readings.processor.js';
import { WrittenBookingsProcessor } from '../../../src/integrations/written/written-bookings.processor.js';
import { bookable, type Bookable } from '../../support/bookable.js';
import { CalDavPeer } from '../../support/caldav-peer.js';
import { noticesOf } from '../../support/notices.js';
import { world, type World } from '../../support/world.js';

const MINUTE = 60_000;
const MONDAY = 'start_date=2035-03-05&end_date=2035-03-05';
const INTEGRATIONS = '/api/v1/integrations';
const ALL = ['08:00', '08:30', '09:00', '09:30', '10:00', '10:30'];

let w: World;
let peer: CalDavPeer;
let of: Bookable;
beforeAll(async () => {
  w = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d', WEBHOOKS_ALLOW_PRIVATE: 'true' });
});
beforeEach(async () => {
  w.clock.set(new Date('2035-03-01T00:00:00Z'));
  [peer, of] = [await CalDavPeer.listen(), await bookable(w)];
});
afterEach(() => peer.close());
afterAll(() => w?.close());

const starts = async () => {
  const { body } = await w.http().get(`/api/v1/events/slots/${of.slug}/${of.typeSlug}?${MONDAY}`);
  return body.slots.map((slot: { start_time: string }) => slot.start_time.slice(11, 16));
};
const add = (more: object = {}) =>
  of.host.http.post(INTEGRATIONS, {
    ...{ provider: 'caldav', url: peer.url, username: 'ada', password: peer.password },
    ...more,
  });
const goOn = async (minutes: number) => {
  w.clock.advance(minutes * MINUTE);
  await w.app.get(ReadingsProcessor, { strict: false }).readDue();
  await w.drainEvents();
};
const shown = async () => (await of.host.http.get(INTEGRATIONS)).body.results[0];
const without = (...busy: string[]) => ALL.filter((start) => !busy.includes(start));

describe('an account of a CalDAV server', () => {
  it('is found below its address; its first calendar blocks and is written to', async () => {
    peer.put('one', '20350305T090000Z');
    const answer = await add();
    expect([answer.status, answer.body]).toMatchObject([
      201,
      {
        ...{ provider: 'caldav', account_email: 'ada', url: peer.url, status: 'syncing' },
        calendars: [{ name: 'Home', is_primary: true, blocks: true, writes: true }],
      },
    ]);
    expect(JSON.stringify(answer.body)).not.toContain(peer.password);
    await goOn(0);
    expect(await starts()).toEqual(without('09:00'));
  });

  it.each([
    ['sync tokens', true, 'sync-collection'],
    ['tags', false, 'calendar-query'],
  ])('is read by its %s: only what changed', async (_, syncs, report) => {
    peer.syncs = syncs;
    peer.put('one', '20350305T080000Z');
    peer.put('two', '20350305T090000Z');
    await add();
    await goOn(0);
    expect(await starts()).toEqual(without('08:00', '09:00'));
    peer.calls.length = 0;
    await goOn(5);
    expect(peer.calls).toEqual(['PROPFIND /dav/ada/home/']);
    peer.put('three', '20350305T100000Z');
    peer.delete('one');
    await goOn(5);
    expect(peer.calls.slice(1)).toEqual([
      'PROPFIND /dav/ada/home/',
      `REPORT /dav/ada/home/ ${report}`,
      'REPORT /dav/ada/home/ multiget',
    ]);
    expect(await starts()).toEqual(without('09:00', '10:00'));
  });

  it('whose token was forgotten is read whole', async () => {
    peer.put('one', '20350305T080000Z');
    await add();
    await goOn(0);
    peer.delete('one');
    peer.forgetTokens();
    peer.put('two', '20350305T090000Z');
    await goOn(5);
    expect(await starts()).toEqual(without('09:00'));
    expect((await shown()).last_error).toBeNull();
  });

  it('that refuses its credentials is an error at once, told once, and works with the right ones', async () => {
    peer.put('one', '20350305T090000Z');
    await add();
    await goOn(0);
    const right = peer.password;
    peer.password = 'another';
    await goOn(5);
    await goOn(60);
    expect(await shown()).toMatchObject({
      status: 'error',
      last_error: 'It answered 401. The credentials are refused.',
    });
    const told = (await noticesOf(w, of.host)).filter((each) => each.notification_type === 'calendar_error');
    expect(told).toHaveLength(1);
    expect(await starts()).toEqual(without('09:00'));
    peer.password = right;
    await goOn(60);
    expect(await shown()).toMatchObject({ status: 'active', last_error: null });
  });

  it('is refused with wrong credentials, and where no such server answers', async () => {
    const wrong = await add({ password: 'wrong' });
    expect(wrong.body.details).toEqual({ password: ['It answered 401. The credentials are refused.'] });
    const none = await add({ url: 'http://127.0.0.1:9/' });
    expect(none.body.details).toEqual({ url: [expect.stringMatching(/^The connection failed/)] });
  });

  it('has each firm booking once, moved and removed with it, and is not made busy by it', async () => {
    const body = (start: string) => ({
      ...{ organizer_slug: of.slug, event_type_slug: of.typeSlug, start_time: `2035-03-05T${start}:00Z` },
      ...{ invitee_name: 'Ann', invitee_email: 'ann@example.org' },
    });
    const book = (start: string) => w.http().post('/api/v1/events/bookings/create', body(start));
    const written = async () => {
      await w.drainEvents();
      await w.app.get(WrittenBookingsProcessor, { strict: false }).writeDue();
      return [...peer.objects.values()].map(({ text }) => /DTSTART:\d+T(\d{4})/.exec(text)![1]).sort();
    };
    const { body: first } = await book('08:00');
    await add();
    await goOn(0);
    expect(await written()).toEqual(['0800']);
    const { body: second } = await book('09:00');
    expect(await written()).toEqual(['0800', '0900']);
    expect([...peer.objects.values()].map(({ text }) => text).join('')).toContain('SUMMARY:Talk: Ann');
    const move = { start_time: '2035-03-05T10:00:00Z' };
    expect((await of.host.http.post(`/api/v1/bookings/${second.id}/reschedule`, move)).status).toBe(200);
    expect(await written()).toEqual(['0800', '1000']);
    await goOn(5);
    expect(await starts()).toEqual(without('08:00', '10:00'));
    peer.failing = 503;
    expect((await of.host.http.post(`/api/v1/bookings/${first.id}/cancel`, {})).status).toBe(200);
    expect(await written()).toEqual(['0800', '1000']);
    peer.failing = null;
    w.clock.advance(2 * MINUTE);
    expect(await written()).toEqual(['1000']);
    expect(await starts()).toEqual(without('10:00'));
  });

  it('takes an entry once however often it is put, and one that is gone is gone', async () => {
    const adapter = w.app.get(CalDavCalendars, { strict: false });
    const credentials = { url: peer.url, username: 'ada', password: peer.password };
    const access: CalendarAccess = { connectionId: null, credentials, timezone: 'UTC', accountEmail: null };
    const [calendar] = await adapter.listCalendars(access);
    const at = [Date.parse('2035-03-05T09:00Z'), Date.parse('2035-03-05T09:30Z')] as const;
    const entry: BookingEntry = {
      ...{ uid: 'b6f0', sequence: 0, at, title: 'Talk', description: '', location: 'Here', url: null },
    };
    const { remoteId } = await adapter.put(access, calendar!, entry, null);
    expect(await adapter.put(access, calendar!, { ...entry, sequence: 1 }, null)).toEqual({ remoteId });
    expect([...peer.objects.keys()]).toEqual([remoteId]);
    expect(peer.objects.get(remoteId)!.text).not.toContain('METHOD');
    const asked = { range: [0, at[1] + MINUTE] as const, written: [remoteId] };
    const first = await adapter.changes(access, calendar!, { ...asked, cursor: null });
    expect(first).toMatchObject({
      whole: true,
      removed: [],
      entries: [{ remoteId, uid: 'b6f0', at, busy: [at] }],
    });
    peer.delete('b6f0');
    expect((await adapter.changes(access, calendar!, { ...asked, cursor: first.cursor })).removed).toEqual([
      remoteId,
    ]);
    expect((await adapter.changes(access, calendar!, { ...asked, cursor: null })).removed).toEqual([remoteId]);
    await adapter.remove(access, calendar!, remoteId);
  });
});
