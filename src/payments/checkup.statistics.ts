import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { CheckupSource, type Finding, type Waiting } from '../platform/registries/checkup-source.js';
import { LedgerQueries } from './ledger/ledger.queries.js';

const NOT_MADE = `payments.refunds WHERE status <> 'completed'`;
const REFUNDS = `
  SELECT count(*) FILTER (WHERE status = 'pending')::integer AS refunds_waiting,
    count(*) FILTER (WHERE status = 'failed')::integer AS refunds_failed
  FROM ${NOT_MADE}`;

/** Whether the ledger adds up, and which refunds the provider has not made yet. */
@Injectable()
export class PaymentsCheckup extends CheckupSource {
  constructor(
    private readonly db: Database,
    private readonly ledger: LedgerQueries,
  ) {
    super();
  }

  override waiting(): Waiting[] {
    return [{ room: 'payments', count: `SELECT count(*) FROM ${NOT_MADE}` }];
  }

  async findings(): Promise<Finding[]> {
    const { sums, accounts, transfers, belowZero } = await this.ledger.state();
    const unequal = sums.filter(({ sum }) => sum !== 0).length;
    const off = accounts.length + transfers.length + belowZero.length + unequal;
    const [refunds] = await this.db.query<Record<'refunds_waiting' | 'refunds_failed', number>>(REFUNDS);
    return [
      { name: 'ledger', is_fine: off === 0, figures: { currencies: sums.length, off } },
      {
        name: 'payments',
        is_fine: refunds!.refunds_waiting + refunds!.refunds_failed === 0,
        figures: refunds!,
      },
    ];
  }
}
