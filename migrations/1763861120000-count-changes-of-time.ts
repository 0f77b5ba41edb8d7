import type { MigrationInterface, QueryRunner } from 'typeorm';

type Given = 'NEW' | 'OLD';

/** A trigger function that counts a change of everybody whom these columns of its table name. */
const counting = (schema: string, name: string, columns: string[]) => {
  const raised = (row: Given) =>
    columns.map((column) => `PERFORM platform.raise_revision('time', ${row}.${column});`).join(' ');
  const isMoved = columns.map((column) => `OLD.${column} IS DISTINCT FROM NEW.${column}`).join(' OR ');
  return `
    CREATE FUNCTION ${schema}.${name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN
        ${raised('OLD')}
        RETURN NULL;
      END IF;
      ${raised('NEW')}
      IF TG_OP = 'UPDATE' AND (${isMoved}) THEN
        ${raised('OLD')}
      END IF;
      RETURN NULL;
    END $$;`;
};

const after = (event: string, table: string, calls: string, when = '') => `
  CREATE TRIGGER ${table.split('.')[1]}_count_changes_${event.toLowerCase()} AFTER ${event} ON ${table}
    FOR EACH ROW ${when && `WHEN (${when})`} EXECUTE FUNCTION ${calls}();`;

const EVENTS = ['INSERT', 'UPDATE', 'DELETE'];
const OWNED = ['availability_rules', 'availability_overrides', 'blocked_times', 'event_types'];
const WATCHED = ['status', 'expires_at', 'starts_at', 'ends_at', 'host_id', 'person_id', 'ref_id', 'offer_id'];
const TIME_KINDS = `('appointment', 'meeting')`;

/** Counts whatever changes when somebody can be met, in the transaction that changes it. */
export class CountChangesOfTime1763861120000 implements MigrationInterface {
  name = 'CountChangesOfTime1763861120000';

  async up(runner: QueryRunner): Promise<void> {
    const isChanged = WATCHED.map((column) => `OLD.${column} IS DISTINCT FROM NEW.${column}`).join(' OR ');
    await runner.query(`
      CREATE TABLE platform.revisions (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT revisions_pkey PRIMARY KEY,
        topic text NOT NULL,
        subject_id bigint NOT NULL,
        revision bigint NOT NULL
      ) WITH (fillfactor = 50);
      COMMENT ON TABLE platform.revisions IS
        'Only their sum counts, which each change raises: writers at once take a row each and wait for nobody.';
      CREATE INDEX revisions_subject ON platform.revisions (topic, subject_id);

      CREATE FUNCTION platform.raise_revision(of_topic text, of_subject bigint) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        IF of_subject IS NULL THEN
          RETURN;
        END IF;
        UPDATE platform.revisions SET revision = revision + 1 WHERE id = (
          SELECT r.id FROM platform.revisions r WHERE r.topic = of_topic AND r.subject_id = of_subject
          LIMIT 1 FOR UPDATE SKIP LOCKED);
        IF NOT FOUND THEN
          INSERT INTO platform.revisions (topic, subject_id, revision) VALUES (of_topic, of_subject, 1);
        END IF;
      END $$;

      ${counting('scheduling', 'count_owner', ['owner_id'])}
      ${counting('booking', 'count_claimed', ['person_id'])}
      ${counting('booking', 'count_booked', ['host_id', 'person_id'])}
      ${counting('booking', 'count_session', ['organizer_id'])}
      ${counting('identity', 'count_own', ['id'])}

      ${OWNED.flatMap((table) =>
        EVENTS.map((event) => after(event, `scheduling.${table}`, 'scheduling.count_owner')),
      ).join('')}

      ${after('INSERT', 'booking.time_claims', 'booking.count_claimed', `NEW.kind = 'guard'`)}
      ${after('UPDATE', 'booking.time_claims', 'booking.count_claimed', `NEW.kind = 'guard'`)}
      ${after('DELETE', 'booking.time_claims', 'booking.count_claimed', `OLD.kind = 'guard'`)}
      ${after('INSERT', 'booking.bookings', 'booking.count_booked', `NEW.kind = 'appointment'`)}
      ${after('UPDATE', 'booking.bookings', 'booking.count_booked', `NEW.kind IN ${TIME_KINDS} AND (${isChanged})`)}
      ${after('DELETE', 'booking.bookings', 'booking.count_booked', `OLD.kind IN ${TIME_KINDS}`)}
      ${after('INSERT', 'booking.offers', 'booking.count_session', `NEW.kind = 'occurrence'`)}
      ${after('UPDATE', 'booking.offers', 'booking.count_session', `NEW.kind = 'occurrence'`)}
      ${after('DELETE', 'booking.offers', 'booking.count_session', `OLD.kind = 'occurrence'`)}
      ${after('UPDATE', 'identity.accounts', 'identity.count_own', 'OLD.timezone IS DISTINCT FROM NEW.timezone')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION scheduling.count_owner, booking.count_claimed, booking.count_booked, booking.count_session,
        identity.count_own CASCADE;
      DROP FUNCTION platform.raise_revision;
      DROP TABLE platform.revisions;
    `);
  }
}
