import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events on their way (outbox, handled once) and the audit trail with its chain of seals. */
export class CreatePlatform1763600000000 implements MigrationInterface {
  name = 'CreatePlatform1763600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE EXTENSION IF NOT EXISTS citext;
      CREATE SCHEMA platform;

      CREATE TABLE platform.outbox (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT outbox_pkey PRIMARY KEY,
        name text NOT NULL,
        payload jsonb NOT NULL,
        request_id text,
        occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        dispatched_at timestamptz,
        done_at timestamptz
      );
      CREATE INDEX outbox_undispatched ON platform.outbox (id) WHERE dispatched_at IS NULL;
      CREATE INDEX outbox_open ON platform.outbox (id) WHERE done_at IS NULL;
      CREATE INDEX outbox_done ON platform.outbox (done_at) WHERE done_at IS NOT NULL;

      CREATE TABLE platform.handled (
        event_id bigint NOT NULL,
        listener text NOT NULL,
        handled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT handled_once PRIMARY KEY (event_id, listener)
      );

      CREATE TABLE platform.delivery_failures (
        event_id bigint NOT NULL,
        listener text NOT NULL,
        attempts integer NOT NULL,
        next_at timestamptz NOT NULL,
        last_error text NOT NULL,
        CONSTRAINT delivery_failures_pkey PRIMARY KEY (event_id, listener)
      );

      CREATE TABLE platform.audit_log (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_log_pkey PRIMARY KEY,
        occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        actor_id bigint,
        action text NOT NULL,
        subject_type text NOT NULL,
        subject_id text,
        ip_address text,
        request_id text,
        details jsonb NOT NULL DEFAULT '{}'
      );
      CREATE INDEX audit_log_actor ON platform.audit_log (actor_id, id DESC);
      CREATE INDEX audit_log_action ON platform.audit_log (action, id DESC);
      CREATE INDEX audit_log_subject ON platform.audit_log (subject_type, id DESC);
      CREATE INDEX audit_log_occurred ON platform.audit_log (occurred_at);

      CREATE TABLE platform.audit_seals (
        position bigint CONSTRAINT audit_seals_pkey PRIMARY KEY,
        audit_id bigint NOT NULL CONSTRAINT audit_seals_one_per_row UNIQUE,
        hash text NOT NULL
      );

      CREATE FUNCTION platform.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
      END $$;
      CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON platform.audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
      CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON platform.audit_seals
        FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA platform CASCADE');
  }
}
