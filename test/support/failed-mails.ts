import { MAIL_CONTENT } from '../../src/platform/mail/mailer.js';
import { Secrets } from '../../src/platform/secrets/secrets.js';
import type { World } from './world.js';

/** A mail that was given up, and would be taken today. */
export async function plantFailedMail({ app, db, clock }: World, to: string): Promise<number> {
  const mail = { to, subject: 'Late', text: 'Late', html: '<p>Late</p>' };
  const content = app.get(Secrets, { strict: false }).encrypt(MAIL_CONTENT, JSON.stringify(mail));
  const [row] = await db.query<{ id: number }>(
    `INSERT INTO platform.mails (content, status, attempts, last_error, next_attempt_at, created_at)
     VALUES ($content, 'failed', 25, 'ECONNREFUSED CONN', $now, $now) RETURNING id`,
    { content, now: clock.now() },
  );
  return row!.id;
}
