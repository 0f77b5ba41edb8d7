import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A certificate keeps the names that it was issued to and by; those of erased people are withdrawn. */
export class KeepHolders1763833100000 implements MigrationInterface {
  name = 'KeepHolders1763833100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE collaboration.certificates
        ADD COLUMN holder_name text NOT NULL DEFAULT '',
        ADD COLUMN organizer_name text NOT NULL DEFAULT '',
        ADD COLUMN revision integer NOT NULL DEFAULT 1
          CONSTRAINT certificates_revision_positive CHECK (revision >= 1);
      UPDATE collaboration.certificates c
        SET holder_name = coalesce(nullif(btrim(a.first_name || ' ' || a.last_name), ''), a.username::text, '')
        FROM identity.accounts a WHERE a.id = c.person_id AND a.status <> 'erased';
      UPDATE collaboration.certificates c
        SET organizer_name = CASE WHEN a.status = 'erased' THEN 'Deleted user'
          ELSE coalesce(nullif(btrim(a.first_name || ' ' || a.last_name), ''), a.username::text, '') END
        FROM identity.accounts a WHERE a.id = c.organizer_id;
      UPDATE collaboration.certificates SET withdrawn_at = coalesce(withdrawn_at, now()), downloaded_at = NULL
        WHERE holder_name = '';
      ALTER TABLE collaboration.certificates
        ALTER COLUMN holder_name DROP DEFAULT, ALTER COLUMN organizer_name DROP DEFAULT,
        ADD CONSTRAINT certificates_holder_named CHECK (holder_name <> '' OR withdrawn_at IS NOT NULL);
      COMMENT ON COLUMN collaboration.certificates.withdrawn_at IS
        'Since when it does not hold: the mark at the door is taken back, or the holder is erased.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE collaboration.certificates
        DROP COLUMN holder_name, DROP COLUMN organizer_name, DROP COLUMN revision
    `);
  }
}
