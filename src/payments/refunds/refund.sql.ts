import { columnList } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { Refund } from '../model/refund.entity.js';

export const REFUND_COLUMNS = columnList('r', Refund);

export const INSERT_REFUND = prepared(
  'payments-refund-insert',
  `INSERT INTO payments.refunds AS r (payment_id, amount_cents, cause, actor_id, status, next_attempt_at,
     created_at)
   VALUES ($1, $2, $3, $4, 'pending', $5, $5)
   RETURNING ${REFUND_COLUMNS}`,
);

export const COMPLETE_REFUND = prepared(
  'payments-refund-complete',
  `UPDATE payments.refunds r
   SET status = 'completed', provider_reference = $2, failure_reason = NULL, completed_at = $3
   WHERE r.id = $1 AND r.status = 'pending' RETURNING ${REFUND_COLUMNS}`,
);

export const FIND_BY_REFERENCE = prepared(
  'payments-refund-by-reference',
  `SELECT ${REFUND_COLUMNS} FROM payments.refunds r
   WHERE r.payment_id = $paymentId AND r.provider_reference = $reference LIMIT 1`,
);

// Payments are locked in the order of their ids; whoever holds one of them waits for no other.
export const RESERVE_ALL_OF_EVENT = `
  WITH due AS MATERIALIZED (
    SELECT id, amount_cents - returning_cents AS cents FROM payments.payments
    WHERE event_id = $1 AND status IN ('completed', 'partially_refunded') AND returning_cents < amount_cents
    ORDER BY id FOR UPDATE
  ), reserved AS (
    UPDATE payments.payments p SET returning_cents = p.amount_cents FROM due WHERE p.id = due.id
    RETURNING p.id, due.cents
  )
  INSERT INTO payments.refunds (payment_id, amount_cents, cause, actor_id, status, next_attempt_at, created_at)
  SELECT id, cents, 'offer_withdrawn', $2, 'pending', $3, $3 FROM reserved ORDER BY id
  RETURNING id`;
