import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import type { DisputeState } from '../model/dispute.entity.js';
import type { ProviderDispute } from '../providers/payment-provider.adapter.js';

// Events come in any order: what has ended does not go on.
const SAVE = prepared(
  'payments-dispute-save',
  `INSERT INTO payments.disputes AS d (payment_id, provider, reference, amount_cents, currency, reason, state,
     opened_at, closed_at)
   VALUES ($paymentId, $provider, $reference, $amountCents, $currency, $reason, $state, $at,
     CASE WHEN $state::text <> 'open' THEN $at::timestamptz END)
   ON CONFLICT ON CONSTRAINT disputes_reference_unique DO UPDATE
     SET state = excluded.state, closed_at = excluded.closed_at, amount_cents = excluded.amount_cents
     WHERE d.state = 'open'
   RETURNING d.id, old.state AS before`,
);

@Injectable()
export class DisputesRepository {
  /** `before` is null where it is new; answers null where it had ended. */
  async save(
    tx: Tx,
    payment: { id: number; provider: string },
    { reference, amountCents, currency, reason, state }: Omit<ProviderDispute, 'of'>,
    at: Date,
  ): Promise<{ id: number; before: DisputeState | null } | null> {
    const about = { paymentId: payment.id, provider: payment.provider, reference, amountCents };
    const [row] = await tx.query<{ id: number; before: DisputeState | null }>(SAVE, {
      ...about,
      ...{ currency, reason, state, at },
    });
    return row ?? null;
  }
}
