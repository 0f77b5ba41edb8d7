import { randomUUID } from 'node:crypto';
import { BookingPaymentsRepository } from '../../src/booking/paying/booking-payments.repository.js';
import { LedgerRepository, type TransferOrder } from '../../src/payments/ledger/ledger.repository.js';
import { InvoicesRepository } from '../../src/payments/invoices/invoices.repository.js';
import { Payment } from '../../src/payments/model/payment.entity.js';
import { PaymentsRepository } from '../../src/payments/model/payments.repository.js';
import type { BookingKind } from '../../src/booking/booking.api.js';
import type { Tx } from '../../src/platform/database/tx.js';
import { rewritten } from './unguarded.js';

/** Adds to balances as they were read, without locking them. */
export class UnguardedLedger extends LedgerRepository {
  override insert(tx: Tx, order: TransferOrder, at: Date) {
    const unlocked = rewritten(tx, [
      [/SELECT a\.id, found\.amount FROM found/, 'SELECT a.id, found.amount, a.balance FROM found'],
      [/ORDER BY a\.id FOR NO KEY UPDATE OF a/, ' '],
      [/SET balance = a\.balance \+ side\.amount/, 'SET balance = side.balance + side.amount'],
    ]);
    return super.insert(unlocked, order, at);
  }
}

/** Does not know that it has made a transfer before. */
export class ForgetfulLedger extends LedgerRepository {
  override insert(tx: Tx, order: TransferOrder, at: Date) {
    return super.insert(tx, { ...order, reference: `${order.reference}:${randomUUID()}` }, at);
  }
}

/** Reads a booking without holding it as it is. */
export class UnlockedBookings extends BookingPaymentsRepository {
  override lock(tx: Tx, id: number, timeKinds: BookingKind[]) {
    return super.lock(rewritten(tx, [[/FOR UPDATE OF [bo]/, ' ']]), id, timeKinds);
  }
}

/** Does not know what was given back already, nor asks whether so much is left. */
export class ForgetfulPayments extends PaymentsRepository {
  override async getForUpdate(tx: Tx, id: number) {
    return Object.assign(new Payment(), await super.getForUpdate(tx, id), {
      status: 'completed',
      returningCents: 0,
    });
  }

  override reserveRefund(tx: Tx, id: number, cents: number) {
    return super.reserveRefund(
      rewritten(tx, [[/AND p\.returning_cents \+ \$2::bigint <= p\.amount_cents/, ' ']]),
      id,
      cents,
    );
  }
}

/** Numbers from where no rollback takes them back; make `payments.twin_numbers` before. */
export class SequencedInvoices extends InvoicesRepository {
  override issue(tx: Tx, ...sold: Sold) {
    return super.issue(numbered(tx, `nextval('payments.twin_numbers')`), ...sold);
  }
}

/** The next number of what is seen, without the lock of the series. */
export class UnlockedInvoices extends InvoicesRepository {
  override issue(tx: Tx, ...sold: Sold) {
    const next = `(SELECT 1 + coalesce(max(split_part(i.invoice_number, '-', 2)::integer), 0)
      FROM payments.invoices i, sold WHERE i.organizer_id = sold.organizer_id AND i.kind = 'invoice')`;
    return super.issue(numbered(tx, next), ...sold);
  }
}

type Sold = Parameters<InvoicesRepository['issue']> extends [Tx, ...infer Rest] ? Rest : never;

function numbered(tx: Tx, number: string): Tx {
  const text = `number AS (SELECT extract(year FROM now()) || '-' || lpad(${number}::text, 6, '0') AS text)`;
  return rewritten(tx, [[/number AS \([^]*?AS text\s*\)/, text]]);
}
