import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { CheckInKey } from './check-in-key.entity.js';

const COLUMNS = `id, kid, public_key AS "publicKey", sealed_private_key AS "sealedPrivateKey",
  retired_at AS "retiredAt"`;

const OF_OFFER = prepared(
  'booking-check-in-keys',
  `SELECT ${COLUMNS} FROM booking.check_in_keys WHERE offer_id = $1 ORDER BY id DESC LIMIT 100`,
);

// Of two that make an offer's key at once, the second finds the first's.
const ADD = `INSERT INTO booking.check_in_keys (offer_id, kid, public_key, sealed_private_key, created_at)
  VALUES ($1, $2, $3, $4, $5) ON CONFLICT (offer_id) WHERE retired_at IS NULL DO NOTHING`;

const RETIRE = `UPDATE booking.check_in_keys SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL`;

export type StoredKey = Pick<CheckInKey, 'id' | 'kid' | 'publicKey' | 'sealedPrivateKey' | 'retiredAt'>;
export type NewKey = Pick<CheckInKey, 'offerId' | 'kid' | 'publicKey' | 'sealedPrivateKey' | 'createdAt'>;

@Injectable()
export class CheckInKeysRepository {
  constructor(private readonly db: Database) {}

  /** Newest first. */
  of(offerId: number): Promise<StoredKey[]> {
    return this.db.query<StoredKey>(OF_OFFER, [offerId]);
  }

  async add({ offerId, kid, publicKey, sealedPrivateKey, createdAt }: NewKey): Promise<void> {
    await this.db.query(ADD, [offerId, kid, publicKey, sealedPrivateKey, createdAt]);
  }

  async retire(id: number, at: Date): Promise<void> {
    await this.db.query(RETIRE, [id, at]);
  }
}
