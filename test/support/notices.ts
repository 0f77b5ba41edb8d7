import type { Email } from 'postal-mime';
import { GatheredChangesProcessor } from '../../src/messaging/changes/gathered-changes.processor.js';
import { eventually } from './eventually.js';
import { mailsTo } from './mailbox.js';
import type { Person } from './people.js';
import type { World } from './world.js';

/** Somebody's notifications, newest first, once all events were handled. */
export async function noticesOf(here: World, person: Person, query = ''): Promise<any[]> {
  await here.drainEvents();
  const { body } = await person.http.get(`/api/notifications${query}`);
  return body;
}

/** Their types, newest first. */
export async function kindsOf(here: World, person: Person): Promise<string[]> {
  return (await noticesOf(here, person)).map(({ notification_type }) => notification_type);
}

/** The mails that somebody got, the one of registration aside, once all events were handled and mails sent. */
export async function noticeMailsOf(here: World, { email }: Pick<Person, 'email'>): Promise<Email[]> {
  await here.drainEvents();
  await eventually(async () => {
    const [row] = await here.db.query<{ waiting: number }>(
      `SELECT count(*) AS waiting FROM platform.mails WHERE status = 'waiting'`,
    );
    expect(row!.waiting).toBe(0);
  });
  return (await mailsTo(here, email)).filter(({ subject }) => subject !== 'Please confirm your e-mail address');
}

const QUARTER_OF_AN_HOUR_MS = 15 * 60_000;

/** Lets the time pass in which the changes of an event are gathered. */
export async function mailGatheredChanges(here: World): Promise<void> {
  await here.drainEvents();
  here.clock.advance(QUARTER_OF_AN_HOUR_MS);
  await here.app.get(GatheredChangesProcessor, { strict: false }).sweep();
}

/** The properties of the calendar file that a mail brings, folded lines joined. */
export function calendarOf({ attachments }: Email): Record<string, string> | null {
  const file = attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  if (!file) return null;
  const text =
    typeof file.content === 'string' ? file.content : Buffer.from(file.content as ArrayBuffer).toString();
  const lines = text
    .replace(/\r?\n /g, '')
    .split(/\r?\n/)
    .filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.split(/[:;]/)[0]!, line.slice(line.indexOf(':') + 1)]));
}
