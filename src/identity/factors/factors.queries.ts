import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';

export interface KnownPasskey {
  id: number;
  name: string;
  created_at: Date;
  last_used_at: Date | null;
  backed_up: boolean;
}

export interface KnownFactors {
  hasPassword: boolean;
  mfaEnabledAt: Date | null;
  recoveryCodesLeft: number;
  providers: string[];
  passkeys: KnownPasskey[];
}

const FACTORS = `
  SELECT a.password_hash IS NOT NULL AS "hasPassword", a.mfa_enabled_at AS "mfaEnabledAt",
    (SELECT count(*) FROM identity.recovery_codes c WHERE c.account_id = a.id AND c.used_at IS NULL)
      AS "recoveryCodesLeft",
    ARRAY(SELECT DISTINCT s.provider FROM identity.social_accounts s WHERE s.account_id = a.id
      ORDER BY s.provider LIMIT 100) AS providers
  FROM identity.accounts a WHERE a.id = $1 AND a.status <> 'erased'`;

const PASSKEYS = `
  SELECT id, name, created_at, last_used_at, backed_up FROM identity.passkeys
  WHERE account_id = $1 ORDER BY id LIMIT 100`;

const WAYS = `
  SELECT FROM identity.accounts a WHERE a.id = $1 AND (a.password_hash IS NOT NULL
    OR EXISTS (SELECT FROM identity.social_accounts s WHERE s.account_id = a.id)
    OR EXISTS (SELECT FROM identity.passkeys p WHERE p.account_id = a.id))`;

@Injectable()
export class FactorsQueries {
  constructor(private readonly db: Database) {}

  /** What somebody proves with who they are. Throws `NotFound`. */
  async of(personId: number): Promise<KnownFactors> {
    const [found] = await this.db.query<Omit<KnownFactors, 'passkeys'>>(FACTORS, [personId]);
    if (!found) throw new NotFound('The user');
    const passkeys = await this.db.query<KnownPasskey>(PASSKEYS, [personId]);
    return { ...found, passkeys };
  }

  /** Whether anything is left to sign in with. */
  async canSignIn(tx: Tx, accountId: number): Promise<boolean> {
    const [left] = await tx.query(WAYS, [accountId]);
    return left !== undefined;
  }
}
