import { DataSource } from 'typeorm';
import { GiveEventsZones1763843100000 } from '../../../migrations/1763843100000-give-events-zones.js';
import { EventPhasesProcessor } from '../../../src/collaboration/events/event-phases.processor.js';
import { RemindersProcessor } from '../../../src/messaging/reminders/reminders.processor.js';
import { dataSourceOptions } from '../../../src/platform/database/data-source-options.js';
import { ticketOf } from '../../support/check-in.js';
import { createTestDatabase } from '../../support/database.js';
import { inDays, makeDraft, makeGathering } from '../../support/events.js';
import { calendarOf, mailGatheredChanges, noticeMailsOf, noticesOf } from '../../support/notices.js';
import { proveAddress } from '../../support/people.js';
import { pdfText } from '../../support/pdf-text.js';
import { makePublished, refusal } from '../../support/ticketed.js';
import { world, type Person, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;
/** Tokyo’s Monday morning is New York’s Sunday evening. */
const TIMES = { start_date: '2031-03-03T00:00:00.000Z', end_date: '2031-03-03T02:30:00.000Z' };
const THERE = 'Monday, 3 March 2031, 09:00 – 11:30 (Asia/Tokyo)';
const HERE = 'Sunday, 2 March 2031, 19:00 – 21:30 (America/New_York)';
const BOTH = THERE.replace(')', `; your time: ${HERE.replace(' (', ', ')}`);

let w: World;
let organizer: Person;
let ada: Person;
let local: Person;
beforeAll(async () => {
  w = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
  organizer = await w.signUpAs('organizer');
  await live(organizer, 'Asia/Tokyo');
});
beforeEach(async () => {
  w.clock.reset();
  [ada, local] = [await w.signUp({ first_name: 'Ada', last_name: 'Lovelace' }), await w.signUp()];
  await live(ada, 'America/New_York');
  await live(local, 'Asia/Tokyo');
});
afterAll(() => w?.close());

async function live(person: Person, timezone: string): Promise<void> {
  expect((await person.http.patch('/api/v1/users/me', { timezone })).status).toBe(200);
}

const workshop = (more: Record<string, unknown> = {}) =>
  makePublished(organizer, w.clock.now(), { title: 'Tea', location: 'Kyoto', ...TIMES, ...more });
const change = (id: number, body: object) => organizer.http.patch(`/api/v1/events/${id}`, body);
const mailNamed = async (person: Person, subject: string) => {
  const found = (await noticeMailsOf(w, person)).filter((mail) => mail.subject === subject);
  expect(found).toHaveLength(1);
  return found[0]!;
};
const bytesOf = async (person: Person, path: string) => {
  const headers = { authorization: `Bearer ${person.access}` };
  return Buffer.from(await (await fetch(`${w.url}/api/v1/${path}`, { headers })).arrayBuffer());
};
const calendarFile = async (id: number, by?: Person) => {
  const { body } = await (by?.http ?? w.http()).get<string>(`/api/v1/events/${id}/calendar.ics`);
  return body.replace(/\r\n /g, '').replaceAll('\\,', ',');
};

describe('the zone of an event', () => {
  it('is that of who makes it, or the one that is sent', async () => {
    const gathering = await makeGathering(ada, w.clock.now());
    const draft = await makeDraft(organizer, w.clock.now());
    expect([gathering.timezone, draft.timezone]).toEqual(['America/New_York', 'Asia/Tokyo']);
    expect((await makeGathering(ada, w.clock.now(), { timezone: 'Europe/Berlin' })).timezone).toBe(
      'Europe/Berlin',
    );
  });

  it('stays when its organizer moves away', async () => {
    const { id } = await makeGathering(local, w.clock.now());
    await live(local, 'Europe/Berlin');
    expect((await local.http.get(`/api/v1/events/${id}`)).body.timezone).toBe('Asia/Tokyo');
  });

  it('is in lists, details and what its organizer gets of everything held', async () => {
    const { id } = await makeGathering(ada, w.clock.now(), { title: 'Only this one', timezone: 'Asia/Seoul' });
    const { results } = (await ada.http.get('/api/v1/events?search=only this one')).body;
    expect(results.map((each: any) => each.timezone)).toEqual(['Asia/Seoul']);
    expect((await w.http().get(`/api/events/${id}`)).body.timezone).toBe('Asia/Seoul');
    const { events } = (await ada.http.get('/api/v1/users/me/export')).body;
    expect(events.find((each: any) => each.id === id).timezone).toBe('Asia/Seoul');
  });

  it.each(['Mars/Olympus', '+09:00', 'Asia/Tokyo; x', 'constructor'])('is no %s', async (timezone) => {
    const made = await ada.http.post('/api/v1/events', {
      ...{ title: 'Party', date: inDays(w.clock.now(), 3), timezone },
    });
    expect(refusal(made)).toBe('400 VALIDATION_ERROR timezone');
    expect(made.body.field_errors.timezone).toEqual([`"${timezone}" is not a known time zone.`]);
    const { id } = await makeDraft(organizer, w.clock.now());
    expect(refusal(await change(id, { timezone }))).toBe('400 VALIDATION_ERROR timezone');
    expect(refusal(await change(id, { timezone: null }))).toBe('400 VALIDATION_ERROR timezone');
  });

  it('is of old events that of who made them, as it is of their offers and certificates', async () => {
    const database = await createTestDatabase();
    const source = await new DataSource(dataSourceOptions(database.url, 2)).initialize();
    const runner = source.createQueryRunner();
    try {
      const migration = new GiveEventsZones1763843100000();
      await migration.down(runner);
      await runner.query(`
        INSERT INTO identity.accounts (username, email, slug, status, timezone, joined_at, updated_at)
        VALUES ('ada', 'ada@example.org', 'ada', 'active', 'Asia/Tokyo', now(), now());
        INSERT INTO collaboration.events
          (kind, organizer_id, title, visibility, state, starts_at, ends_at, created_at, updated_at)
        SELECT 'gathering', id, 'Tea', 'public', 'open', now(), now() + interval '1 hour', now(), now()
        FROM identity.accounts;
        INSERT INTO booking.offers (kind, ref_id, title, state, visibility, max_per_booking, price_cents,
          currency, starts_at, ends_at, closes_at, created_at, updated_at)
        SELECT of.kind, e.id, 'Tea', 'open', 'public', 1, 0, 'USD', starts_at, ends_at, starts_at, now(), now()
        FROM collaboration.events e, (VALUES ('event'), ('slot')) AS of (kind);
        INSERT INTO collaboration.certificates (event_id, person_id, certificate_number, organizer_id,
          holder_name, organizer_name, event_title, event_starts_at, event_ends_at, minutes, issued_at)
        SELECT id, 1, 'CERT-1-1-ABC123', organizer_id, 'Bob', 'Ada', 'Tea', starts_at, ends_at, 60, ends_at
        FROM collaboration.events;
        INSERT INTO messaging.gathered_changes (event_id, first_event, previous, changed, changed_at, due_at)
        SELECT id, 1, '{"title": "Milk"}', '{title}', now(), now() FROM collaboration.events`);
      await migration.up(runner);
      const zones = await runner.query(`
        SELECT e.timezone AS event, c.event_timezone AS certificate, g.previous->>'timezone' AS gathered,
          (SELECT json_object_agg(kind, timezone) FROM booking.offers) AS offers
        FROM collaboration.events e, collaboration.certificates c, messaging.gathered_changes g`);
      const [event, certificate, gathered] = Array.from({ length: 3 }, () => 'Asia/Tokyo');
      expect(zones).toEqual([{ event, certificate, gathered, offers: { event: 'Asia/Tokyo', slot: null } }]);
    } finally {
      await runner.release();
      await source.destroy();
      await database.drop();
    }
  });
});

describe('times of an event', () => {
  it('stand on a ticket, on its clock first', async () => {
    const { id } = await workshop();
    const text = async (person: Person) =>
      pdfText(await bytesOf(person, `bookings/${(await ticketOf(person, id)).id}/ticket`));
    const far = await text(ada);
    expect(far.join(' ')).toContain(
      'Starts Monday, 3 March 2031, 09:00 Ends Monday, 3 March 2031, 11:30 ' +
        `Times are in Asia/Tokyo Your time ${HERE.replace(/ \((.*)\)/, ' Your time zone $1')} Place Kyoto`,
    );
    const near = await text(local);
    expect(near).toContain('Asia/Tokyo');
    expect(near).not.toContain('Your time');
  });

  it('stand in mails and in the app, on its clock first', async () => {
    const { id } = await workshop();
    for (const person of [ada, local]) await ticketOf(person, id);
    const far = await mailNamed(ada, 'Booking Confirmation: Tea');
    expect(far.text).toContain(`When: ${THERE}\nYour time: ${HERE}\nWhere: Kyoto`);
    expect(far.html).toMatch(
      /Monday, 3 March 2031, 09:00 – 11:30 \(Asia\/Tokyo\).*\n.*Your time.*19:00 – 21:30/,
    );
    expect(calendarOf(far)).toMatchObject({
      ...{ DTSTART: '20310303T000000Z', DESCRIPTION: BOTH.replaceAll(',', '\\,').replaceAll(';', '\\;') },
    });
    const near = await mailNamed(local, 'Booking Confirmation: Tea');
    expect(near.text).toContain(`When: ${THERE}\nWhere: Kyoto`);
  });

  it('stand so in reminders, tasks and votes too', async () => {
    const event = await makeGathering(local, w.clock.now(), { title: 'Tea', date: inDays(w.clock.now(), 3) });
    await ada.http.post(`/api/v1/events/${event.id}/join`);
    const options = [{ text: 'Green' }, { text: 'Black' }];
    const vote = { event: event.id, title: 'Which?', options, ends_at: inDays(w.clock.now(), 1) };
    expect((await local.http.post('/api/v1/voting', vote)).status).toBe(201);
    const [asked] = await noticesOf(w, ada, '?notification_type=vote_started');
    expect(asked.message).toMatch(/until [^(]* \(Asia\/Tokyo; your time: [^(]*, America\/New_York\)\.$/);
    w.clock.advance(2.5 * 24 * HOUR_MS);
    await w.app.get(RemindersProcessor, { strict: false }).sweep();
    const [reminder] = await noticesOf(w, ada, '?notification_type=event_reminder');
    expect(reminder.message).toMatch(/soon: [^(]* \(Asia\/Tokyo; your time: [^(]*, America\/New_York\)\.$/);
    expect((await mailNamed(ada, 'Reminder: Tea')).text).toMatch(/When: .*Tokyo\)\nYour time: .*New_York\)/);
    expect((await mailNamed(local, 'Reminder: Tea')).text).not.toContain('Your time');
  });

  it('are its own alone to an address that is invited', async () => {
    const { id } = await makeGathering(local, w.clock.now(), { date: TIMES.start_date });
    const email = `eve-${id}@example.com`;
    await proveAddress(w.db, local);
    await local.http.post(`/api/v1/events/${id}/invite`, { emails: [email] });
    const [mail] = await noticeMailsOf(w, { email });
    expect(mail!.text).toContain('When: Monday, 3 March 2031, 09:00 – 11:00 (Asia/Tokyo)\n');
    expect(mail!.text).not.toContain('Your time');
  });

  it('stand in its calendar file, whose times are UTC', async () => {
    const { id } = await workshop({ description: 'Bring a cup' });
    const strangers = await calendarFile(id);
    expect(strangers).toContain('DTSTART:20310303T000000Z');
    expect(strangers).toContain(`DESCRIPTION:${THERE}\\n\\nBring a cup`);
    expect(await calendarFile(id, ada)).toContain(`DESCRIPTION:${BOTH.replace(';', '\\;')}\\n\\nBring a cup`);
  });

  it('make the day on its certificate', async () => {
    const at = new Date(w.clock.millis() + 240 * HOUR_MS);
    at.setUTCHours(20, 0, 0, 0);
    const { id } = await workshop({
      ...{ start_date: at.toISOString(), end_date: new Date(at.getTime() + HOUR_MS).toISOString() },
    });
    const booking = await ticketOf(ada, id);
    w.clock.advance(at.getTime() - w.clock.millis());
    expect((await organizer.http.post(`/api/v1/bookings/${booking.id}/check-in`)).status).toBe(200);
    w.clock.advance(2 * HOUR_MS);
    await w.app.get(EventPhasesProcessor, { strict: false }).move();
    await w.drainEvents();
    const [mine] = (await ada.http.get(`/api/v1/certificates?event=${id}`)).body.results;
    const inTokyo = new Date(at.getTime() + 9 * HOUR_MS);
    const day = inTokyo.toLocaleDateString('en-GB', {
      ...({ timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' } as const),
    });
    const text = pdfText(await bytesOf(ada, `certificates/${mine.id}/download`));
    expect(text.filter((line) => line === day)).toHaveLength(2);
  });
});

describe('another zone', () => {
  it('is told like another time, in the app at once and by one mail, and moves no booking', async () => {
    const event = await workshop();
    const booking = await ticketOf(ada, event.id);
    const before = calendarOf(await mailNamed(ada, 'Booking Confirmation: Tea'))!;
    const changed = await change(event.id, { timezone: 'Europe/Berlin' });
    expect(changed.body).toMatchObject({ timezone: 'Europe/Berlin', start_date: event.start_date });
    const inBerlin =
      'Monday, 3 March 2031, 01:00 – 03:30 (Europe/Berlin; ' +
      'your time: Sunday, 2 March 2031, 19:00 – 21:30, America/New_York)';
    const words = `“Tea” goes by another clock now: ${inBerlin}. It is the same moment as before, ${THERE}.`;
    const [notice] = await noticesOf(w, ada, '?notification_type=event_update');
    expect(notice).toMatchObject({ title: 'New time zone: Tea', message: words });
    await mailGatheredChanges(w);
    const mail = await mailNamed(ada, 'New time zone: Tea');
    expect(mail.text).toContain(words);
    expect(mail.text).toMatch(/When: .*\(Europe\/Berlin\)\nYour time: .*\(America\/New_York\)/);
    const entry = calendarOf(mail)!;
    expect(entry).toMatchObject({ METHOD: 'REQUEST', UID: before.UID, DTSTART: before.DTSTART });
    expect(Number(entry.SEQUENCE)).toBe(Number(before.SEQUENCE) + 1);
    const [row] = await w.db.query('SELECT reschedule_count, moved_at FROM booking.bookings WHERE id = $1', [
      booking.id,
    ]);
    expect(row).toEqual({ reschedule_count: 0, moved_at: null });
    expect(pdfText(await bytesOf(ada, `bookings/${booking.id}/ticket`))).toContain('Europe/Berlin');
  });

  it('that is taken back in time is no mail, and the same again no news', async () => {
    const { id } = await workshop();
    await ticketOf(ada, id);
    await change(id, { timezone: 'Europe/Berlin' });
    await change(id, { timezone: 'Asia/Tokyo' });
    await mailGatheredChanges(w);
    expect((await noticeMailsOf(w, ada)).map(({ subject }) => subject)).toEqual(['Booking Confirmation: Tea']);
    await change(id, { timezone: 'Asia/Tokyo' });
    expect(await noticesOf(w, ada, '?notification_type=event_update')).toHaveLength(2);
  });
});
