import { columnList } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { Payment } from './payment.entity.js';

export const PAYMENT_COLUMNS = columnList('p', Payment);

// By the index `payments_one_pending_per_booking`: of a booking that has a pending payment, answers that one.
export const INSERT_PAYMENT = prepared(
  'payments-insert',
  `INSERT INTO payments.payments AS p (booking_id, person_id, payer_name, organizer_id, event_id, title,
     quantity, amount_cents, currency, method, provider, status, transaction_id, checkout_id, checkout_url,
     billing, created_at, next_check_at)
   VALUES ($bookingId, $personId, $payerName, $organizerId, $eventId, $title, $quantity, $amountCents,
     $currency, $method, $provider, 'pending', $transactionId, $checkoutId, $checkoutUrl,
     $billing, $createdAt, $nextCheckAt)
   ON CONFLICT (booking_id) WHERE status = 'pending' DO UPDATE SET booking_id = excluded.booking_id
   RETURNING ${PAYMENT_COLUMNS}`,
);

export const FIND_PAYMENT = prepared(
  'payments-find',
  `SELECT ${PAYMENT_COLUMNS} FROM payments.payments p WHERE p.id = $1`,
);

export const FIND_OF_PROVIDER = prepared(
  'payments-find-of-provider',
  `SELECT ${PAYMENT_COLUMNS} FROM payments.payments p
   WHERE p.provider = $provider AND (p.transaction_id = $transactionId
     OR (p.reference_number = $referenceNumber AND p.reference_number <> ''))
   ORDER BY p.transaction_id = $transactionId DESC, p.id LIMIT 1`,
);

export const LOCK_PAYMENT = prepared(
  'payments-lock',
  `SELECT ${PAYMENT_COLUMNS} FROM payments.payments p WHERE p.id = $1 FOR UPDATE`,
);

export const PAYMENTS_OF_BOOKING = prepared(
  'payments-of-booking',
  `SELECT ${PAYMENT_COLUMNS} FROM payments.payments p
   WHERE p.booking_id = $1 AND (p.applied OR p.status = 'pending') ORDER BY p.id LIMIT 10`,
);

export const COMPLETE_PAYMENT = prepared(
  'payments-complete',
  `UPDATE payments.payments p SET status = 'completed', reference_number = $2, applied = $3, processed_at = $4,
     failure_reason = NULL, checkout_url = NULL, next_check_at = NULL
   WHERE p.id = $1 RETURNING ${PAYMENT_COLUMNS}`,
);

export const FAIL_PAYMENT = prepared(
  'payments-fail',
  `UPDATE payments.payments p SET status = 'failed', failure_reason = $2, processed_at = $3,
     checkout_url = NULL, next_check_at = NULL
   WHERE p.id = $1 RETURNING ${PAYMENT_COLUMNS}`,
);

// Also guarded by payments_refunds_within_amount.
export const RESERVE_REFUND = prepared(
  'payments-reserve-refund',
  `UPDATE payments.payments p SET returning_cents = p.returning_cents + $2::bigint
   WHERE p.id = $1 AND p.returning_cents + $2::bigint <= p.amount_cents RETURNING ${PAYMENT_COLUMNS}`,
);

export const RECORD_REFUND = prepared(
  'payments-refund',
  `UPDATE payments.payments p SET refunded_cents = p.refunded_cents + $2::bigint, status = $3, refunded_at = $4
   WHERE p.id = $1 RETURNING ${PAYMENT_COLUMNS}`,
);

export const REVERSE_REFUND = prepared(
  'payments-reverse-refund',
  `UPDATE payments.payments p SET refunded_cents = p.refunded_cents - $2::bigint,
     returning_cents = p.returning_cents - $2::bigint, status = $3,
     refunded_at = CASE WHEN p.refunded_cents > $2::bigint THEN p.refunded_at END
   WHERE p.id = $1 RETURNING ${PAYMENT_COLUMNS}`,
);
