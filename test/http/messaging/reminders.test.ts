import { RemindersProcessor } from '../../../src/messaging/reminders/reminders.processor.js';
import { inDays, makeGathering } from '../../support/events.js';
import { noticesOf } from '../../support/notices.js';
import { SmtpInbox } from '../../support/smtp-inbox.js';
import { eventually } from '../../support/eventually.js';
import { world, type Person, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;

let here: World;
let inbox: SmtpInbox;
let host: Person;
let ada: Person;
beforeAll(async () => {
  inbox = await SmtpInbox.open();
  here = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d', SMTP_URL: inbox.url });
});
beforeEach(async () => {
  [host, ada] = [await here.signUp(), await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' })];
});
afterAll(async () => {
  await here.close();
  await inbox.close();
});

const gathering = (days: number) =>
  makeGathering(host, here.clock.now(), {
    title: 'Picnic',
    location: 'Garden',
    date: inDays(here.clock.now(), days),
  });
const join = (person: Person, { id }: { id: number }) => person.http.post(`/api/v1/events/${id}/join`);
const sweep = () => here.app.get(RemindersProcessor, { strict: false }).sweep();
const reminders = (person: Person) => noticesOf(here, person, '?notification_type=event_reminder');
const passes = async (hours: number) => {
  here.clock.advance(hours * HOUR_MS);
  await sweep();
};

describe('a reminder', () => {
  it('comes a day before the start, once, to everybody with a seat', async () => {
    const event = await gathering(3);
    await join(ada, event);
    await passes(47);
    expect(await reminders(ada)).toEqual([]);
    await passes(1.1);
    await sweep();
    for (const person of [ada, host]) {
      const [reminder, ...more] = await reminders(person);
      expect(more).toEqual([]);
      expect(reminder).toMatchObject({ title: 'Reminder: Picnic', event: event.id, related_id: event.id });
      expect(reminder.message).toMatch(/^“Picnic” starts soon: .*\(UTC\)\.$/);
    }
    await passes(24);
    expect(await reminders(ada)).toHaveLength(1);
  });

  it('is mailed, by its preference', async () => {
    await host.http.put('/api/v1/notifications/preferences', {
      preferences: { event_reminder: { email: false } },
    });
    await join(ada, await gathering(3));
    await passes(48.1);
    await reminders(ada);
    const mail = await eventually(() => {
      const found = inbox.mails.find(
        ({ to, subject }) => to?.[0]?.address === ada.email && subject === 'Reminder: Picnic',
      );
      if (!found) throw new Error('not yet');
      return Promise.resolve(found);
    });
    expect(mail.text).toMatch(/^Hello Ada Lovelace,\n\n“Picnic” starts soon/);
    expect(mail.text).toContain('Where: Garden');
    expect(mail.attachments).toEqual([]);
    expect(await reminders(host)).toHaveLength(1);
    expect(
      inbox.mails.filter(({ to }) => to?.[0]?.address === host.email).map(({ subject }) => subject),
    ).not.toContain('Reminder: Picnic');
  });

  it('is not sent late to who came after its moment', async () => {
    const event = await gathering(3);
    await passes(60);
    await join(ada, event);
    await passes(1);
    expect(await reminders(ada)).toEqual([]);
    expect(await reminders(host)).toHaveLength(1);
  });

  it('is not sent to who left, nor of what was cancelled', async () => {
    const [left, cancelled] = [await gathering(3), await gathering(3)];
    for (const event of [left, cancelled]) await join(ada, event);
    await ada.http.post(`/api/v1/events/${left.id}/leave`);
    await host.http.delete(`/api/v1/events/${cancelled.id}`);
    await passes(49);
    expect(await reminders(ada)).toEqual([]);
  });

  it('moves with its event, and comes anew for another start', async () => {
    const event = await gathering(3);
    await join(ada, event);
    const move = (days: number) =>
      host.http.patch(`/api/v1/events/${event.id}`, { date: inDays(here.clock.now(), days) });
    await move(5);
    await passes(49);
    expect(await reminders(ada)).toEqual([]);
    await passes(48);
    expect(await reminders(ada)).toHaveLength(1);
    await move(4);
    await passes(73);
    expect(await reminders(ada)).toHaveLength(2);
  });

  it('is skipped where its event was moved nearer than that', async () => {
    const event = await gathering(5);
    await join(ada, event);
    await sweep();
    here.clock.advance(5 * 60_000);
    await sweep();
    await host.http.patch(`/api/v1/events/${event.id}`, { date: inDays(here.clock.now(), 0.5) });
    await passes(1);
    expect(await reminders(ada)).toEqual([]);
  });

  it('is made up for after a pause of the service', async () => {
    await join(ada, await gathering(3));
    await passes(60);
    expect(await reminders(ada)).toHaveLength(1);
  });
});
