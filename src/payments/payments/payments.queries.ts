import { Injectable } from '@nestjs/common';
import { toEntity } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { countUpTo } from '../../platform/http/lists/count.js';
import { onPage, pageOf, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import { Payment } from '../model/payment.entity.js';
import { PAYMENT_COLUMNS } from '../model/payment.sql.js';
import type { PaymentsQuery } from './payments.dto.js';

const ORDERING: Ordering = {
  ordering: { created_at: 'p.created_at' },
  default: '-created_at',
  tiebreak: 'p.id',
};

@Injectable()
export class PaymentsQueries {
  constructor(private readonly db: Database) {}

  async ofPayer(personId: number, query: PaymentsQuery): Promise<Page<Payment>> {
    const values: unknown[] = [personId];
    let from = 'FROM payments.payments p WHERE p.person_id = $1';
    if (query.status !== undefined) from += ` AND p.status = $${values.push(query.status)}`;
    if (query.method !== undefined) from += ` AND p.method = $${values.push(query.method)}`;
    const count = await countUpTo(this.db, `SELECT ${from}`, values);
    const rows = await this.db.query<object>(
      `SELECT ${PAYMENT_COLUMNS} FROM payments.payments p
       WHERE ${onPage('p.id', from, pageOf(query, ORDERING))}`,
      values,
    );
    return { items: rows.map((row) => toEntity(Payment, row)), ...count };
  }
}
