import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tasks of events; votes with their options and ballots. */
export class CreateTasksAndVotes1763700050000 implements MigrationInterface {
  name = 'CreateTasksAndVotes1763700050000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE collaboration.tasks (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT tasks_pkey PRIMARY KEY,
        event_id bigint NOT NULL,
        creator_id bigint NOT NULL,
        title text NOT NULL,
        description text NOT NULL DEFAULT '',
        status text NOT NULL CONSTRAINT tasks_status_known CHECK (status IN ('pending', 'in_progress', 'completed')),
        priority text NOT NULL
          CONSTRAINT tasks_priority_known CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
        due_at timestamptz,
        reminded_for timestamptz,
        assignee_id bigint,
        assigned_at timestamptz,
        completed_at timestamptz,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        CONSTRAINT tasks_event_fkey FOREIGN KEY (event_id) REFERENCES collaboration.events (id),
        CONSTRAINT tasks_completed_is_dated CHECK ((status = 'completed') = (completed_at IS NOT NULL)),
        CONSTRAINT tasks_assigned_is_dated CHECK ((assignee_id IS NULL) = (assigned_at IS NULL))
      );
      CREATE INDEX tasks_event ON collaboration.tasks (event_id, created_at, id) INCLUDE (status, assignee_id, due_at);
      CREATE INDEX tasks_assignee ON collaboration.tasks (assignee_id, event_id) WHERE assignee_id IS NOT NULL;
      CREATE INDEX tasks_creator ON collaboration.tasks (creator_id);
      CREATE INDEX tasks_due ON collaboration.tasks (due_at) WHERE status <> 'completed' AND due_at IS NOT NULL;

      CREATE TABLE collaboration.votes (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT votes_pkey PRIMARY KEY,
        event_id bigint NOT NULL,
        creator_id bigint NOT NULL,
        title text NOT NULL,
        description text NOT NULL DEFAULT '',
        multiple_choice boolean NOT NULL,
        ends_at timestamptz NOT NULL,
        ended_at timestamptz,
        ballots integer NOT NULL DEFAULT 0 CONSTRAINT votes_ballots_not_negative CHECK (ballots >= 0),
        told_ballots integer NOT NULL DEFAULT 0,
        told_at timestamptz,
        created_at timestamptz NOT NULL,
        CONSTRAINT votes_event_fkey FOREIGN KEY (event_id) REFERENCES collaboration.events (id),
        CONSTRAINT votes_in_order CHECK (created_at <= ends_at),
        CONSTRAINT votes_ended_in_time CHECK (ended_at >= ends_at)
      ) WITH (fillfactor = 70);
      CREATE INDEX votes_event ON collaboration.votes (event_id, created_at, id) INCLUDE (creator_id, ends_at);
      CREATE INDEX votes_creator ON collaboration.votes (creator_id);
      CREATE INDEX votes_due ON collaboration.votes (ends_at) WHERE ended_at IS NULL;
      CREATE INDEX votes_untold ON collaboration.votes (id) WHERE ended_at IS NULL AND ballots <> told_ballots;

      CREATE TABLE collaboration.vote_options (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT vote_options_pkey PRIMARY KEY,
        vote_id bigint NOT NULL,
        position integer NOT NULL,
        text text NOT NULL,
        ballots integer NOT NULL DEFAULT 0 CONSTRAINT vote_options_ballots_not_negative CHECK (ballots >= 0),
        CONSTRAINT vote_options_vote_fkey FOREIGN KEY (vote_id) REFERENCES collaboration.votes (id),
        CONSTRAINT vote_options_position_unique UNIQUE (vote_id, position),
        CONSTRAINT vote_options_text_unique UNIQUE (vote_id, text)
      ) WITH (fillfactor = 70);

      CREATE TABLE collaboration.ballots (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT ballots_pkey PRIMARY KEY,
        vote_id bigint NOT NULL,
        person_id bigint,
        option_ids bigint[] NOT NULL CONSTRAINT ballots_choose_some CHECK (cardinality(option_ids) BETWEEN 1 AND 20),
        cast_at timestamptz NOT NULL,
        CONSTRAINT ballots_vote_fkey FOREIGN KEY (vote_id) REFERENCES collaboration.votes (id),
        CONSTRAINT ballots_one_per_person UNIQUE (vote_id, person_id)
      );
      CREATE INDEX ballots_person ON collaboration.ballots (person_id) WHERE person_id IS NOT NULL;
      COMMENT ON COLUMN collaboration.ballots.person_id IS 'Null once that person has been erased.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE collaboration.ballots, collaboration.vote_options, collaboration.votes, collaboration.tasks`);
  }
}
