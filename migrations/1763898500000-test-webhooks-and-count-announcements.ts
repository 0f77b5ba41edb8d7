import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A webhook can be sent a test, and an announcement keeps how many were told. */
export class TestWebhooksAndCountAnnouncements1763898500000 implements MigrationInterface {
  name = 'TestWebhooksAndCountAnnouncements1763898500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE integrations.webhook_deliveries ALTER COLUMN event_id DROP NOT NULL;
      COMMENT ON COLUMN integrations.webhook_deliveries.event_id IS
        'The row of the outbox that it tells of; null of a test, which tells of nothing.';
      CREATE UNIQUE INDEX webhook_deliveries_one_test ON integrations.webhook_deliveries (endpoint_id)
        WHERE event_id IS NULL AND status = 'pending';

      ALTER TABLE collaboration.announcements ADD COLUMN recipients integer
        CONSTRAINT announcements_recipients_counted CHECK (recipients >= 0);
      COMMENT ON COLUMN collaboration.announcements.recipients IS 'Null of those that were sent before it was kept.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE collaboration.announcements DROP COLUMN recipients;
      DROP INDEX integrations.webhook_deliveries_one_test;
      DELETE FROM integrations.webhook_deliveries WHERE event_id IS NULL;
      ALTER TABLE integrations.webhook_deliveries ALTER COLUMN event_id SET NOT NULL;
    `);
  }
}
