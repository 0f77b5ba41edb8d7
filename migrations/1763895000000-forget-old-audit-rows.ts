import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit trail is let go from its beginning, by one function of its owner, which leaves a signed anchor. */
export class ForgetOldAuditRows1763895000000 implements MigrationInterface {
  name = 'ForgetOldAuditRows1763895000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE platform.audit_head
        ADD anchor_position bigint NOT NULL DEFAULT 0,
        ADD anchor_hash text,
        ADD anchor_mac bytea,
        ADD verified_position bigint NOT NULL DEFAULT 0,
        ADD verified_hash text,
        ADD verified_mac bytea,
        ADD CONSTRAINT audit_head_anchor_signed
          CHECK (num_nulls(anchor_hash, anchor_mac) = CASE WHEN anchor_position = 0 THEN 2 ELSE 0 END),
        ADD CONSTRAINT audit_head_verified_signed
          CHECK (num_nulls(verified_hash, verified_mac) = CASE WHEN verified_position = 0 THEN 2 ELSE 0 END);
      COMMENT ON COLUMN platform.audit_head.anchor_position IS
        'Up to here rows and seals were let go after their time; the trail is verified from here.';
      COMMENT ON COLUMN platform.audit_head.verified_position IS
        'Up to here the last verification has come; the next day''s goes on from here.';

      CREATE OR REPLACE FUNCTION platform.refuse_shorter_trail() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND NEW.position >= OLD.position AND NEW.anchor_position >= OLD.anchor_position
          AND (OLD.keyed_after IS NULL OR NEW.keyed_after = OLD.keyed_after) THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'the audit trail only grows' USING ERRCODE = 'integrity_constraint_violation';
      END $$;

      CREATE FUNCTION platform.refuse_early_removal() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE place bigint;
      BEGIN
        IF TG_TABLE_NAME = 'audit_seals' THEN
          place := OLD.position;
        ELSE
          SELECT s.position INTO place FROM platform.audit_seals s WHERE s.audit_id = OLD.id;
        END IF;
        IF place <= (SELECT h.anchor_position FROM platform.audit_head h) THEN
          RETURN OLD;
        END IF;
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
      END $$;

      DROP TRIGGER audit_log_append_only ON platform.audit_log;
      CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR TRUNCATE ON platform.audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
      CREATE TRIGGER audit_log_kept BEFORE DELETE ON platform.audit_log
        FOR EACH ROW EXECUTE FUNCTION platform.refuse_early_removal();
      DROP TRIGGER audit_seals_append_only ON platform.audit_seals;
      CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR TRUNCATE ON platform.audit_seals
        FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
      CREATE TRIGGER audit_seals_kept BEFORE DELETE ON platform.audit_seals
        FOR EACH ROW EXECUTE FUNCTION platform.refuse_early_removal();

      CREATE FUNCTION platform.forget_audit(through bigint, its_hash text, its_mac bytea, before timestamptz)
      RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE head platform.audit_head;
      BEGIN
        SELECT * INTO head FROM platform.audit_head FOR UPDATE;
        IF before > now() - interval '30 days' OR through <= head.anchor_position OR through >= head.position
          OR NOT EXISTS (SELECT FROM platform.audit_seals s WHERE s.position = through AND s.hash = its_hash)
          OR EXISTS (
            SELECT FROM platform.audit_seals s JOIN platform.audit_log a ON a.id = s.audit_id
            WHERE s.position <= through AND a.occurred_at >= before)
        THEN
          RAISE EXCEPTION 'audit_log is kept for its time' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        UPDATE platform.audit_head
        SET anchor_position = through, anchor_hash = its_hash, anchor_mac = its_mac;
        DELETE FROM platform.audit_log a USING platform.audit_seals s
        WHERE s.audit_id = a.id AND s.position <= through;
        DELETE FROM platform.audit_seals WHERE position <= through;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION platform.forget_audit(bigint, text, bytea, timestamptz);
      DROP TRIGGER audit_log_kept ON platform.audit_log;
      DROP TRIGGER audit_seals_kept ON platform.audit_seals;
      DROP FUNCTION platform.refuse_early_removal();
      DROP TRIGGER audit_log_append_only ON platform.audit_log;
      CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON platform.audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
      DROP TRIGGER audit_seals_append_only ON platform.audit_seals;
      CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON platform.audit_seals
        FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
      CREATE OR REPLACE FUNCTION platform.refuse_shorter_trail() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND NEW.position >= OLD.position
          AND (OLD.keyed_after IS NULL OR NEW.keyed_after = OLD.keyed_after) THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'the audit trail only grows' USING ERRCODE = 'integrity_constraint_violation';
      END $$;
      ALTER TABLE platform.audit_head
        DROP anchor_position, DROP anchor_hash, DROP anchor_mac,
        DROP verified_position, DROP verified_hash, DROP verified_mac;
    `);
  }
}
