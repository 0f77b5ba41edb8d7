import { Injectable } from '@nestjs/common';
import { columnList } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Offer } from '../model/offer.entity.js';
import { Withdrawal } from './withdrawal.entity.js';

const BEGIN = prepared(
  'booking-begin-withdrawal',
  `WITH offer AS (UPDATE booking.offers SET withdrawing_since = $at::timestamptz WHERE id = $offerId)
   INSERT INTO booking.withdrawals (offer_id, actor_id, cause, reason, at)
   VALUES ($offerId, $actorId, $cause, $reason, $at::timestamptz)`,
);

const END = prepared(
  'booking-end-withdrawal',
  `WITH offer AS (UPDATE booking.offers SET withdrawing_since = NULL WHERE id = $1)
   DELETE FROM booking.withdrawals WHERE offer_id = $1`,
);

const FIND = prepared(
  'booking-withdrawal',
  `SELECT ${columnList('w', Withdrawal)}, o.kind, o.ref_id AS "refId"
   FROM booking.withdrawals w JOIN booking.offers o ON o.id = w.offer_id WHERE w.offer_id = $1`,
);

export const WITHDRAWALS_UNDER_WAY = 'EXISTS (SELECT FROM booking.withdrawals)';

export type WithdrawalOfOffer = Withdrawal & Pick<Offer, 'kind' | 'refId'>;

/** Written under the lock of the offer. */
@Injectable()
export class WithdrawalsRepository {
  async begin(tx: Tx, withdrawal: Withdrawal): Promise<void> {
    await tx.query(BEGIN, { ...withdrawal });
  }

  async end(tx: Tx, offerId: number): Promise<void> {
    await tx.query(END, [offerId]);
  }

  async find(tx: Tx, offerId: number): Promise<WithdrawalOfOffer | null> {
    return (await tx.query<WithdrawalOfOffer>(FIND, [offerId]))[0] ?? null;
  }

  async underWay(source: Pick<Tx, 'query'>, limit: number): Promise<number[]> {
    const rows = await source.query<{ id: number }>(
      'SELECT offer_id AS id FROM booking.withdrawals ORDER BY at, offer_id LIMIT $1',
      [limit],
    );
    return rows.map(({ id }) => id);
  }
}
