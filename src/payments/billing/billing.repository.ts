import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { Billing, type BillingDetails } from './billing.entity.js';

const COLUMNS = columnList('b', Billing);

const SAVE = prepared(
  'payments-save-billing',
  `INSERT INTO payments.billing AS b (person_id, legal_name, address, country, tax_id, updated_at)
   VALUES ($personId, coalesce($legalName::text, ''), coalesce($address::text, ''),
     coalesce($country::text, ''), coalesce($taxId::text, ''), $at)
   ON CONFLICT ON CONSTRAINT billing_pkey DO UPDATE SET
     legal_name = coalesce($legalName::text, b.legal_name), address = coalesce($address::text, b.address),
     country = coalesce($country::text, b.country), tax_id = coalesce($taxId::text, b.tax_id),
     updated_at = excluded.updated_at
   RETURNING ${COLUMNS}`,
);

@Injectable()
export class BillingRepository {
  async find(source: Pick<Tx, 'query'>, personId: number): Promise<Billing | null> {
    const sql = `SELECT ${COLUMNS} FROM payments.billing b WHERE b.person_id = $personId`;
    const [row] = await source.query<Billing>(sql, { personId });
    return row ? toEntity(Billing, row) : null;
  }

  /** What is undefined stays as it is. */
  async save(tx: Tx, personId: number, details: Partial<BillingDetails>, at: Date): Promise<Billing> {
    const { legalName = null, address = null, country = null, taxId = null } = details;
    const [row] = await tx.query<Billing>(SAVE, { personId, legalName, address, country, taxId, at });
    return toEntity(Billing, row!);
  }
}
