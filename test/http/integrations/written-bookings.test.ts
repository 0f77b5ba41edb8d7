import { ErasureService } from '../../../src/identity/erasure/erasure.service.js';
import { ReadingsProcessor } from '../../../src/integrations/readings/readings.processor.js';
import { WrittenBookingsProcessor } from '../../../src/integrations/written/written-bookings.processor.js';
import { bookable, plantType, type Bookable } from '../../support/bookable.js';
import { CalDavPeer } from '../../support/caldav-peer.js';
import { FakeGoogleCalendar } from '../../support/fake-google-calendar.js';
import { FakeMicrosoftGraph } from '../../support/fake-microsoft-graph.js';
import { noticeMailsOf, noticesOf } from '../../support/notices.js';
import { world, type World } from '../../support/world.js';

const MINUTE = 60_000;
const DAY = 24 * 60;
/** A Monday, an hour ahead of UTC in Berlin. */
const MONDAY = '2035-03-05';
const INTEGRATIONS = '/api/v1/integrations';
const DELETED = 'It was deleted in the host’s calendar.';

let w: World;
let google: FakeGoogleCalendar;
let microsoft: FakeMicrosoftGraph;
let caldav: CalDavPeer;
let of: Bookable;
let account: string;
let accounts = 0;
beforeAll(async () => {
  [google, microsoft] = [await FakeGoogleCalendar.open(), await FakeMicrosoftGraph.open()];
  const lifetimes = { ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d', WEBHOOKS_ALLOW_PRIVATE: 'true' };
  w = await world({ ...google.env, ...microsoft.env, ...lifetimes });
});
beforeEach(async () => {
  w.clock.set(new Date('2035-03-01T00:00:00Z'));
  [caldav, of] = [await CalDavPeer.listen(), await bookable(w)];
  account = `host${++accounts}@calendars.example`;
});
afterEach(() => caldav.close());
afterAll(async () => {
  await w?.close();
  await Promise.all([google.close(), microsoft.close()]);
});

interface There {
  id: string;
  from: string;
  until: string;
}

/** What each has of the bookings, and what their owner does to it, in its own words. */
const PROVIDERS = {
  google_calendar: {
    written: (): There[] =>
      google
        .primaryOf(account)
        .live.map(({ id, start, end }) => ({ id, from: start.dateTime!, until: end.dateTime! })),
    move: (id: string, from: Date, until: Date) =>
      void google.primaryOf(account).change(id, {
        start: { dateTime: from.toISOString() },
        end: { dateTime: until.toISOString() },
      }),
    delete: (id: string) => google.primaryOf(account).delete(id),
    forget: () => google.primaryOf(account).forgetSyncTokens(),
  },
  microsoft_365: {
    written: (): There[] =>
      microsoft
        .primaryOf(account)
        .live.map(({ id, start, end }) => ({ id, from: start.toISOString(), until: end.toISOString() })),
    move: (id: string, from: Date, until: Date) =>
      void microsoft.primaryOf(account).change(id, { start: from, end: until }),
    delete: (id: string) => microsoft.primaryOf(account).delete(id),
    forget: () => microsoft.primaryOf(account).forgetDeltaLinks(),
  },
  caldav: {
    written: (): There[] =>
      [...caldav.objects].map(([path, { text }]) => {
        const [from, until] = ['DTSTART', 'DTEND'].map((name) =>
          new RegExp(`${name}:(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)00Z`).exec(text)!.slice(1),
        );
        const iso = ([y, m, d, h, min]: string[]) => `${y}-${m}-${d}T${h}:${min}:00.000Z`;
        return { id: path.replace(/^.*[/]|[.]ics$/g, ''), from: iso(from!), until: iso(until!) };
      }),
    move: (id: string, from: Date) => caldav.put(id, from.toISOString().replace(/[-:]|[.]\d+/g, '')),
    delete: (id: string) => caldav.delete(id),
    forget: () => caldav.forgetTokens(),
  },
};
type Name = keyof typeof PROVIDERS;

const connect = async (name: Name) => {
  if (name === 'caldav') {
    const account = { provider: name, url: caldav.url, username: 'ada', password: caldav.password };
    return (await of.host.http.post(INTEGRATIONS, account)).body;
  }
  const peer = name === 'google_calendar' ? google : microsoft;
  const { body } = await of.host.http.post(`${INTEGRATIONS}/oauth/initiate`, { provider: name });
  const back = peer.authorize(body.authorization_url, account).searchParams;
  const given = { provider: name, code: back.get('code'), state: back.get('state') };
  return (await of.host.http.post(`${INTEGRATIONS}/oauth/callback`, given)).body;
};
const write = async () => {
  await w.drainEvents();
  await w.app.get(WrittenBookingsProcessor, { strict: false }).writeDue();
  await w.drainEvents();
};
/** Reads the calendars, then writes what that brought. */
const goOn = async (minutes: number) => {
  w.clock.advance(minutes * MINUTE);
  await w.app.get(ReadingsProcessor, { strict: false }).readDue();
  await write();
};
const book = async (start: string, typeSlug = of.typeSlug, name = 'Ann') => {
  const { status, body } = await w.http().post('/api/v1/events/bookings/create', {
    ...{ organizer_slug: of.slug, event_type_slug: typeSlug, start_time: `${MONDAY}T${start}:00Z` },
    ...{ invitee_name: name, invitee_email: `${name.toLowerCase()}@example.org` },
  });
  expect(status).toBe(201);
  return body;
};
const shown = async ({ id }: { id: number }) => (await of.host.http.get(`/api/v1/bookings/${id}`)).body;
const toldOf = async (type: string) =>
  (await noticesOf(w, of.host)).filter((each) => each.notification_type === type);
const at = (clock: string) => new Date(`${MONDAY}T${clock}:00Z`);
const span = (from: string, until: string) => ({
  from: at(from).toISOString(),
  until: at(until).toISOString(),
});

describe.each(Object.keys(PROVIDERS) as Name[])('bookings written to %s', (name) => {
  const there = PROVIDERS[name];
  const places = () => there.written().map(({ from, until }) => ({ from, until }));

  it('stand there once, move and go with the booking', async () => {
    const early = await book('08:00');
    await connect(name);
    await goOn(0);
    const late = await book('09:00');
    await write();
    await write();
    expect(places()).toEqual([span('08:00', '08:30'), span('09:00', '09:30')]);
    const move = { start_time: at('10:00').toISOString() };
    expect((await of.host.http.post(`/api/v1/bookings/${late.id}/reschedule`, move)).status).toBe(200);
    await of.host.http.post(`/api/v1/bookings/${early.id}/cancel`, {});
    await write();
    expect(places()).toEqual([span('10:00', '10:30')]);
    await goOn(5);
    expect((await shown(late)).status).toBe('confirmed');
    expect(await toldOf('calendar_conflict')).toEqual([]);
  });

  it('are cancelled as by the host where their owner deletes them', async () => {
    const [kept, deleted] = [await book('08:00'), await book('09:00')];
    await connect(name);
    await goOn(0);
    await goOn(5);
    there.delete(there.written().find(({ from }) => from === at('09:00').toISOString())!.id);
    await goOn(5);
    expect(await shown(deleted)).toMatchObject({ status: 'cancelled' });
    const manage = await w.http().get(`/api/v1/events/booking/${deleted.access_token}/manage`);
    expect(manage.body).toMatchObject({ status: 'cancelled', cancel_reason: DELETED });
    expect((await shown(kept)).status).toBe('confirmed');
    const mails = await noticeMailsOf(w, of.host);
    expect(mails.map(({ subject }) => subject)).toContain('Booking cancelled: Talk');
    await goOn(5);
    expect(places()).toEqual([span('08:00', '08:30')]);
    const again = await book('09:00');
    await write();
    expect([again.id === deleted.id, places().length]).toEqual([false, 2]);
  });

  it('are noticed to be deleted also where the next reading is a whole one', async () => {
    const deleted = await book('08:00');
    await connect(name);
    await goOn(0);
    await goOn(DAY - 5);
    there.delete(there.written()[0]!.id);
    await goOn(5);
    expect((await shown(deleted)).status).toBe('cancelled');
  });

  it('are put back where their owner moves them, who is told each time', async () => {
    const moved = await book('08:00');
    await connect(name);
    await goOn(0);
    await goOn(5);
    for (let times = 1; times <= 2; times++) {
      there.move(there.written()[0]!.id, at('10:00'), at('10:30'));
      await goOn(5);
      expect(places()).toEqual([span('08:00', '08:30')]);
      const told = await toldOf('calendar_conflict');
      expect(told).toHaveLength(times);
      expect(told[0]).toMatchObject({ related_id: moved.id, title: 'A booking was put back in your calendar' });
      expect(told[0].message).toContain('“Talk: Ann” was moved in your calendar, and was put back');
      await goOn(5);
      expect(await toldOf('calendar_conflict')).toHaveLength(times);
    }
    expect(await shown(moved)).toMatchObject({ status: 'confirmed', start_time: at('08:00').toISOString() });
  });

  it('stay as they are where a whole reading comes instead of the changes', async () => {
    const kept = await book('08:00');
    await connect(name);
    await goOn(0);
    there.forget();
    await goOn(5);
    expect([(await shown(kept)).status, places()]).toEqual(['confirmed', [span('08:00', '08:30')]]);
  });
});

describe('a session', () => {
  it('is cancelled whole where the event of one of its bookings is deleted', async () => {
    const { slug } = await plantType(w.db, of.host.id, { max_attendees: 3 });
    const [one, other] = [await book('08:00', slug), await book('08:00', slug, 'Ben')];
    await connect('google_calendar');
    await goOn(0);
    await goOn(5);
    const calendar = google.primaryOf(account);
    calendar.delete(calendar.live[0]!.id);
    await goOn(5);
    await write();
    expect([(await shown(one)).status, (await shown(other)).status]).toEqual(['cancelled', 'cancelled']);
    expect(calendar.live).toEqual([]);
  });
});

describe('a reading during which something is written', () => {
  it('leaves to the next one what was changed before it: nothing is missed, nothing made up', async () => {
    const booked = await book('08:00');
    await connect('google_calendar');
    await goOn(0);
    await goOn(5);
    const calendar = google.primaryOf(account);
    const { id } = calendar.live[0]!;
    const move = { start_time: at('10:00').toISOString() };
    google.pause = async (call) => {
      if (!/GET .*[/]events$/.test(call)) return;
      google.pause = null;
      await of.host.http.post(`/api/v1/bookings/${booked.id}/reschedule`, move);
      w.clock.advance(MINUTE);
      await write();
      calendar.delete(id);
    };
    await goOn(5);
    expect((await shown(booked)).status).toBe('confirmed');
    await goOn(5);
    expect((await shown(booked)).status).toBe('cancelled');
  });
});

describe('connected calendars of who is erased', () => {
  it('are in the export, then go with all that was read of them, and Google is told', async () => {
    const booked = await book('08:00');
    const calendar = google.primaryOf(account);
    const busy = calendar.add({
      ...{ start: { dateTime: at('10:00').toISOString() }, end: { dateTime: at('10:30').toISOString() } },
    });
    const { id, calendars } = await connect('google_calendar');
    await goOn(0);
    const { body } = await of.host.http.get('/api/v1/users/me/export');
    expect(body.calendar_connections).toEqual([
      expect.objectContaining({ id, provider: 'google_calendar', accountEmail: account, url: null }),
    ]);
    expect(body.calendars.map((each: { id: number }) => each.id)).toEqual(
      calendars.map((each: { id: number }) => each.id),
    );
    expect(body.calendar_entries).toContainEqual(
      expect.objectContaining({ calendar_id: calendars[0].id, remote_id: busy.id }),
    );
    expect(body.written_bookings).toEqual([
      expect.objectContaining({ booking_id: booked.id, calendar_id: calendars[0].id }),
    ]);
    expect(JSON.stringify(body)).not.toContain('canary');

    await of.host.http.post(`/api/v1/bookings/${booked.id}/cancel`, {});
    await write();
    expect((await of.host.http.delete('/api/v1/users/me')).status).toBe(204);
    await w.app.get(ErasureService, { strict: false }).carryOut(of.host.id);
    expect(google.revoked).toContain(account);
    const [left] = await w.db.query<object>(
      `SELECT (SELECT count(*) FROM integrations.calendar_connections WHERE owner_id = $1) AS connections,
         (SELECT count(*) FROM integrations.calendars WHERE owner_id = $1) AS calendars,
         (SELECT count(*) FROM integrations.calendar_entries WHERE calendar_id = $2) AS entries,
         (SELECT count(*) FROM integrations.written_bookings WHERE owner_id = $1) AS written,
         (SELECT count(*) FROM scheduling.calendar_times WHERE owner_id = $1) AS times,
         (SELECT count(*) FROM scheduling.calendar_readings WHERE owner_id = $1) AS readings`,
      [of.host.id, calendars[0].id],
    );
    expect(left).toEqual({ connections: 0, calendars: 0, entries: 0, written: 0, times: 0, readings: 0 });
  });
});
