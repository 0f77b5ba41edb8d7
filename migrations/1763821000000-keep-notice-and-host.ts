import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps on a booking whether its host has to confirm it, and until when its booker can change it. */
export class KeepNoticeAndHost1763821000000 implements MigrationInterface {
  name = 'KeepNoticeAndHost1763821000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE booking.bookings
        ADD COLUMN awaits_host boolean NOT NULL DEFAULT false,
        ADD COLUMN notice_minutes integer
          CONSTRAINT bookings_notice_not_negative CHECK (notice_minutes >= 0);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE booking.bookings DROP COLUMN awaits_host, DROP COLUMN notice_minutes');
  }
}
