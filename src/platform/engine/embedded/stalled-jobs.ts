/** First key of the advisory locks by which a process shows that its workers live; then their pool's id. */
const PRESENCE = 726_683;

const MAX_TAKEOVERS = 100;
const FAILED_KEPT = 1_000;

/** Held by the connection that runs it, and so gone with the process, however that ends. */
export const SHOW_PRESENCE = `SELECT pg_advisory_lock(${PRESENCE}, hashtext($1))`;

/**
 * Frees the jobs of dead workers; graphile-worker would wait four hours. A process that just began has three
 * seconds to show its presence, and the job that was cut off gets one more attempt. Answers how many due jobs
 * workers could take, $2 at most, without the kinds in $1.
 */
export const TAKE_OVER_AND_COUNT = `
  WITH freed AS (UPDATE graphile_worker._private_jobs AS job
  SET locked_at = NULL, locked_by = NULL, run_at = least(run_at, clock_timestamp()),
    max_attempts = CASE WHEN attempts < ${MAX_TAKEOVERS} THEN attempts + 1 ELSE attempts END
  WHERE locked_at < clock_timestamp() - interval '3 seconds'
    AND NOT EXISTS (
      SELECT FROM pg_locks AS lock
      WHERE lock.locktype = 'advisory' AND lock.granted AND lock.objsubid = 2 AND lock.classid = ${PRESENCE}
        AND lock.objid = (hashtext(job.locked_by)::bigint & 4294967295)::oid
        AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
  RETURNING id)
  SELECT ((SELECT count(*) FROM freed) + (SELECT count(*) FROM (
    SELECT FROM graphile_worker._private_jobs
    WHERE is_available AND run_at <= clock_timestamp() AND (flags ?| $1::text[]) IS NOT TRUE LIMIT $2
  ) AS due))::int AS due`;

export const FORGET_FAILED = `
  DELETE FROM graphile_worker._private_jobs AS job USING (
    SELECT id, run_at, row_number() OVER (PARTITION BY task_id ORDER BY id DESC) AS place
    FROM graphile_worker._private_jobs WHERE locked_at IS NULL AND attempts >= max_attempts
  ) AS failed
  WHERE failed.id = job.id
    AND (failed.place > ${FAILED_KEPT} OR failed.run_at < clock_timestamp() - interval '7 days')`;
