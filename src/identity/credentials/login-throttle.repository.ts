import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import { networkOf } from '../../shared/network-address.js';
import { SignInSlowed } from '../identity.errors.js';
import {
  FORGOTTEN_AFTER_MS,
  freeTries,
  loginKeyOf,
  pauseAfter,
  type AttemptedLogin,
  type Failures,
} from './login-throttle.policy.js';
import type { FailureScope } from './sign-in-failure.entity.js';

interface FailureRow {
  scope: FailureScope;
  failures: number;
  lastAt: Date;
}

/** Slows guessing down by account, or unknown name, and by network. Off where limits are off. */
@Injectable()
export class LoginThrottle {
  constructor(
    private readonly db: Database,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Throws `SignInSlowed` while this login has to wait in the caller's network. */
  async check(login: AttemptedLogin): Promise<void> {
    if (!this.config.rateLimitsEnabled) return;
    const rows = await this.db.query<FailureRow>(
      `SELECT scope, failures, last_at AS "lastAt" FROM identity.sign_in_failures
       WHERE (scope, digest) IN (SELECT * FROM unnest($1::text[], $2::bytea[])) AND last_at > $3`,
      [...this.keys(login), this.horizon()],
    );
    const failures: Failures = { pair: 0, account: 0, address: 0 };
    for (const row of rows) failures[row.scope] = row.failures;
    const last = rows.find(({ scope }) => scope === 'pair')?.lastAt.getTime() ?? 0;
    const until = last + pauseAfter(failures);
    const left = until - this.clock.millis();
    if (left <= 0) return;
    throw new SignInSlowed({
      limit: freeTries(failures),
      window: `${FORGOTTEN_AFTER_MS / 3_600_000} hours`,
      resetAt: new Date(until),
      retryAfterSeconds: Math.ceil(left / 1000),
    });
  }

  async recordFailure(tx: Tx, login: AttemptedLogin): Promise<void> {
    if (!this.config.rateLimitsEnabled) return;
    await tx.query(
      `INSERT INTO identity.sign_in_failures AS f (scope, digest, failures, last_at)
       SELECT scope, digest, 1, $3 FROM unnest($1::text[], $2::bytea[]) AS failed (scope, digest)
       ORDER BY scope, digest
       ON CONFLICT ON CONSTRAINT sign_in_failures_pkey DO UPDATE
         SET failures = CASE WHEN f.last_at > $4 THEN f.failures + 1 ELSE 1 END, last_at = $3`,
      [...this.keys(login), this.clock.now(), this.horizon()],
    );
  }

  /** The right password was given: this network need not wait any more. */
  async clear(login: AttemptedLogin): Promise<void> {
    if (!this.config.rateLimitsEnabled) return;
    const [[scope], [digest]] = this.keys(login);
    await this.db.query('DELETE FROM identity.sign_in_failures WHERE scope = $1 AND digest = $2', [
      scope,
      digest,
    ]);
  }

  private keys(login: AttemptedLogin): [FailureScope[], Buffer[]] {
    const name = loginKeyOf(login);
    const address = networkOf(currentRequest()?.ip ?? '');
    const digest = (value: string) => this.secrets.digest('sign-in-failures', value);
    return [
      ['pair', 'account', 'address'],
      [digest(`${name}\n${address}`), digest(name), digest(address)],
    ];
  }

  private horizon(): Date {
    return new Date(this.clock.millis() - FORGOTTEN_AFTER_MS);
  }
}
