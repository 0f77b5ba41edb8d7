import { DueBookingsProcessor } from '../../../src/booking/bookings/due-bookings.processor.js';
import { MeetingRemindersProcessor } from '../../../src/scheduling/meetings/meeting-reminders.processor.js';
import { eventually } from '../../support/eventually.js';
import { brokenInvariants } from '../../support/invariants.js';
import { meet } from '../../support/meetings.js';
import { calendarOf, noticeMailsOf, noticesOf } from '../../support/notices.js';
import { world, type Person, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;

let here: World;
let john: Person;
let jane: Person;
beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
});
beforeEach(async () => {
  john = await here.signUp({ first_name: 'John', last_name: 'Doe' });
  jane = await here.signUp({ first_name: 'Jane', last_name: 'Smith' });
});
afterEach(async () => expect(await brokenInvariants(here.db)).toEqual({}));
afterAll(() => here.close());

const asked = async (hoursAhead = 24) => {
  const { status, body } = await meet(here, john, jane, hoursAhead);
  expect(status).toBe(201);
  return body.id as number;
};
const change = async (by: Person, id: number, status: string) =>
  expect((await by.http.patch(`/api/meetings/${id}/update_status/`, { status })).status).toBe(200);
const confirmed = async (hoursAhead = 24) => {
  const id = await asked(hoursAhead);
  await change(jane, id, 'confirmed');
  return id;
};
const passes = (hours: number) => here.clock.advance(hours * HOUR_MS);
const sweep = async () => {
  const due = here.app.get(DueBookingsProcessor, { strict: false });
  await due.expireHolds();
  await due.complete();
  await here.app.get(MeetingRemindersProcessor, { strict: false }).remind();
};

/** Type, title and words of each, oldest first. */
const told = async (person: Person) =>
  (await noticesOf(here, person))
    .map(({ notification_type, title, content }) => [notification_type, title, content])
    .reverse();
const titlesTo = async (person: Person) => (await told(person)).map(([, title]) => title);
const subjectsTo = async (person: Person) => (await noticeMailsOf(here, person)).map(({ subject }) => subject);
const mailTo = async (person: Person, subject: string) => {
  const found = (await noticeMailsOf(here, person)).filter((mail) => mail.subject === subject);
  expect(found).toHaveLength(1);
  return found[0]!;
};

describe('a meeting', () => {
  it('that is asked for is told to the expert in E’s words, and mailed with its time', async () => {
    await jane.http.patch('/api/v1/users/me', { timezone: 'Asia/Tokyo' });
    const { body } = await meet(here, john, jane);
    expect(await noticesOf(here, jane)).toEqual([
      expect.objectContaining({
        ...{ user_id: jane.id, title: 'Meeting Request', notification_type: 'meeting_request' },
        ...{ content: 'You have a new meeting request from John Doe.', related_id: body.id, is_read: false },
      }),
    ]);
    const mail = await mailTo(jane, 'Meeting Request: Consultation');
    expect(mail.text).toContain('You have a new meeting request from John Doe.');
    expect(mail.text).toContain('It is about “Consultation”.');
    expect(mail.text).toMatch(/When: .* \(Asia\/Tokyo\)/);
    expect(mail.text).toContain(`/meetings/${body.id}`);
    expect(mail.attachments).toEqual([]);
    expect([await told(john), await subjectsTo(john)]).toEqual([[], []]);
  });

  it('that is confirmed is told to who asked, and brings both an entry of the calendar', async () => {
    await john.http.patch('/api/v1/users/me', { timezone: 'America/New_York' });
    const id = await confirmed();
    const { scheduled_start: startsAt } = (await john.http.get(`/api/meetings/${id}/`)).body;
    expect(await told(john)).toEqual([
      ['meeting_confirmed', 'Meeting Confirmed', `Your meeting 'Consultation' has been confirmed.`],
    ]);
    expect(await titlesTo(jane)).toEqual(['Meeting Request']);
    const [toJohn, toJane] = [
      await mailTo(john, 'Meeting Confirmed: Consultation'),
      await mailTo(jane, 'Meeting Confirmed: Consultation'),
    ];
    expect(toJohn.text).toMatch(/When: .* \(America\/New_York\)/);
    expect(toJane.text).toContain(`You confirmed the meeting 'Consultation'.`);
    const [entry, hers] = [calendarOf(toJohn)!, calendarOf(toJane)!];
    expect(entry).toMatchObject({
      ...{ METHOD: 'REQUEST', SEQUENCE: '0', STATUS: 'CONFIRMED', SUMMARY: 'Consultation' },
      DTSTART: (startsAt as string).replace(/[-:]|\.000/g, ''),
    });
    expect([hers.METHOD, hers.UID, hers.SEQUENCE]).toEqual(['REQUEST', entry.UID, '0']);
    const { body: file } = await john.http.get<string>(`/api/v1/bookings/${id}/calendar.ics`);
    expect(file).toContain(entry.UID);
  });

  it('that is declined is told to who asked, and leaves no calendar', async () => {
    await change(jane, await asked(), 'cancelled');
    expect(await told(john)).toEqual([
      ['meeting_cancelled', 'Meeting Declined', `Your meeting 'Consultation' has been declined.`],
    ]);
    expect((await mailTo(john, 'Meeting Declined: Consultation')).attachments).toEqual([]);
    expect(await titlesTo(jane)).toEqual(['Meeting Request']);
    expect(await subjectsTo(jane)).toEqual(['Meeting Request: Consultation']);
  });

  it('that is taken back unconfirmed is told to the expert', async () => {
    await change(john, await asked(), 'cancelled');
    expect(await titlesTo(jane)).toEqual(['Meeting Request', 'Meeting Cancelled']);
    expect((await mailTo(jane, 'Meeting Cancelled: Consultation')).attachments).toEqual([]);
    expect([await told(john), await subjectsTo(john)]).toEqual([[], []]);
  });

  it.each([
    ['who asked', () => [john, jane] as const],
    ['the expert', () => [jane, john] as const],
  ])('that %s cancels is told to the other, and leaves both calendars', async (_, people) => {
    const [actor, other] = people();
    const id = await confirmed();
    const subject = 'Meeting Confirmed: Consultation';
    const { UID } = calendarOf(await mailTo(john, subject))!;
    await change(actor, id, 'cancelled');
    expect((await told(other)).at(-1)).toEqual([
      ...['meeting_cancelled', 'Meeting Cancelled', `Your meeting 'Consultation' has been cancelled.`],
    ]);
    expect(await titlesTo(actor)).not.toContain('Meeting Cancelled');
    for (const person of [actor, other])
      expect(calendarOf(await mailTo(person, 'Meeting Cancelled: Consultation'))).toMatchObject({
        ...{ METHOD: 'CANCEL', SEQUENCE: '1', STATUS: 'CANCELLED', UID },
      });
    const own = await mailTo(actor, 'Meeting Cancelled: Consultation');
    expect(own.text).toContain(`You cancelled the meeting 'Consultation'.`);
  });

  it('that nobody answered is told to who asked, once', async () => {
    await asked(1);
    passes(1.01);
    await sweep();
    await sweep();
    expect(await told(john)).toEqual([
      ['meeting_cancelled', 'Meeting Expired', `Your meeting 'Consultation' was not confirmed in time.`],
    ]);
    expect(await subjectsTo(john)).toEqual(['Meeting Expired: Consultation']);
    expect(await titlesTo(jane)).toEqual(['Meeting Request']);
  });

  it('that is completed is told to the other of the two', async () => {
    await change(john, await confirmed(), 'completed');
    expect((await told(jane)).at(-1)).toEqual([
      ...['meeting_completed', 'Meeting Completed', `Your meeting 'Consultation' has been completed.`],
    ]);
    expect((await mailTo(jane, 'Meeting Completed: Consultation')).attachments).toEqual([]);
    expect(await titlesTo(john)).toEqual(['Meeting Confirmed']);
    const id = await confirmed(30);
    passes(30);
    await change(jane, id, 'completed');
    expect(await titlesTo(john)).toEqual(['Meeting Confirmed', 'Meeting Confirmed', 'Meeting Completed']);
  });

  it('that completes by the clock is told to both, once', async () => {
    await confirmed(1);
    passes(26);
    await sweep();
    await sweep();
    for (const person of [john, jane]) {
      expect((await titlesTo(person)).filter((title) => title === 'Meeting Completed')).toHaveLength(1);
      await mailTo(person, 'Meeting Completed: Consultation');
    }
  });

  it('that an admin calls off is told to both; one that an erasure ends to who is left', async () => {
    const admin = await here.admin();
    const id = await confirmed();
    expect((await admin.http.delete(`/api/v1/admin/bookings/${id}`)).status).toBe(204);
    for (const person of [john, jane]) {
      expect((await titlesTo(person)).at(-1)).toBe('Meeting Cancelled');
      await mailTo(person, 'Meeting Cancelled: Consultation');
    }
    await confirmed(48);
    expect((await jane.http.delete('/api/v1/users/me')).status).toBe(204);
    await eventually(async () =>
      expect(await titlesTo(john)).toEqual([
        ...['Meeting Confirmed', 'Meeting Cancelled', 'Meeting Confirmed', 'Meeting Cancelled'],
      ]),
    );
  });

  it('is told as people chose; what is a record is mailed always', async () => {
    const path = '/api/v1/notifications/preferences';
    const { preferences, always_mailed: always } = (await jane.http.get(path)).body;
    for (const type of ['meeting_request', 'meeting_completed', 'booking_reminder'])
      expect([preferences[type], always.includes(type)]).toEqual([
        { in_app: true, email: true, sms: false },
        false,
      ]);
    expect(always).toEqual(expect.arrayContaining(['meeting_confirmed', 'meeting_cancelled']));
    await jane.http.put(path, { preferences: { meeting_request: { email: false, in_app: false } } });
    await john.http.patch('/api/v1/users/me', { profile: { notifications_enabled: false } });
    await john.http.put(path, { preferences: { meeting_confirmed: { in_app: false } } });
    await change(john, await confirmed(), 'cancelled');
    expect(await titlesTo(jane)).toEqual(['Meeting Cancelled']);
    expect(await subjectsTo(jane)).toEqual([
      ...['Meeting Confirmed: Consultation', 'Meeting Cancelled: Consultation'],
    ]);
    expect(await told(john)).toEqual([]);
    expect(await subjectsTo(john)).toEqual(await subjectsTo(jane));
  });
});

describe('a reminder of a meeting', () => {
  const reminders = async (person: Person) =>
    (await told(person)).filter(([type]) => type === 'booking_reminder');

  it('comes a day before its start, once, to both, on each one’s clock', async () => {
    await jane.http.patch('/api/v1/users/me', { timezone: 'Asia/Tokyo' });
    await confirmed(72);
    passes(47.9);
    await sweep();
    expect([await reminders(john), await reminders(jane)]).toEqual([[], []]);
    passes(0.1);
    await sweep();
    await sweep();
    for (const [person, zone] of [
      [john, 'UTC'],
      [jane, 'Asia/Tokyo'],
    ] as const) {
      const [[, title, words], ...more] = (await reminders(person)) as [string[], ...unknown[]];
      expect([title, more]).toEqual(['Reminder: Consultation', []]);
      expect(words).toMatch(new RegExp(`^Your meeting 'Consultation' starts soon: .*\\(${zone}\\)\\.$`));
      const mail = await mailTo(person, 'Reminder: Consultation');
      expect(mail.text).toMatch(new RegExp(`When: .*\\(${zone}\\)`));
      expect(mail.attachments).toEqual([]);
    }
    passes(23);
    await sweep();
    expect(await reminders(john)).toHaveLength(1);
  });

  it('is not sent of what is not firm, nor of what was confirmed after its moment', async () => {
    const late = await asked(60);
    await change(jane, await confirmed(64), 'cancelled');
    await asked(68);
    passes(40);
    await change(jane, late, 'confirmed');
    passes(5);
    await sweep();
    expect([await reminders(john), await reminders(jane)]).toEqual([[], []]);
  });

  it('is made up for after a pause of the service, as long as it has not begun', async () => {
    await confirmed(72);
    passes(71);
    await sweep();
    expect(await reminders(john)).toHaveLength(1);
    await confirmed(72);
    passes(73);
    await sweep();
    expect(await reminders(john)).toHaveLength(1);
  });
});
