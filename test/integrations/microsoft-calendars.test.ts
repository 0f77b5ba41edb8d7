import type {
  CalendarAccess,
  CalendarRefused,
  Interval,
  RemoteCalendar,
} from '../../src/integrations/calendars/calendar-provider.rules.js';
import { calendarAdapters } from '../support/calendar-accounts.js';
import { answering } from '../support/calendar-peer.js';
import { FakeMicrosoftGraph, throttled, type GraphCalendar } from '../support/fake-microsoft-graph.js';

const ADA = 'ada@contoso.example';
const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);
const RANGE: Interval = [at('2026-03-01T00:00:00Z'), at('2027-04-05T00:00:00Z')];
const timed = (from: string, to: string) => ({ start: new Date(from), end: new Date(to) });
const MORNING = timed('2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z');
const MORNING_BUSY = [at('2026-03-02T09:00:00Z'), at('2026-03-02T10:00:00Z')];

let peer: FakeMicrosoftGraph;
let adapters: ReturnType<typeof calendarAdapters>;
let access: CalendarAccess;
let calendar: RemoteCalendar;
let theirs: GraphCalendar;
beforeEach(async () => {
  peer = await FakeMicrosoftGraph.open();
  adapters = calendarAdapters(peer);
  access = await adapters.connect('microsoft_365', ADA);
  [calendar] = (await adapters.microsoft.listCalendars(access)) as [RemoteCalendar];
  theirs = peer.primaryOf(ADA);
});
afterEach(() => peer.close());

const read = (cursor: string | null = null, range = RANGE) =>
  adapters.microsoft.changes(access, calendar, { cursor, range, written: [] });
const busyOf = async () => (await read()).entries.flatMap(({ busy }) => busy).sort(([a], [b]) => a - b);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    ({ reason, retryAfterMs }: CalendarRefused) => [reason, retryAfterMs],
  );

describe('an account with Microsoft', () => {
  it('is whom /me names, and names its calendars', async () => {
    peer.pageSize = 1;
    expect(await adapters.microsoft.accountOf(access)).toBe(ADA);
    expect(await adapters.microsoft.listCalendars(access)).toMatchObject([
      { name: 'Calendar', timezone: null, isWritable: true, isPrimary: true },
      { name: 'Birthdays', timezone: null, isWritable: false, isPrimary: false },
    ]);
  });

  it('is refused without the calendars', async () => {
    peer.granted = ['User.Read', 'offline_access'];
    expect(await refusal(adapters.connect('microsoft_365', ADA))).toEqual(['credentials', null]);
    peer.granted = ['User.Read', 'https://graph.microsoft.com/Calendars.ReadWrite'];
    expect((await adapters.connect('microsoft_365', ADA)).accountEmail).toBeNull();
  });
});

describe('a reading of a calendar of Microsoft’s', () => {
  it('knows instants of any zone that Windows names, and whole days of theirs', async () => {
    theirs.add({ ...MORNING, zone: 'Pacific Standard Time' });
    theirs.add({ ...timed('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'), isAllDay: true });
    const days = timed('2026-03-08T08:00:00Z', '2026-03-10T07:00:00Z');
    theirs.add({ ...days, isAllDay: true, zone: 'Pacific Standard Time' });
    const expected = [
      MORNING_BUSY,
      [at('2026-03-08T08:00:00Z'), at('2026-03-10T07:00:00Z')],
      [at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z')],
    ];
    expect(await busyOf()).toEqual(expected);
    const value = [{ dateTime: '2026-07-01T09:00:00.0000000', timeZone: 'Pacific Standard Time' }].map(
      (start) => ({
        id: 'a',
        start,
        end: { dateTime: '2026-07-01T09:30:00.0000000', timeZone: 'Pacific Standard Time' },
      }),
    );
    peer.fail(/delta/, answering(200, { value }), 1);
    expect(await busyOf()).toEqual([[at('2026-07-01T16:00:00Z'), at('2026-07-01T16:30:00Z')]]);
  });

  it('takes a whole day of no zone for a day of the owner’s', async () => {
    const midnight = (date: string) => ({ dateTime: `${date}T00:00:00.0000000`, timeZone: 'UTC' });
    const event = { id: 'a', isAllDay: true, start: midnight('2026-03-29'), end: midnight('2026-03-30') };
    for (const originalStartTimeZone of ['UTC', 'tzone://Microsoft/Custom', undefined]) {
      peer.fail(/delta/, answering(200, { value: [{ ...event, originalStartTimeZone }] }), 1);
      expect(await busyOf()).toEqual([[at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z')]]);
    }
  });

  it('counts what is tentative, and nothing free, declined, cancelled or elsewhere', async () => {
    const busy = ['tentative', 'busy', 'oof', 'unknown'].map((showAs) => theirs.add({ ...MORNING, showAs }).id);
    for (const showAs of ['free', 'workingElsewhere']) theirs.add({ ...MORNING, showAs });
    theirs.add({ ...MORNING, response: 'declined' });
    theirs.add({ ...MORNING, isCancelled: true });
    theirs.delete(theirs.add(MORNING).id);
    const found = (await read()).entries.filter((entry) => entry.busy.length > 0);
    expect(found.map(({ remoteId }) => remoteId)).toEqual(busy);
  });

  it('takes from the master of a series what its occurrences do not say', async () => {
    const [, ...busy] = theirs.addSeries(MORNING.start, { count: 3 });
    const [, ...free] = theirs.addSeries(MORNING.start, { count: 2, showAs: 'free' });
    const { entries } = await read();
    const found = entries.map((entry) => [entry.remoteId, entry.busy.length]);
    expect(found).toEqual([...busy.map(({ id }) => [id, 1]), ...free.map(({ id }) => [id, 0])]);
  });

  it('turns all pages, and then asks for changes alone', async () => {
    peer.pageSize = 2;
    const events = [1, 2, 3, 4].map(() => theirs.add(MORNING));
    const first = await read();
    expect([first.whole, first.entries.length, peer.count(/GET .*delta/)]).toEqual([true, 4, 2]);
    expect(await read(first.cursor)).toMatchObject({ whole: false, entries: [], removed: [] });

    theirs.delete(events[0]!.id);
    theirs.change(events[1]!.id, { showAs: 'free' });
    theirs.change(events[2]!.id, timed('2026-03-03T09:00:00Z', '2026-03-03T10:00:00Z'));
    const second = await read(first.cursor);
    expect(second.removed).toEqual([events[0]!.id]);
    expect(second.entries.map(({ remoteId, busy }) => [remoteId, busy])).toEqual([
      [events[1]!.id, []],
      [events[2]!.id, [[at('2026-03-03T09:00:00Z'), at('2026-03-03T10:00:00Z')]]],
    ]);
  });

  it('is whole again where an occurrence changes whose master was told before', async () => {
    const [, , moved] = theirs.addSeries(MORNING.start, { showAs: 'free' });
    const { cursor } = await read();
    theirs.change(moved!.id, timed('2026-03-03T09:00:00Z', '2026-03-03T10:00:00Z'));
    const again = await read(cursor);
    expect([again.whole, again.entries.flatMap(({ busy }) => busy)]).toEqual([true, []]);
  });

  it('is whole again where the link is forgotten, and once the range runs out of its window', async () => {
    theirs.add(MORNING);
    const { cursor } = await read();
    theirs.forgetDeltaLinks();
    const again = await read(cursor);
    expect(again).toMatchObject({ whole: true, entries: [{ busy: [MORNING_BUSY] }] });
    const later: Interval = [RANGE[0], RANGE[1] + 8 * 24 * HOUR];
    expect((await read(again.cursor, later)).whole).toBe(true);
  });

  it('reads a calendar that knows no changes as it is', async () => {
    peer.knowsDelta = false;
    peer.pageSize = 1;
    theirs.add(MORNING);
    theirs.addSeries(MORNING.start, { count: 2 });
    const reading = await read();
    expect([reading.whole, reading.cursor, reading.entries.length]).toEqual([true, null, 3]);
  });

  it('takes its token to no address but the configured one', async () => {
    theirs.add(MORNING);
    theirs.add(MORNING);
    peer.pageSize = 1;
    const other = await FakeMicrosoftGraph.open();
    for (const linksTo of [other.url, `${peer.url}.evil.example`, `${peer.url}@evil.example`]) {
      peer.linksTo = linksTo;
      expect(await refusal(read())).toEqual(['invalid', null]);
    }
    expect(other.calls).toEqual([]);
    await other.close();
  });
});

it.each([
  ['too much asked', throttled(20), ['busy', 20_000]],
  ['a fault', answering(502, 'canary-provider-words'), ['unreachable', null]],
  ['what is not allowed', answering(403, { error: { code: 'ErrorAccessDenied' } }), ['gone', null]],
  ['a calendar that is gone', answering(404, { error: { code: 'ErrorItemNotFound' } }), ['gone', null]],
  ['a token that is no good', answering(401), ['credentials', null]],
])('Microsoft’s refusal says in one word: %s', async (_, trouble, expected) => {
  peer.fail(/calendarView/, trouble);
  expect(await refusal(read())).toEqual(expected);
});

describe('a booking in a calendar of Microsoft’s', () => {
  const entry = {
    uid: '0b9b8a0e-64a0-4c4e-b1f7-1d1e5a3c7d55',
    sequence: 3,
    at: [at('2026-03-02T09:00:00Z'), at('2026-03-02T09:30:00Z')] as Interval,
    title: 'Intro',
    description: 'With Bob',
    location: 'Room 1',
    url: null,
  };
  const put = (remoteId: string | null, changes = {}) =>
    adapters.microsoft.put(access, calendar, { ...entry, ...changes }, remoteId);

  it('stands there once, however often it is written, and moves', async () => {
    const { remoteId } = await put(null);
    expect(await put(null)).toEqual({ remoteId });
    expect(theirs.live.map(({ subject, start, showAs }) => [subject, start.getTime(), showAs])).toEqual([
      ['Intro', entry.at[0], 'busy'],
    ]);
    const later = entry.at.map((instant) => instant + HOUR) as unknown as Interval;
    expect(await put(null, { at: later })).toEqual({ remoteId });
    expect((await read()).entries).toMatchObject([{ remoteId, uid: entry.uid, at: later }]);
    expect(await put(remoteId)).toEqual({ remoteId });
    expect((await read()).entries).toMatchObject([{ remoteId, at: entry.at }]);
  });

  it('is found where Microsoft refuses to make it twice, and made anew where it is gone', async () => {
    const duplicate = answering(409, { error: { code: 'ErrorDuplicateTransactionId' } });
    const { remoteId } = await put(null);
    peer.fail(/POST/, duplicate, 1);
    expect(await put(null)).toEqual({ remoteId });
    theirs.delete(remoteId);
    peer.fail(/POST/, duplicate, 1);
    const again = await put(null);
    expect(again).not.toEqual({ remoteId });
    expect((await read()).entries).toMatchObject([{ ...again, uid: entry.uid }]);
  });

  it('is removed, again and when it is gone already', async () => {
    const { remoteId } = await put(null);
    const { cursor } = await read();
    await adapters.microsoft.remove(access, calendar, remoteId);
    await adapters.microsoft.remove(access, calendar, remoteId);
    expect([theirs.live, (await read(cursor)).removed]).toEqual([[], [remoteId]]);
  });
});
