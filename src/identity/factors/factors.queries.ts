import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { NotFound } from '../../shared/errors.js';

export interface KnownFactors {
  hasPassword: boolean;
  mfaEnabledAt: Date | null;
  recoveryCodesLeft: number;
  providers: string[];
}

const FACTORS = `
  SELECT a.password_hash IS NOT NULL AS "hasPassword", a.mfa_enabled_at AS "mfaEnabledAt",
    (SELECT count(*) FROM identity.recovery_codes c WHERE c.account_id = a.id AND c.used_at IS NULL)
      AS "recoveryCodesLeft",
    ARRAY(SELECT DISTINCT s.provider FROM identity.social_accounts s WHERE s.account_id = a.id
      ORDER BY s.provider LIMIT 100) AS providers
  FROM identity.accounts a WHERE a.id = $1 AND a.status <> 'erased'`;

@Injectable()
export class FactorsQueries {
  constructor(private readonly db: Database) {}

  /** What somebody proves with who they are. Throws `NotFound`. */
  async of(personId: number): Promise<KnownFactors> {
    const [found] = await this.db.query<KnownFactors>(FACTORS, [personId]);
    if (!found) throw new NotFound('The user');
    return found;
  }
}
