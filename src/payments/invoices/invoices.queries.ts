import { Injectable } from '@nestjs/common';
import { toEntity } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { countUpTo } from '../../platform/http/lists/count.js';
import { onPage, pageOf, type Ordering, type Page } from '../../platform/http/lists/lists.js';
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
    const values: unknown[] = [personId];
    let from = 'FROM payments.invoices i WHERE i.person_id = $1';
    if (query.is_sent !== undefined) from += ` AND i.sent_at IS ${query.is_sent ? 'NOT NULL' : 'NULL'}`;
    if (query.search) {
      const n = `$${values.push(likePattern(query.search))}`;
      from += ` AND (i.invoice_number ILIKE ${n} OR i.transaction_id ILIKE ${n})`;
    }
    const count = await countUpTo(this.db, `SELECT ${from}`, values);
    const rows = await this.db.query<object>(
      `SELECT ${INVOICE_COLUMNS} FROM payments.invoices i
       WHERE ${onPage('i.id', from, pageOf(query, ORDERING))}`,
      values,
    );
    return { items: rows.map((row) => toEntity(Invoice, row)), ...count };
  }
}

/** Finds `part` anywhere, `%` and `_` escaped. */
function likePattern(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`;
}
