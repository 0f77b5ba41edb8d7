import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an organizer's public page says of them. */
export class ShowOrganizers1763860120000 implements MigrationInterface {
  name = 'ShowOrganizers1763860120000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW identity.people AS
      SELECT id, username, slug, timezone, status IN ('active', 'pending_verification') AS is_active,
        coalesce(nullif(btrim(first_name || ' ' || last_name), ''), username::text) AS full_name, bio, avatar,
        website, organization, user_type <> 'attendee' AS is_organizer
      FROM identity.accounts;
    `);
  }

  async down(): Promise<void> {
    // A view keeps its columns.
  }
}
