import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose slug is the first segment of a page's address gets six digits behind it, as at a registration. */
export class ReserveSegments1763842100000 implements MigrationInterface {
  name = 'ReserveSegments1763842100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE identity.accounts
        SET slug = slug || '-' || left(encode(sha256(convert_to(id::text || ' ' || slug, 'UTF8')), 'hex'), 6)
        WHERE slug IN ('account', 'assets', 'auth', 'bookings', 'calendar', 'certificates', 'embed-js', 'events',
          'experts', 'forgot-password', 'login', 'manage', 'meetings', 'messages', 'organize', 'register',
          'reset-password', 'unsubscribe', 'verify-email');
    `);
  }

  async down(): Promise<void> {
    // Nobody knows any more which of them were made here, and both kinds are good.
  }
}
