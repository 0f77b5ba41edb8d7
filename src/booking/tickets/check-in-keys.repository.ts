import { Injectable } from '@nestjs/common';
import { columnList } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { CheckInKey } from './check-in-key.entity.js';

const OF_OFFER = prepared(
  'booking-check-in-keys',
  `SELECT ${columnList('k', CheckInKey)} FROM booking.check_in_keys k
   WHERE k.offer_id = $1 ORDER BY k.id DESC LIMIT 100`,
);

// Of two that make an offer's key at once, the second finds the first's.
const ADD = `INSERT INTO booking.check_in_keys (offer_id, kid, public_key, sealed_private_key, created_at)
  VALUES ($offerId, $kid, $publicKey, $sealedPrivateKey, $createdAt)
  ON CONFLICT (offer_id) WHERE retired_at IS NULL DO NOTHING`;

const RETIRE = `UPDATE booking.check_in_keys SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL`;

export type NewKey = Omit<CheckInKey, 'id' | 'retiredAt'>;

@Injectable()
export class CheckInKeysRepository {
  constructor(private readonly db: Database) {}

  /** Newest first. */
  of(offerId: number): Promise<CheckInKey[]> {
    return this.db.query<CheckInKey>(OF_OFFER, [offerId]);
  }

  async add(key: NewKey): Promise<void> {
    await this.db.query(ADD, { ...key });
  }

  async retire(id: number, at: Date): Promise<void> {
    await this.db.query(RETIRE, [id, at]);
  }
}
