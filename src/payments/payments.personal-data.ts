import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { PersonalData } from '../platform/registries/personal-data.js';
import { Clock } from '../shared/clock.js';

const MAX_EXPORTED = 10_000;
const KEPT =
  'Invoices, credit notes and receipts keep whom they were issued by and to, as the law asks; ' +
  'payments and bookings show “Deleted user” once the account is erased.';

/** The law keeps payments, refunds and invoices. Money that comes after the erasure is refunded. */
@Injectable()
export class PaymentsPersonalData extends PersonalData {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const rows = (sql: string) => this.db.query<object>(`${sql} LIMIT ${MAX_EXPORTED}`, [personId]);
    return {
      kept_after_erasure: KEPT,
      billing: await rows(
        'SELECT legal_name, address, country, tax_id, updated_at FROM payments.billing WHERE person_id = $1',
      ),
      payments: await rows(
        `SELECT id, booking_id, title, quantity, amount_cents, currency, method, provider, status,
           transaction_id, reference_number, refunded_cents, failure_reason, billing, created_at,
           processed_at, refunded_at
         FROM payments.payments WHERE person_id = $1 ORDER BY id DESC`,
      ),
      credit_purchases: await rows(
        `SELECT id, credits, amount_cents, currency, method, provider, status, transaction_id,
           reference_number, failure_reason, created_at, processed_at
         FROM payments.credit_purchases WHERE person_id = $1 ORDER BY id DESC`,
      ),
      refunds: await rows(
        `SELECT r.id, r.payment_id, r.amount_cents, r.cause, r.status, r.created_at, r.completed_at
         FROM payments.refunds r JOIN payments.payments p ON p.id = r.payment_id
         WHERE p.person_id = $1 ORDER BY r.id DESC`,
      ),
      disputes: await rows(
        `SELECT d.id, d.payment_id, d.amount_cents, d.currency, d.reason, d.state, d.opened_at, d.closed_at
         FROM payments.disputes d JOIN payments.payments p ON p.id = d.payment_id
         WHERE p.person_id = $1 ORDER BY d.id DESC`,
      ),
      invoices: await rows(
        `SELECT id, invoice_number, kind, payment_id, transaction_id, event_title, issued_to, lines,
           seller, buyer, total_cents, tax_cents, tax_rate, currency, issued_at, sent_at
         FROM payments.invoices WHERE person_id = $1 ORDER BY id DESC`,
      ),
      issued_invoices: await rows(
        `SELECT id, invoice_number, kind, event_title, issued_by, seller, total_cents, tax_cents, tax_rate,
           currency, issued_at
         FROM payments.invoices WHERE organizer_id = $1 ORDER BY id DESC`,
      ),
      ledger: await rows(
        `SELECT t.id, t.kind, t.reference, a.kind AS account, a.unit, p.amount, t.occurred_at
         FROM payments.accounts a JOIN payments.postings p ON p.account_id = a.id
         JOIN payments.transfers t ON t.id = p.transfer_id
         WHERE a.kind IN ('receivable', 'credits') AND a.holder = $1::text ORDER BY t.id DESC`,
      ),
    };
  }

  async erase(tx: Tx, personId: number): Promise<void> {
    for (const table of ['payments', 'credit_purchases']) await this.endPending(tx, table, personId);
    await tx.query('UPDATE payments.payments SET billing = NULL WHERE person_id = $1 AND billing IS NOT NULL', [
      personId,
    ]);
    await tx.query('DELETE FROM payments.billing WHERE person_id = $1', [personId]);
  }

  private async endPending(tx: Tx, table: string, personId: number): Promise<void> {
    await tx.query(
      `UPDATE payments.${table} SET checkout_id = NULL, checkout_url = NULL, next_check_at = NULL,
         status = CASE WHEN status = 'pending' THEN 'failed' ELSE status END,
         failure_reason = CASE WHEN status = 'pending' THEN 'erased' ELSE failure_reason END,
         processed_at = coalesce(processed_at, $2)
       WHERE person_id = $1 AND (status = 'pending' OR checkout_id IS NOT NULL OR checkout_url IS NOT NULL)`,
      [personId, this.clock.now()],
    );
  }
}
