import { Injectable } from '@nestjs/common';
import { toEntity } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { Selection } from '../../platform/database/selection/selection.js';
import { pageOf, type Ordering, type Page } from '../../platform/http/lists/lists.js';
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

  /** Of everybody where `personId` is null. */
  async list(personId: number | null, { status, method, ...query }: PaymentsQuery): Promise<Page<Payment>> {
    const payments = new Selection({ from: 'payments.payments p', id: 'p.id' });
    if (personId !== null) payments.must('p.person_id = $personId', { personId });
    const page = await payments
      .and('p.status = $status', { status })
      .and('p.method = $method', { method })
      .page(this.db, PAYMENT_COLUMNS, pageOf(query, ORDERING));
    return { ...page, items: page.items.map((row) => toEntity(Payment, row)) };
  }
}
