import { ReadingsProcessor } from '../../../src/integrations/readings/readings.processor.js';
import { bookable, type Bookable } from '../../support/bookable.js';
import { FeedPeer } from '../../support/feed-peer.js';
import { noticesOf } from '../../support/notices.js';
import { ticketOf } from '../../support/check-in.js';
import { offerTickets } from '../../support/tickets.js';
import { world, type World } from '../../support/world.js';

const MINUTE = 60_000;
/** A Monday, an hour ahead of UTC in Berlin. */
const MONDAY = 'start_date=2035-03-05&end_date=2035-03-05';
const START = new Date('2035-03-01T00:00:00Z');
const INTEGRATIONS = '/api/v1/integrations';

let w: World;
let peer: FeedPeer;
let of: Bookable;
beforeAll(async () => {
  w = await world({
    ...{ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d', WEBHOOKS_ALLOW_PRIVATE: 'true' },
  });
});
beforeEach(async () => {
  w.clock.set(START);
  [peer, of] = [await FeedPeer.listen(), await bookable(w)];
});
afterEach(() => peer.close());
afterAll(() => w?.close());

const slots = async () => (await w.http().get(`/api/v1/events/slots/${of.slug}/${of.typeSlug}?${MONDAY}`)).body;
const starts = async () =>
  (await slots()).slots.map((slot: { start_time: string }) => slot.start_time.slice(11, 16));
const ALL = ['08:00', '08:30', '09:00', '09:30', '10:00', '10:30'];

const connect = async () => {
  const answer = await of.host.http.post(INTEGRATIONS, { provider: 'ics', url: peer.url() });
  expect(answer.status).toBe(201);
  return answer.body;
};
const read = async () => {
  await w.app.get(ReadingsProcessor, { strict: false }).readDue();
  await w.drainEvents();
};
const goOn = async (minutes: number) => {
  w.clock.advance(minutes * MINUTE);
  await read();
};
const shown = async () => (await of.host.http.get(INTEGRATIONS)).body.results[0];
const notices = async (type: string) =>
  (await noticesOf(w, of.host)).filter((each) => each.notification_type === type);

describe('a feed', () => {
  it('is shown with its calendar, read at once, and takes time in listing and in booking alike', async () => {
    peer.events = ['2035-03-05T09:00:00Z'];
    const made = await connect();
    expect(made).toEqual({
      ...{ id: expect.any(Number), provider: 'ics', account_email: null, url: peer.url(), status: 'syncing' },
      ...{ is_stale: false, last_synced_at: null, last_error: null, created_at: START.toISOString() },
      calendars: [{ id: expect.any(Number), name: 'Ada’s', is_primary: true, blocks: true, writes: false }],
    });
    expect(await starts()).toEqual(ALL);
    await read();
    expect(await starts()).toEqual(ALL.filter((start) => start !== '09:00'));
    expect((await slots()).meta.calendars_synced_at).toBe(START.toISOString());
    expect(await shown()).toMatchObject({ status: 'active', last_synced_at: START.toISOString() });
    const refused = await w.http().post('/api/v1/events/bookings/create', {
      ...{ organizer_slug: of.slug, event_type_slug: of.typeSlug, start_time: '2035-03-05T09:00:00Z' },
      ...{ invitee_name: 'Ann', invitee_email: 'ann@example.org' },
    });
    expect([refused.status, refused.body.details.reason]).toEqual([409, 'BUSY']);
    const why = `${MONDAY}&explain=2035-03-05T09:00:00Z`;
    const { body } = await of.host.http.get(`/api/v1/events/slots/${of.slug}/${of.typeSlug}?${why}`);
    expect(body.explain).toMatchObject({
      reason: 'BUSY',
      rule: { type: 'calendar', id: made.calendars[0].id, start_time: '2035-03-05T09:00:00.000Z' },
    });
  });

  it('does not make busy by a ticket of its owner that was brought there by its file', async () => {
    const { id } = await ticketOf(of.host, await offerTickets(w));
    const { body: text } = await of.host.http.get(`/api/v1/bookings/${id}/calendar.ics`);
    const uid = /^UID:(.+)\r$/m.exec(text)![1]!;
    peer.events = ['2035-03-05T09:00:00Z', '2035-03-05T10:00:00Z'];
    peer.text = peer.text.replace('UID:0@feed', `UID:${uid.toUpperCase()}`);
    await connect();
    await read();
    expect(await starts()).toEqual(ALL.filter((start) => start !== '10:00'));
  });

  it('is read again every while, by its tag, and what left it is free', async () => {
    peer.events = ['2035-03-05T09:00:00Z'];
    await connect();
    await read();
    const before = peer.calls.length;
    await goOn(4);
    expect(peer.calls).toHaveLength(before);
    await goOn(1);
    expect(peer.calls.at(-1)!.headers['if-none-match']).toBeDefined();
    expect(await shown()).toMatchObject({ last_synced_at: '2035-03-01T00:05:00.000Z' });
    peer.events = ['2035-03-05T10:30:00Z'];
    await goOn(5);
    expect(await starts()).toEqual(ALL.slice(0, 5));
  });

  it('that is gone for an hour keeps blocking, is told of once, and is asked with growing pauses', async () => {
    peer.events = ['2035-03-05T09:00:00Z'];
    const { id } = await connect();
    await read();
    peer.failing = [500];
    const before = peer.calls.length;
    await goOn(5);
    expect(await shown()).toMatchObject({ status: 'active', last_error: 'It answered 500.', is_stale: false });
    await goOn(5);
    await goOn(10);
    expect([peer.calls.length - before, await shown()]).toMatchObject([
      3,
      { status: 'error', is_stale: false },
    ]);
    await goOn(20);
    expect(peer.calls.length - before).toBe(4);
    expect(await shown()).toMatchObject({ status: 'error', is_stale: true });
    expect(await notices('calendar_error')).toMatchObject([
      { content: expect.stringContaining('Your calendar feed cannot be read: It answered 500.') },
    ]);
    expect(await starts()).toEqual(ALL.filter((start) => start !== '09:00'));
    peer.failing = [];
    expect((await of.host.http.post(`${INTEGRATIONS}/${id}/sync`)).status).toBe(202);
    await read();
    expect(await shown()).toMatchObject({ status: 'active', last_error: null, is_stale: false });
    expect(await notices('calendar_error')).toHaveLength(1);
  });

  it('that is cut short leaves what was known, and a broken event is named', async () => {
    peer.events = ['2035-03-05T09:00:00Z'];
    await connect();
    await read();
    const whole = peer.text;
    peer.text = whole.slice(0, -20);
    await goOn(5);
    expect(await shown()).toMatchObject({ last_error: 'The file is cut short.' });
    expect(await starts()).toHaveLength(5);
    peer.text = whole.replace('DTSTART:20350305', 'DTSTART:20350399');
    await goOn(10);
    expect(await shown()).toMatchObject({
      status: 'active',
      last_error: 'Skipped: "Dentist 0" (its dtstart is no time).',
    });
    expect(await starts()).toEqual(ALL);
  });

  it('that counts no more takes no time, as when it is removed', async () => {
    peer.events = ['2035-03-05T09:00:00Z'];
    const { id, calendars } = await connect();
    await read();
    const [calendar] = calendars;
    const choose = (changes: object) => of.host.http.patch(`${INTEGRATIONS}/${id}`, { calendars: [changes] });
    expect((await choose({ id: calendar.id, blocks: false })).body.calendars[0].blocks).toBe(false);
    expect(await starts()).toEqual(ALL);
    await read();
    expect(await starts()).toEqual(ALL);
    await choose({ id: calendar.id, blocks: true });
    await read();
    expect(await starts()).toHaveLength(5);
    const refused = await choose({ id: calendar.id, writes: true });
    expect(refused.body.details).toEqual({ 'calendars.0.writes': [expect.any(String)] });
    expect((await choose({ id: calendar.id + 99, blocks: true })).status).toBe(400);
    expect((await of.host.http.delete(`${INTEGRATIONS}/${id}`)).status).toBe(204);
    expect([await starts(), (await slots()).meta.calendars_synced_at]).toEqual([ALL, null]);
    expect((await of.host.http.delete(`${INTEGRATIONS}/${id}`)).status).toBe(404);
  });

  it('over a booking cancels nothing: its host is told once', async () => {
    peer.events = [];
    await connect();
    await read();
    const booked = await w.http().post('/api/v1/events/bookings/create', {
      ...{ organizer_slug: of.slug, event_type_slug: of.typeSlug, start_time: '2035-03-05T09:00:00Z' },
      ...{ invitee_name: 'Ann', invitee_email: 'ann@example.org' },
    });
    expect(booked.status).toBe(201);
    for (const events of [['2035-03-05T09:00:00Z'], ['2035-03-05T08:45:00Z', '2035-03-05T09:15:00Z']]) {
      peer.events = events;
      await goOn(5);
    }
    expect(await notices('calendar_conflict')).toMatchObject([{ content: expect.stringContaining('“Talk”') }]);
    const { body } = await of.host.http.get(`/api/v1/bookings/${booked.body.id}`);
    expect(body.status).toBe('confirmed');
  });

  it('is refused where it is connected already, cannot be read, or is no feed', async () => {
    const add = (url: string) => of.host.http.post(INTEGRATIONS, { provider: 'ics', url });
    peer.events = [];
    await connect();
    expect((await add(peer.url())).status).toBe(409);
    peer.text = '<html>';
    expect((await add(peer.url('/2'))).body.details).toEqual({ url: ['This is no calendar file.'] });
    peer.failing = [404];
    expect((await add(peer.url('/3'))).body.details).toEqual({
      url: ['It answered 404. Nothing is there any more.'],
    });
    expect((await add('ftp://example.org/a.ics')).status).toBe(400);
    const caldav = await of.host.http.post(INTEGRATIONS, { provider: 'caldav', url: peer.url() });
    expect(Object.keys(caldav.body.details)).toEqual(['username', 'password']);
  });
});
