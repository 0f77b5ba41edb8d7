import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Secrets, tokenDigest } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import type { Departure } from '../oauth-clients/oauth-clients.adapter.js';
import type { OAuthProviderName } from '../oauth-clients/oauth-providers.rules.js';

const SEALED_FOR = 'calendar-oauth-state';
const LIFETIME_MS = 10 * 60_000;
const MOST_OPEN = 10;

const KEEP = `INSERT INTO integrations.oauth_states (digest, owner_id, provider, sealed, expires_at)
  VALUES ($digest, $ownerId, $provider, $sealed, $expiresAt)`;
const DROP_OLDEST = `DELETE FROM integrations.oauth_states WHERE digest IN (
  SELECT digest FROM integrations.oauth_states WHERE owner_id = $ownerId
  ORDER BY expires_at DESC, digest OFFSET ${MOST_OPEN - 1})`;
const TAKE = `DELETE FROM integrations.oauth_states
  WHERE digest = $digest AND owner_id = $ownerId AND provider = $provider AND expires_at > $now
  RETURNING sealed`;

/** What people were sent to a provider with: each is theirs alone, good once, and for ten minutes. */
@Injectable()
export class OAuthStatesRepository {
  constructor(
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  async keep(tx: Tx, ownerId: number, provider: OAuthProviderName, departure: Departure): Promise<void> {
    await tx.query(DROP_OLDEST, { ownerId });
    const expiresAt = new Date(this.clock.millis() + LIFETIME_MS);
    const sealed = this.secrets.encrypt(SEALED_FOR, JSON.stringify(departure));
    await tx.query(KEEP, { digest: tokenDigest(departure.state), ownerId, provider, sealed, expiresAt });
  }

  /** Null for one that is used, made up, another's, another provider's or too old. */
  async take(
    source: Pick<Tx, 'query'>,
    ownerId: number,
    provider: OAuthProviderName,
    state: string,
  ): Promise<Departure | null> {
    const asked = { digest: tokenDigest(state), ownerId, provider, now: this.clock.now() };
    const [row] = await source.query<{ sealed: Buffer }>(TAKE, asked);
    const plain = row && this.secrets.decrypt(SEALED_FOR, row.sealed);
    return plain ? (JSON.parse(plain.toString()) as Departure) : null;
  }
}
