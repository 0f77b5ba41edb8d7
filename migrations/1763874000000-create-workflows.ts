import type { MigrationInterface, QueryRunner } from 'typeorm';

const TRIGGERS = `'booking_created', 'booking_confirmed', 'booking_cancelled', 'booking_rescheduled',
  'booking_completed', 'booking_no_show', 'before_booking', 'after_booking'`;

/** What hosts have done by itself for their bookings, and each time that it was set off. */
export class CreateWorkflows1763874000000 implements MigrationInterface {
  name = 'CreateWorkflows1763874000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE messaging.workflows (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT workflows_pkey PRIMARY KEY,
        owner_id bigint NOT NULL,
        name text NOT NULL,
        trigger text NOT NULL CONSTRAINT workflows_trigger_known CHECK (trigger IN (${TRIGGERS})),
        offset_minutes integer CONSTRAINT workflows_offset_forward CHECK (offset_minutes >= 0),
        event_type_ids bigint[] NOT NULL DEFAULT '{}',
        conditions jsonb NOT NULL DEFAULT '[]'
          CONSTRAINT workflows_conditions_listed CHECK (jsonb_typeof(conditions) = 'array'),
        actions jsonb NOT NULL CONSTRAINT workflows_actions_listed
          CHECK (jsonb_typeof(actions) = 'array' AND jsonb_array_length(actions) > 0),
        last_action_key integer NOT NULL,
        is_active boolean NOT NULL DEFAULT true,
        revision integer NOT NULL DEFAULT 1,
        planned_up_to bigint,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz,
        CONSTRAINT workflows_by_the_clock_have_an_offset
          CHECK (offset_minutes IS NOT NULL OR trigger NOT IN ('before_booking', 'after_booking'))
      );
      COMMENT ON COLUMN messaging.workflows.planned_up_to IS 'The booking up to which a change was planned anew.';
      CREATE INDEX workflows_owner ON messaging.workflows (owner_id, id) WHERE deleted_at IS NULL;
      CREATE INDEX workflows_to_plan ON messaging.workflows (id) WHERE planned_up_to IS NOT NULL;

      CREATE TABLE messaging.workflow_runs (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT workflow_runs_pkey PRIMARY KEY,
        workflow_id bigint NOT NULL
          CONSTRAINT workflow_runs_workflow_fkey REFERENCES messaging.workflows ON DELETE CASCADE,
        booking_id bigint NOT NULL,
        trigger text NOT NULL CONSTRAINT workflow_runs_trigger_known CHECK (trigger IN (${TRIGGERS})),
        occurrence text NOT NULL,
        anchor_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT workflow_runs_once UNIQUE (workflow_id, booking_id, trigger, occurrence)
      );
      CREATE INDEX workflow_runs_newest ON messaging.workflow_runs (workflow_id, id);
      CREATE INDEX workflow_runs_created ON messaging.workflow_runs (created_at);

      CREATE TABLE messaging.workflow_steps (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT workflow_steps_pkey PRIMARY KEY,
        run_id bigint NOT NULL
          CONSTRAINT workflow_steps_run_fkey REFERENCES messaging.workflow_runs ON DELETE CASCADE,
        workflow_id bigint NOT NULL,
        booking_id bigint NOT NULL,
        action integer NOT NULL,
        type text NOT NULL
          CONSTRAINT workflow_steps_type_known CHECK (type IN ('email', 'sms', 'notification', 'webhook')),
        revision integer NOT NULL,
        status text NOT NULL CONSTRAINT workflow_steps_status_known
          CHECK (status IN ('pending', 'running', 'succeeded', 'failed', 'skipped', 'cancelled')),
        due_at timestamptz NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        finished_at timestamptz,
        error text,
        CONSTRAINT workflow_steps_once UNIQUE (run_id, action),
        CONSTRAINT workflow_steps_finished_at_their_end
          CHECK ((finished_at IS NULL) = (status IN ('pending', 'running')))
      );
      CREATE INDEX workflow_steps_due ON messaging.workflow_steps (next_attempt_at, id)
        WHERE status IN ('pending', 'running');
      CREATE INDEX workflow_steps_open ON messaging.workflow_steps (booking_id)
        WHERE status IN ('pending', 'running');
      CREATE INDEX workflow_steps_of_workflow ON messaging.workflow_steps (workflow_id)
        WHERE status IN ('pending', 'running');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE messaging.workflow_steps;
      DROP TABLE messaging.workflow_runs;
      DROP TABLE messaging.workflows;
    `);
  }
}
