import { prepared } from '../database/prepared-statement.js';
import type { Tx } from '../database/tx.js';

/** The upper bits of the key set these advisory locks apart from all others. */
const NAMESPACE = 7302;

const LOCK = prepared(
  'platform-lock-papers',
  `SELECT pg_advisory_xact_lock((${NAMESPACE}::bigint << 40) | $personId::bigint)`,
);

/** Before a paper of a person is kept, or all are forgotten: what is drawn meanwhile is kept by nobody. */
export async function lockPapersOf(tx: Tx, personId: number): Promise<void> {
  await tx.query(LOCK, { personId });
}
