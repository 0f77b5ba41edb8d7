import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the audit trail is sealed, signed: who cuts its end off has to forge this too. */
export class KeepAuditHead1763833950000 implements MigrationInterface {
  name = 'KeepAuditHead1763833950000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE platform.audit_head (
        only_row boolean CONSTRAINT audit_head_pkey PRIMARY KEY DEFAULT true,
        position bigint NOT NULL,
        hash text NOT NULL,
        keyed_after bigint,
        mac bytea,
        CONSTRAINT audit_head_one_row CHECK (only_row),
        CONSTRAINT audit_head_signed CHECK ((keyed_after IS NULL) = (mac IS NULL))
      );
      COMMENT ON COLUMN platform.audit_head.keyed_after IS
        'Seals up to this position are plain SHA-256, of before they had a key; null until the first that has one.';
      INSERT INTO platform.audit_head (position, hash)
      SELECT coalesce(max(position), 0),
        coalesce((SELECT hash FROM platform.audit_seals ORDER BY position DESC LIMIT 1), repeat('0', 64))
      FROM platform.audit_seals;

      CREATE FUNCTION platform.refuse_shorter_trail() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND NEW.position >= OLD.position
          AND (OLD.keyed_after IS NULL OR NEW.keyed_after = OLD.keyed_after) THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'the audit trail only grows' USING ERRCODE = 'integrity_constraint_violation';
      END $$;
      CREATE TRIGGER audit_head_only_grows BEFORE UPDATE OR DELETE ON platform.audit_head
        FOR EACH ROW EXECUTE FUNCTION platform.refuse_shorter_trail();
      CREATE TRIGGER audit_head_stays BEFORE TRUNCATE ON platform.audit_head
        FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_shorter_trail();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE platform.audit_head; DROP FUNCTION platform.refuse_shorter_trail()');
  }
}
