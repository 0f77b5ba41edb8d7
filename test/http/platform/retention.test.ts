import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OldNotificationsProcessor } from '../../../src/messaging/notifications/old-notifications.processor.js';
import { OldProviderEventsProcessor } from '../../../src/payments/webhooks/old-provider-events.processor.js';
import { MailFolder } from '../../../src/platform/mail/mail-folder.js';
import { MailProcessor } from '../../../src/platform/mail/mail.processor.js';
import { world, type World } from '../../support/world.js';

const DAY_MS = 24 * 3_600_000;
const SECOND_MS = 1_000;

describe('what was handled long ago', () => {
  let here: World;
  beforeAll(async () => {
    here = await world({
      RETENTION_NOTIFICATIONS: '60d',
      RETENTION_PROVIDER_EVENTS: '90d',
      RETENTION_EML: '10d',
    });
  });
  afterAll(() => here.close());

  const before = (days: number, ms = 0) => new Date(here.clock.millis() - days * DAY_MS + ms);
  const names = async (sql: string) => (await here.db.query<{ name: string }>(sql)).map(({ name }) => name);

  it('is forgotten as a notification, read or not, to the second', async () => {
    const { id } = await here.signUp();
    await here.db.query(
      `INSERT INTO messaging.notifications (person_id, kind, subject, occurrence, title, message, in_app,
         created_at, updated_at)
       SELECT $1, 'booking_confirmed', 'a', n::text, 'A title', 'A message', n % 2 = 0, at, at
       FROM unnest($2::timestamptz[]) WITH ORDINALITY AS made (at, n)`,
      [id, [before(400), before(60), before(60, SECOND_MS), before(1)]],
    );
    await here.app.get(OldNotificationsProcessor).forget();
    expect(await names(`SELECT occurrence AS name FROM messaging.notifications ORDER BY id`)).toEqual([
      '3',
      '4',
    ]);
  });

  it('is forgotten as an event of a provider, in as many portions as it takes', async () => {
    await here.db.query(
      `INSERT INTO payments.provider_events (provider, event_id, kind, received_at)
       SELECT 'stripe', 'old ' || n, 'charge.refunded', $1::timestamptz FROM generate_series(1, 2500) AS n
       UNION ALL SELECT 'stripe', 'new', 'charge.refunded', $2`,
      [before(90), before(90, SECOND_MS)],
    );
    await here.app.get(OldProviderEventsProcessor).forget();
    expect(await names('SELECT event_id AS name FROM payments.provider_events')).toEqual(['new']);
  });

  it('is not forgotten where the process is told to end', async () => {
    await here.db.query(`UPDATE payments.provider_events SET received_at = $1`, [before(100)]);
    await here.app.get(OldProviderEventsProcessor).forget(AbortSignal.abort());
    expect(await names('SELECT event_id AS name FROM payments.provider_events')).toEqual(['new']);
  });

  it('is forgotten as a mail, unless that still waits', async () => {
    await here.db.query('DELETE FROM platform.mails');
    await here.db.query(
      `INSERT INTO platform.mails (status, content, created_at, next_attempt_at)
       SELECT status, CASE WHEN status <> 'sent' THEN ''::bytea END, $1, 'infinity'
       FROM unnest('{sent,failed,waiting}'::text[]) AS status`,
      [before(30)],
    );
    await here.app.get(MailProcessor).forget();
    expect(await names('SELECT status AS name FROM platform.mails')).toEqual(['waiting']);
  });

  it('is removed as the file of a mail; other files stay', async () => {
    const folder = join(here.dataDir, 'mail');
    await mkdir(folder, { recursive: true });
    const files = { '1.eml': 11, '2.eml': 9, '3.eml.part': 11, 'notes.txt': 100 };
    for (const [name, days] of Object.entries(files)) {
      await writeFile(join(folder, name), '');
      await utimes(join(folder, name), before(days), before(days));
    }
    await here.app.get(MailFolder).forget();
    expect((await readdir(folder)).sort()).toEqual(['2.eml', 'notes.txt']);
  });
});
