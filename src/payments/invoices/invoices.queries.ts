import { Injectable } from '@nestjs/common';
import { toEntity } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { containing, Selection } from '../../platform/database/selection/selection.js';
import { pageOf, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import { Invoice } from './invoice.entity.js';
import { INVOICE_COLUMNS } from './invoice.sql.js';
import type { InvoicesQuery } from './invoices.dto.js';

const ORDERING: Ordering = {
  ordering: { issued_at: 'i.issued_at' },
  default: '-issued_at',
  tiebreak: 'i.id',
};

@Injectable()
export class InvoicesQueries {
  constructor(private readonly db: Database) {}

  async ofPayer(personId: number, query: InvoicesQuery): Promise<Page<Invoice>> {
    const selection = new Selection({ from: 'payments.invoices i', id: 'i.id' })
      .must('i.person_id = $personId', { personId })
      .and('(i.sent_at IS NOT NULL) = $isSent', { isSent: query.is_sent })
      .and('(i.invoice_number ILIKE $search OR i.transaction_id ILIKE $search)', {
        search: query.search ? containing(query.search) : undefined,
      })
      .and('i.payment_id IN (SELECT p.id FROM payments.payments p WHERE p.booking_id = $booking::bigint)', {
        booking: query.booking,
      });
    const page = await selection.page(this.db, INVOICE_COLUMNS, pageOf(query, ORDERING));
    return { ...page, items: page.items.map((row) => toEntity(Invoice, row)) };
  }
}
