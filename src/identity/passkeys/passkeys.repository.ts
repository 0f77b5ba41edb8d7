import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Selection } from '../../platform/database/selection/selection.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page, PageRequest } from '../../platform/http/lists/lists.js';
import { Clock } from '../../shared/clock.js';
import { Passkey } from './passkey.entity.js';
import { PasskeyExists, TooManyPasskeys } from './passkey.errors.js';
import type { PasskeyResponse } from './passkeys.dto.js';
import type { Assertion, KnownKey, NewKey } from './webauthn.adapter.js';

const MOST = 20;
const SHOWN = 'id, name, created_at, last_used_at, backed_up';

@Injectable()
export class PasskeysRepository {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  list(accountId: number, page: PageRequest): Promise<Page<PasskeyResponse>> {
    return new Selection({ from: 'identity.passkeys', id: 'id' })
      .must('account_id = $accountId', { accountId })
      .page(this.db, SHOWN, page);
  }

  known(source: Pick<Tx, 'query'>, accountId: number): Promise<KnownKey[]> {
    return source.query<KnownKey>(
      `SELECT credential_id AS "credentialId", transports FROM identity.passkeys
       WHERE account_id = $1 ORDER BY id LIMIT $2`,
      [accountId, MOST],
    );
  }

  async ownerOf(tx: Tx, credentialId: string): Promise<number | null> {
    const key = await tx.manager.findOneBy(Passkey, { credentialId });
    return key?.accountId ?? null;
  }

  find(tx: Tx, accountId: number, credentialId: string): Promise<Passkey | null> {
    return tx.manager.findOneBy(Passkey, { accountId, credentialId });
  }

  /** `tx` holds the account locked. Refuses with `PasskeyExists` and `TooManyPasskeys`. */
  async add(tx: Tx, accountId: number, name: string, key: NewKey): Promise<PasskeyResponse> {
    if ((await this.known(tx, accountId)).length >= MOST) throw new TooManyPasskeys();
    try {
      const [added] = await tx.query<PasskeyResponse>(
        `INSERT INTO identity.passkeys
           (account_id, credential_id, public_key, counter, transports, backed_up, name, created_at)
         VALUES ($accountId, $credentialId, $publicKey, $counter, $transports, $backedUp, $name, $now)
         RETURNING ${SHOWN}`,
        { accountId, name, ...key, now: this.clock.now() },
      );
      return added!;
    } catch (error) {
      throw violates(error, 'passkeys_credential_unique') ? new PasskeyExists() : error;
    }
  }

  /** False where the counter did not go on: two devices hold one key. */
  async use(tx: Tx, id: number, { counter, backedUp }: Assertion): Promise<boolean> {
    const [used] = await tx.query(
      `UPDATE identity.passkeys SET counter = $2, backed_up = $3, last_used_at = $4
       WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0)) RETURNING id`,
      [id, counter, backedUp, this.clock.now()],
    );
    return used !== undefined;
  }

  /** Its name; null for another's. */
  async remove(tx: Tx, accountId: number, id: number): Promise<string | null> {
    const [removed] = await tx.query<{ name: string }>(
      'DELETE FROM identity.passkeys WHERE id = $1 AND account_id = $2 RETURNING name',
      [id, accountId],
    );
    return removed?.name ?? null;
  }
}
