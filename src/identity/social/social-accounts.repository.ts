import { Injectable } from '@nestjs/common';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { randomToken, tokenDigest } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import { InvalidToken, SocialAccountInUse } from '../identity.errors.js';
import type { ProviderProfile } from '../oauth/provider-profile.policy.js';

const CODE_LIFETIME_MS = 60_000;
const CODE_FORM = /^[A-Za-z0-9_-]{43}$/;

@Injectable()
export class SocialAccountsRepository {
  constructor(private readonly clock: Clock) {}

  /** Whose account a provider's subject signs in to. */
  async findOwner(tx: Tx, { provider, issuer, subject }: ProviderProfile): Promise<number | null> {
    const [row] = await tx.query<{ accountId: number }>(
      `SELECT account_id AS "accountId" FROM identity.social_accounts
       WHERE provider = $1 AND issuer = $2 AND subject = $3`,
      [provider, issuer, subject],
    );
    return row?.accountId ?? null;
  }

  /** Refuses with `SocialAccountInUse` when somebody was faster. */
  async link(tx: Tx, accountId: number, profile: ProviderProfile): Promise<void> {
    const { provider, issuer, subject } = profile;
    try {
      await tx.query(
        `INSERT INTO identity.social_accounts
           (account_id, provider, issuer, subject, email, connected_at, last_login_at)
         VALUES ($accountId, $provider, $issuer, $subject, $email, $now, $now)`,
        { accountId, provider, issuer, subject, email: vouchedFor(profile), now: this.clock.now() },
      );
    } catch (error) {
      throw violates(error, 'social_accounts_subject_unique') ? new SocialAccountInUse() : error;
    }
  }

  async recordSignIn(tx: Tx, profile: ProviderProfile): Promise<void> {
    const { provider, issuer, subject } = profile;
    await tx.query(
      `UPDATE identity.social_accounts SET last_login_at = $now, email = $email
       WHERE provider = $provider AND issuer = $issuer AND subject = $subject`,
      { provider, issuer, subject, now: this.clock.now(), email: vouchedFor(profile) },
    );
  }

  async idsOf(tx: Tx, accountId: number): Promise<number[]> {
    const rows = await tx.query<{ id: number }>(
      'SELECT id FROM identity.social_accounts WHERE account_id = $1 LIMIT 100',
      [accountId],
    );
    return rows.map(({ id }) => id);
  }

  async unlink(tx: Tx, id: number): Promise<{ provider: string }> {
    const [row] = await tx.query<{ provider: string }>(
      'DELETE FROM identity.social_accounts WHERE id = $1 RETURNING provider',
      [id],
    );
    return row!;
  }

  /** A code for this session, good for 60 seconds. */
  async issueCode(tx: Tx, sessionId: number): Promise<string> {
    const code = randomToken();
    await tx.query('INSERT INTO identity.sign_in_codes (session_id, digest, expires_at) VALUES ($1, $2, $3)', [
      sessionId,
      tokenDigest(code),
      new Date(this.clock.millis() + CODE_LIFETIME_MS),
    ]);
    return code;
  }

  /** The session of a code, which is used up. Throws `InvalidToken`. */
  async useCode(tx: Tx, code: string): Promise<number> {
    if (!CODE_FORM.test(code)) throw new InvalidToken('code');
    const [used] = await tx.query<{ sessionId: number }>(
      `UPDATE identity.sign_in_codes SET used_at = $2 WHERE digest = $1 AND used_at IS NULL AND expires_at > $2
       RETURNING session_id AS "sessionId"`,
      [tokenDigest(code), this.clock.now()],
    );
    if (!used) throw new InvalidToken('code');
    return used.sessionId;
  }
}

/** The address that stands beside a link is one that the provider has checked. */
function vouchedFor({ email, emailVerified }: ProviderProfile): string | null {
  return emailVerified ? email : null;
}
