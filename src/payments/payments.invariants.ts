import { Injectable } from '@nestjs/common';
import { InvariantSource, type Invariant } from '../platform/registries/invariant-source.js';

/** Empty when all is well; the last three are work for a person, no faults. */
export const PAYMENTS_INVARIANTS: readonly Invariant[] = [
  {
    name: 'transfers_out_of_balance',
    sql: `SELECT t.id, t.reference FROM payments.transfers t
      LEFT JOIN payments.postings p ON p.transfer_id = t.id
      GROUP BY t.id HAVING coalesce(sum(p.amount), 0) <> 0 OR count(p.amount) < 2`,
  },
  {
    name: 'units_out_of_balance',
    sql: `SELECT unit, sum(balance) AS balance FROM payments.accounts GROUP BY unit HAVING sum(balance) <> 0`,
  },
  {
    name: 'balances_differ_from_postings',
    sql: `SELECT a.id, a.balance, coalesce(sum(p.amount), 0) AS posted FROM payments.accounts a
      LEFT JOIN payments.postings p ON p.account_id = a.id
      GROUP BY a.id HAVING a.balance <> coalesce(sum(p.amount), 0)`,
  },
  {
    name: 'users_below_zero',
    sql: `SELECT id, kind, holder, balance FROM payments.accounts
      WHERE kind IN ('credits', 'escrow') AND balance < 0`,
  },
  {
    name: 'refunds_differ_from_payments',
    sql: `SELECT p.id, p.returning_cents, p.refunded_cents FROM payments.payments p
      LEFT JOIN payments.refunds r ON r.payment_id = p.id
      GROUP BY p.id
      HAVING p.returning_cents <> coalesce(sum(r.amount_cents) FILTER (WHERE r.status <> 'failed'), 0)
        OR p.refunded_cents <> coalesce(sum(r.amount_cents) FILTER (WHERE r.status = 'completed'), 0)
        OR p.returning_cents > p.amount_cents`,
  },
  {
    name: 'bookings_differ_from_payments',
    sql: `SELECT b.booking_id, p.id FROM payments.payments p
      JOIN booking.offer_bookings b ON b.booking_id = p.booking_id
      WHERE p.applied AND (b.paid_cents <> p.amount_cents OR b.refunded_cents <> p.refunded_cents)`,
  },
  {
    name: 'payments_without_one_invoice',
    sql: `SELECT p.id FROM payments.payments p
      LEFT JOIN payments.invoices i ON i.payment_id = p.id AND i.kind = 'invoice'
      WHERE p.status NOT IN ('pending', 'failed') GROUP BY p.id HAVING count(i.id) <> 1`,
  },
  {
    name: 'refunds_without_one_credit_note',
    sql: `SELECT r.id FROM payments.refunds r LEFT JOIN payments.invoices i ON i.refund_id = r.id
      WHERE r.status = 'completed' GROUP BY r.id HAVING count(i.id) <> 1`,
  },
  {
    name: 'payments_differ_from_ledger',
    sql: `SELECT p.id FROM payments.payments p
      LEFT JOIN payments.transfers t ON t.reference = 'payment:' || p.id
      WHERE p.status NOT IN ('pending', 'failed') AND p.amount_cents <> coalesce(t.amount, 0)`,
  },
  {
    name: 'refunds_differ_from_ledger',
    sql: `SELECT r.id FROM payments.refunds r
      LEFT JOIN payments.transfers t ON t.reference = 'refund:' || r.id
      LEFT JOIN payments.transfers back ON back.reference = 'refund_reversed:' || r.id
      WHERE CASE WHEN r.status = 'completed' THEN r.amount_cents ELSE 0 END
        <> coalesce(t.amount, 0) - coalesce(back.amount, 0)`,
  },
  {
    name: 'credit_purchases_differ_from_ledger',
    sql: `SELECT c.id FROM payments.credit_purchases c
      LEFT JOIN payments.transfers t ON t.reference = 'credits:' || c.id
      LEFT JOIN payments.transfers money ON money.reference = 'credits_paid:' || c.id
      WHERE CASE WHEN c.status = 'completed' THEN c.credits ELSE 0 END <> coalesce(t.amount, 0)
        OR CASE WHEN c.status = 'completed' THEN c.amount_cents ELSE 0 END <> coalesce(money.amount, 0)`,
  },
  {
    name: 'credits_spent_differ_from_settled',
    sql: `SELECT a.holder AS meeting_id, a.balance FROM payments.accounts a
      JOIN payments.postings p ON p.account_id = a.id JOIN payments.transfers t ON t.id = p.transfer_id
      WHERE a.kind = 'escrow'
      GROUP BY a.id HAVING count(*) FILTER (WHERE t.kind IN ('credit_earned', 'credit_refunded')) > 1
        OR (a.balance > 0 AND bool_or(t.kind IN ('credit_earned', 'credit_refunded')))`,
  },
  {
    name: 'purchases_paid_by_who_is_gone',
    sql: `SELECT id, provider, reference_number, amount_cents FROM payments.credit_purchases
      WHERE status = 'failed' AND reference_number <> ''`,
  },
  {
    name: 'refunds_failed_for_good',
    sql: `SELECT r.id, r.payment_id, r.amount_cents, r.failure_reason FROM payments.refunds r
      JOIN payments.payments p ON p.id = r.payment_id
      WHERE r.status = 'failed' AND p.returning_cents < p.amount_cents AND NOT EXISTS (
        SELECT FROM payments.refunds again
        WHERE again.payment_id = r.payment_id AND again.id > r.id AND again.status <> 'failed')`,
  },
  {
    name: 'disputes_open',
    sql: `SELECT id, payment_id, amount_cents, currency, reason FROM payments.disputes WHERE state = 'open'`,
  },
  {
    name: 'invoice_numbers_with_gaps',
    sql: `WITH issued AS (
        SELECT coalesce(organizer_id, 0) AS seller_id, kind,
          split_part(invoice_number, '-', 1)::integer AS year,
          split_part(invoice_number, '-', 2)::integer AS number
        FROM payments.invoices)
      SELECT seller_id, kind, year, s.begins_after, s.last_number, count(i.number) AS issued
      FROM payments.invoice_series s FULL JOIN issued i USING (seller_id, kind, year)
      GROUP BY seller_id, kind, year, s.begins_after, s.last_number
      HAVING s.last_number IS NULL OR max(i.number) IS DISTINCT FROM s.last_number
        OR count(i.number) FILTER (WHERE i.number > s.begins_after) <> s.last_number - s.begins_after`,
  },
];

@Injectable()
export class PaymentsInvariants extends InvariantSource {
  invariants(): Invariant[] {
    return [...PAYMENTS_INVARIANTS];
  }
}
