import { ReadingsProcessor } from '../../../src/integrations/readings/readings.processor.js';
import { bookable, type Bookable } from '../../support/bookable.js';
import { answering } from '../../support/calendar-peer.js';
import { FakeGoogleCalendar, rateLimited } from '../../support/fake-google-calendar.js';
import { FakeMicrosoftGraph, throttled } from '../../support/fake-microsoft-graph.js';
import { noticesOf } from '../../support/notices.js';
import { world, type World } from '../../support/world.js';

const MINUTE = 60_000;
/** A Monday, an hour ahead of UTC in Berlin. */
const MONDAY = 'start_date=2035-03-05&end_date=2035-03-05';
const START = new Date('2035-03-01T00:00:00Z');
const INTEGRATIONS = '/api/v1/integrations';
const ALL = ['08:00', '08:30', '09:00', '09:30', '10:00', '10:30'];

let w: World;
let google: FakeGoogleCalendar;
let microsoft: FakeMicrosoftGraph;
let of: Bookable;
let account: string;
let accounts = 0;
beforeAll(async () => {
  [google, microsoft] = [await FakeGoogleCalendar.open(), await FakeMicrosoftGraph.open()];
  const lifetimes = { ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' };
  w = await world({ ...google.env, ...microsoft.env, ...lifetimes });
});
beforeEach(async () => {
  w.clock.set(START);
  of = await bookable(w);
  account = `host${++accounts}@calendars.example`;
  for (const peer of [google, microsoft]) peer.heal();
});
afterAll(async () => {
  await w?.close();
  await Promise.all([google.close(), microsoft.close()]);
});

/** What both can do, each in its own words. */
const PROVIDERS = {
  google_calendar: {
    peer: () => google,
    readings: /GET .*[/]events$/,
    slowDown: rateLimited,
    add: (start: string, end: string) =>
      google.primaryOf(account).add({ start: { dateTime: start }, end: { dateTime: end } }).id,
    delete: (id: string) => google.primaryOf(account).delete(id),
  },
  microsoft_365: {
    peer: () => microsoft,
    readings: /GET .*delta$/,
    slowDown: throttled(600),
    add: (start: string, end: string) =>
      microsoft.primaryOf(account).add({ start: new Date(start), end: new Date(end) }).id,
    delete: (id: string) => microsoft.primaryOf(account).delete(id),
  },
};

const starts = async () => {
  const { body } = await w.http().get(`/api/v1/events/slots/${of.slug}/${of.typeSlug}?${MONDAY}`);
  return body.slots.map((slot: { start_time: string }) => slot.start_time.slice(11, 16));
};
const connect = async (provider: keyof typeof PROVIDERS) => {
  const { body } = await of.host.http.post(`${INTEGRATIONS}/oauth/initiate`, { provider });
  const back = PROVIDERS[provider].peer().authorize(body.authorization_url, account).searchParams;
  const given = { provider, code: back.get('code'), state: back.get('state') };
  const answer = await of.host.http.post(`${INTEGRATIONS}/oauth/callback`, given);
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
const errors = async () =>
  (await noticesOf(w, of.host)).filter((each) => each.notification_type === 'calendar_error');

describe.each(Object.keys(PROVIDERS) as (keyof typeof PROVIDERS)[])('calendars of %s', (name) => {
  const provider = PROVIDERS[name];

  it('take time once they are read, and by their changes from then on', async () => {
    const event = provider.add('2035-03-05T09:00:00Z', '2035-03-05T10:00:00Z');
    await connect(name);
    await read();
    expect(await starts()).toEqual(['08:00', '08:30', '10:00', '10:30']);
    expect(await shown()).toMatchObject({ status: 'active', account_email: account, last_error: null });
    provider.add('2035-03-05T08:00:00Z', '2035-03-05T08:30:00Z');
    provider.delete(event);
    await goOn(5);
    expect(await starts()).toEqual(ALL.filter((start) => start !== '08:00'));
  });

  it('that cannot be reached for an hour keep blocking, are shown and told once, and come back', async () => {
    provider.add('2035-03-05T09:00:00Z', '2035-03-05T09:30:00Z');
    await connect(name);
    await read();
    provider.peer().fail(provider.readings, answering(500, 'canary-provider-words'));
    for (let minutes = 0; minutes < 60; minutes += 5) await goOn(5);
    expect(await starts()).toEqual(ALL.filter((start) => start !== '09:00'));
    expect(await shown()).toMatchObject({ status: 'error', is_stale: true });
    expect((await shown()).last_error).toMatch(/^(Google|Microsoft) answered 500[.]$/);
    expect(await errors()).toHaveLength(1);
    provider.peer().heal();
    await goOn(60);
    expect(await shown()).toMatchObject({ status: 'active', is_stale: false, last_error: null });
    expect(JSON.stringify([await shown(), await errors()])).not.toContain('canary');
  });

  it('renew their tokens by themselves, and are an error at once without permission', async () => {
    await connect(name);
    await read();
    await goOn(120);
    expect(await shown()).toMatchObject({ status: 'active', last_synced_at: w.clock.now().toISOString() });
    provider.peer().expireTokens();
    await goOn(5);
    expect(await shown()).toMatchObject({ status: 'active', last_synced_at: w.clock.now().toISOString() });

    provider.peer().withdrawGrants();
    await goOn(5);
    expect((await shown()).status).toBe('error');
    expect((await shown()).last_error).toMatch(/connect the account again[.]$/);
    await goOn(60);
    expect(await errors()).toHaveLength(1);
    await connect(name);
    await read();
    expect(await shown()).toMatchObject({ status: 'active', last_error: null });
  });

  it('that are connected anew and still do not work tell their owner anew', async () => {
    await connect(name);
    await read();
    provider.peer().withdrawGrants();
    await goOn(5);
    await goOn(60);
    expect(await errors()).toHaveLength(1);
    await connect(name);
    provider.peer().withdrawGrants();
    provider.peer().expireTokens();
    await goOn(0);
    expect([(await shown()).status, (await errors()).length]).toEqual(['error', 2]);
  });

  it('are left alone for as long as they want', async () => {
    await connect(name);
    await read();
    provider.peer().fail(provider.readings, provider.slowDown, 1);
    await goOn(5);
    expect((await shown()).last_error).toMatch(/wants to be asked less often[.]$/);
    await goOn(10);
    expect(await shown()).toMatchObject({ status: 'active', last_error: null });
  });

  it('go with their busy times, and Google is told', async () => {
    provider.add('2035-03-05T09:00:00Z', '2035-03-05T09:30:00Z');
    const { id } = await connect(name);
    await read();
    expect((await of.host.http.delete(`${INTEGRATIONS}/${id}`)).status).toBe(204);
    expect(await starts()).toEqual(ALL);
    expect(google.revoked.includes(account)).toBe(name === 'google_calendar');
  });
});
