import { EVENT_TYPES } from '../support/event-types.js';
import { book, booked, offerType, openHost, startIn, type OfferedType } from '../support/appointments.js';
import { eventually } from '../support/eventually.js';
import type { Person } from '../support/people.js';
import { BOTH_KINDS, type Refusal, type SocketClient, type SocketOptions } from '../support/sockets.js';
import { FRAMES_APART_MS } from '../../src/realtime/slots/slot-changes.repository.js';
import { world, type World } from '../support/world.js';

const DAY_MS = 86_400_000;
const FAR_OFF = '9999-12-01T00:00:00.000Z';

let w: World;
let admin: Person;
const clients: SocketClient[] = [];

beforeAll(async () => {
  w = await world({ ACCESS_TOKEN_TTL: '30d' });
  admin = await w.admin();
});
afterEach(() => clients.splice(0).forEach((client) => client.close()));
afterAll(() => w?.close());

const manage = (token: string, body: object) => w.http().post(`/api/v1/events/booking/${token}/manage`, body);

describe.each(BOTH_KINDS)('free times over %s', (kind, open) => {
  const isPlain = kind !== 'Socket.IO';
  const listen = async (ofType: OfferedType, options: SocketOptions = {}) => {
    const client = await open(w.url, { ...options, ofType });
    clients.push(client);
    return client;
  };
  const refusal = async (options: SocketOptions) => {
    const { status, code } = await open(w.url, options).then(
      () => ({ code: 'open' }) as Refusal,
      (error: Refusal) => error,
    );
    return isPlain ? (status ?? code) : code;
  };

  it('tell a stranger that they changed, and between which instants', async () => {
    const host = await openHost(w);
    const type = await offerType(w, host);
    const other = await offerType(w, await openHost(w));
    const [client, elsewhere] = [await listen(type), await listen(other)];
    const start = startIn(w, 240);
    await booked(w.http(), type, start);
    const [frame] = await client.atLeast(1);
    expect(frame).toEqual({
      id: expect.any(Number),
      type: 'slots_changed',
      data: {
        organizer_slug: type.organizer_slug,
        event_type_slug: type.event_type_slug,
        from: expect.any(String),
        to: expect.any(String),
      },
      timestamp: expect.any(String),
    });
    const [from, to] = [Date.parse(frame!.data.from), Date.parse(frame!.data.to)];
    expect(from).toBeLessThanOrEqual(Date.parse(start) - 29 * 60_000);
    expect(to).toBeGreaterThanOrEqual(Date.parse(start) + 30 * 60_000);
    expect(to - from).toBeLessThan(6 * DAY_MS);
    await booked(w.http(), other, start);
    await elsewhere.atLeast(1);
    expect(elsewhere.frames.map(({ data }) => data.event_type_slug)).toEqual([other.event_type_slug]);
  });

  it('change with bookings, moves and cancellations of any type of the host, and for guests', async () => {
    const [host, guest] = [await openHost(w), await openHost(w)];
    const [type, sibling] = [await offerType(w, host), await offerType(w, host)];
    const clientsOf = [await listen(type), await listen(sibling), await listen(await offerType(w, guest))];
    const all = async (count: number) => {
      for (const client of clientsOf) await client.atLeast(count);
    };
    const { access_token: token } = await booked(guest.http, type, startIn(w, 24));
    await all(1);
    await manage(token, { action: 'reschedule', start_time: startIn(w, 72) });
    await all(2);
    const { from, to } = clientsOf[1]!.frames[1]!.data;
    expect(from <= startIn(w, 24) && to >= startIn(w, 72)).toBe(true);
    await manage(token, { action: 'cancel' });
    await all(3);
  });

  it('change with hours, dates, blocked times, the zone, and the type itself', async () => {
    const host = await openHost(w);
    const type = await offerType(w, host);
    const client = await listen(type);
    const next = async (write: () => Promise<{ status: number; body: any }>) => {
      const before = client.frames.length;
      const { status, body } = await write();
      expect(status).toBeLessThan(300);
      await client.atLeast(before + 1);
      return body;
    };
    const { http } = host;
    const date = startIn(w, 480).slice(0, 10);
    const rule = await next(() =>
      http.post('/api/v1/user-availability', { day_of_week: 1, start_time: '01:00', end_time: '02:00' }),
    );
    expect(client.frames[0]!.data.to).toBe(FAR_OFF);
    await next(() => http.put(`/api/v1/user-availability/${rule.id}`, { end_time: '03:00' }));
    await next(() => http.delete(`/api/v1/user-availability/${rule.id}`));
    const closed = await next(() => http.post('/api/v1/availability/overrides', { date, is_available: false }));
    const { from, to } = client.frames[3]!.data as Record<'from' | 'to', string>;
    expect(from < date && to > `${date}T23:59` && to < FAR_OFF).toBe(true);
    await next(() => http.delete(`/api/v1/availability/overrides/${closed.id}`));
    const span = { start_time: startIn(w, 480), end_time: startIn(w, 482) };
    const blocked = await next(() => http.post('/api/v1/availability/blocked-times', span));
    await next(() => http.delete(`/api/v1/availability/blocked-times/${blocked.id}`));
    await next(() => http.patch('/api/v1/users/me', { timezone: 'Asia/Kathmandu' }));
    await next(() => http.patch(`${EVENT_TYPES}/${type.id}`, { duration: 45 }));
    expect(client.ids).toEqual([...new Set(client.ids)].sort((a, b) => a - b));
  });

  it('change as a session fills and empties, and as a queue keeps its seats', async () => {
    const type = await offerType(w, await openHost(w), { maxAttendees: 2 });
    const client = await listen(type);
    const start = startIn(w, 24);
    const party = (name: string, more: object = {}) =>
      booked(w.http(), type, start, { invitee_email: `${name}@example.com`, ...more });
    await party('ada');
    await client.atLeast(1);
    const { access_token: waits } = await party('grace', { attendee_count: 2, join_waitlist: true });
    await client.atLeast(2);
    expect((await manage(waits, { action: 'cancel' })).status).toBe(200);
    await client.atLeast(3);
  });

  it('say that a type closed, and then nothing more of it', async () => {
    const host = await openHost(w);
    const [type, open] = [await offerType(w, host), await offerType(w, host)];
    const [client, witness] = [await listen(type), await listen(open)];
    await host.http.patch(`${EVENT_TYPES}/${type.id}`, { is_active: false });
    await client.atLeast(1);
    await host.http.patch(`${EVENT_TYPES}/${type.id}`, { duration: 60 });
    await booked(w.http(), open, startIn(w, 24));
    await witness.atLeast(1);
    expect(client.frames).toHaveLength(1);
    const back = await listen(open, { since: client.frames[0]!.id - 1 });
    await back.atLeast(1);
    expect(back.frames.every(({ data }) => data.event_type_slug === open.event_type_slug)).toBe(true);
    expect(await refusal({ ofType: type })).toBe(isPlain ? 404 : 'NOT_FOUND');
  });

  it('end for strangers as their host is suspended, and come back', async () => {
    const host = await openHost(w);
    const client = await listen(await offerType(w, host));
    await admin.http.patch(`/api/v1/admin/users/${host.id}`, { status: 'suspended' });
    await client.atLeast(1);
    await admin.http.patch(`/api/v1/admin/users/${host.id}`, { status: 'active' });
    await client.atLeast(2);
  });

  it('come four times a second at most, joined, and the last of many changes is told', async () => {
    const type = await offerType(w, await openHost(w));
    const client = await listen(type);
    const starts = Array.from({ length: 12 }, (_, day) => startIn(w, 24 * (10 + day)));
    await Promise.all(starts.map((start) => book(w.http(), type, start)));
    const told = await eventually(() => {
      const until =
        client.frames
          .map(({ data }) => data.to as string)
          .sort()
          .at(-1) ?? '';
      if (until < starts.at(-1)!) throw new Error(`Told until ${until}`);
      return client.frames.length;
    });
    expect(told).toBeLessThan(starts.length);
    const written = await w.db.query<{ at: Date }>(
      `SELECT written_at AS at FROM realtime.slot_frames WHERE host_id = $1`,
      [type.host.id],
    );
    expect(written).toHaveLength(1);
    expect(FRAMES_APART_MS * 4).toBeGreaterThan(1_000);
  });

  it('that were missed come after a reconnect, and what is too long ago asks for a new look', async () => {
    const type = await offerType(w, await openHost(w));
    const first = await listen(type);
    await booked(w.http(), type, startIn(w, 24));
    const { id } = (await first.atLeast(1))[0]!;
    first.close();
    await booked(w.http(), type, startIn(w, 48));
    const again = await listen(type, { since: id });
    await again.frame('slots_changed', ({ data }) => data.to > startIn(w, 48));
    await w.drainEvents();
    await booked(w.http(), type, startIn(w, 240));
    await again.frame('slots_changed', ({ data }) => data.to > startIn(w, 240));
    expect(again.ids[0]).toBeGreaterThan(id);
    expect(again.ids).toEqual([...new Set(again.ids)].sort((a, b) => a - b));
    const lost = await listen(type, { since: 999_999_999_999 });
    expect(await lost.frame('resync_required')).toEqual({ type: 'resync_required' });
  });

  it('are refused of what there is not, and to a bad token', async () => {
    const type = await offerType(w, await openHost(w));
    const closed = await offerType(w, type.host, { isActive: false });
    const notFound = isPlain ? 404 : 'NOT_FOUND';
    expect(await refusal({ ofType: { ...type, event_type_slug: 'nothing' } })).toBe(notFound);
    expect(await refusal({ ofType: { ...type, organizer_slug: 'nobody-of-that-name' } })).toBe(notFound);
    expect(await refusal({ ofType: closed })).toBe(notFound);
    expect(await refusal({ path: isPlain ? '/ws/slots/' : '/ws/slots' })).toBe(notFound);
    expect(await refusal({ ofType: type, token: 'nonsense' })).toBe(isPlain ? 401 : 'TOKEN_NOT_VALID');
    expect(await refusal({ ofType: type, token: admin.access })).toBe('open');
  });
});
