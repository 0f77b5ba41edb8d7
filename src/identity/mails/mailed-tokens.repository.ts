import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { randomToken, tokenDigest } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import { InvalidToken, TooManyMails } from '../identity.errors.js';
import { DENIABLE_MS, LIFETIME_MS, type MailedPurpose } from './mailed-token.entity.js';

const HOUR_MS = 3_600_000;
/** More would let somebody fill another's mailbox. */
const MOST_PER_HOUR = 5;
const FORM = /^[A-Za-z0-9_-]{43}$/;

/** The holder of a token has proved to read the mail of `email`. */
export interface MailedProof {
  id: number;
  accountId: number;
  purpose: MailedPurpose;
  email: string;
}

/** Tokens in mailed links: made once, kept as digests, used once. */
@Injectable()
export class MailedTokensRepository {
  constructor(private readonly clock: Clock) {}

  /** Null when too many went out lately. */
  async issue(tx: Tx, accountId: number, purpose: MailedPurpose, email: string): Promise<string | null> {
    const now = this.clock.now();
    const [recent] = await tx.query<{ count: number }>(
      `SELECT count(*) AS count FROM identity.mailed_tokens
       WHERE account_id = $1 AND purpose = $2 AND created_at > $3`,
      [accountId, purpose, new Date(now.getTime() - HOUR_MS)],
    );
    if (recent!.count >= MOST_PER_HOUR) return null;
    const token = randomToken();
    await tx.query(
      `INSERT INTO identity.mailed_tokens
         (account_id, purpose, email, digest, denial_digest, created_at, expires_at)
       VALUES ($accountId, $purpose, $email, $digest, $denialDigest, $now, $expiresAt)`,
      {
        ...{ accountId, purpose, email, digest: tokenDigest(token) },
        denialDigest: purpose === 'verify_email' ? tokenDigest(denialOf(token)) : null,
        ...{ now, expiresAt: new Date(now.getTime() + LIFETIME_MS[purpose]) },
      },
    );
    return token;
  }

  /** Throws `TooManyMails` when too many went out lately. */
  async issueOrRefuse(tx: Tx, accountId: number, purpose: MailedPurpose, email: string): Promise<string> {
    const token = await this.issue(tx, accountId, purpose, email);
    if (token !== null) return token;
    const [fifthLast] = await tx.query<{ createdAt: Date }>(
      `SELECT created_at AS "createdAt" FROM identity.mailed_tokens WHERE account_id = $1 AND purpose = $2
       ORDER BY created_at DESC LIMIT 1 OFFSET $3`,
      [accountId, purpose, MOST_PER_HOUR - 1],
    );
    const resetAt = new Date(fifthLast!.createdAt.getTime() + HOUR_MS);
    const retryAfterSeconds = Math.max(1, Math.ceil((resetAt.getTime() - this.clock.millis()) / 1000));
    throw new TooManyMails({ limit: MOST_PER_HOUR, window: '1 hour', resetAt, retryAfterSeconds });
  }

  /**
   * Throws `InvalidToken` for one that is unknown, used, too old, for something else or of an erased account.
   */
  async get(source: Pick<Tx, 'query'>, token: string, purposes: MailedPurpose[]): Promise<MailedProof> {
    if (!FORM.test(token)) throw new InvalidToken();
    const [found] = await source.query<MailedProof>(
      `SELECT t.id, t.account_id AS "accountId", t.purpose, t.email
       FROM identity.mailed_tokens t JOIN identity.accounts a ON a.id = t.account_id AND a.status <> 'erased'
       WHERE t.digest = $1 AND t.used_at IS NULL AND t.expires_at > $2 AND t.purpose = ANY ($3)`,
      [tokenDigest(token), this.clock.now(), purposes],
    );
    if (!found) throw new InvalidToken();
    return found;
  }

  /** Whose registration this token denies; null for other tokens, and once an address of it is proven. */
  async deniedBy(source: Pick<Tx, 'query'>, token: string): Promise<number | null> {
    if (!FORM.test(token)) return null;
    const [found] = await source.query<{ accountId: number }>(
      `SELECT t.account_id AS "accountId" FROM identity.mailed_tokens t
       JOIN identity.accounts a ON a.id = t.account_id AND a.email = t.email AND a.email_verified_at IS NULL
       WHERE t.denial_digest = $1 AND t.created_at > $2 AND a.status <> 'erased'`,
      [tokenDigest(token), new Date(this.clock.millis() - DENIABLE_MS)],
    );
    return found?.accountId ?? null;
  }

  /** Once; `tx` must hold its account locked. Throws `InvalidToken` when somebody was faster. */
  async use(tx: Tx, { id }: MailedProof): Promise<void> {
    const now = this.clock.now();
    const [used] = await tx.query(
      `UPDATE identity.mailed_tokens SET used_at = $2
       WHERE id = $1 AND used_at IS NULL AND expires_at > $2 RETURNING id`,
      [id, now],
    );
    if (!used) throw new InvalidToken();
  }

  async revoke(tx: Tx, accountId: number, purposes: MailedPurpose[]): Promise<void> {
    await tx.query(
      `UPDATE identity.mailed_tokens SET used_at = $2
       WHERE account_id = $1 AND used_at IS NULL AND purpose = ANY ($3)`,
      [accountId, this.clock.now(), purposes],
    );
  }
}

/** The token of the link "this was not me", in the mail that holds this one. */
export function denialOf(token: string): string {
  return tokenDigest(`denial ${token}`).toString('base64url');
}
