import type { MigrationInterface, QueryRunner } from 'typeorm';

const CHANNELS = (list: string) => `
  ALTER TABLE messaging.preferences DROP CONSTRAINT preferences_channel_known,
    ADD CONSTRAINT preferences_channel_known CHECK (channel IN (${list}))`;

/** Lets people choose text messages, and forgets that mails were switched off which now come always. */
export class MailRecordsAlways1763843110000 implements MigrationInterface {
  name = 'MailRecordsAlways1763843110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM messaging.preferences WHERE channel = 'email' AND NOT enabled
        AND kind IN ('booking_confirmation', 'booking_cancelled', 'booking_moved', 'event_cancelled',
          'refund_issued', 'refund_failed', 'payment_disputed', 'invoice_ready');
      ${CHANNELS(`'in_app', 'email', 'sms'`)};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM messaging.preferences WHERE channel = 'sms';
      ${CHANNELS(`'in_app', 'email'`)};
    `);
  }
}
