import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { removeOld } from '../../platform/database/remove-old.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';

const FORGOTTEN_EVERY_MS = 10 * 60_000;

/** Forgets who went to a provider and never came back. */
@Injectable()
export class OAuthStatesProcessor {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  @Every(FORGOTTEN_EVERY_MS)
  forget(signal?: AbortSignal): Promise<void> {
    const old = { table: 'integrations.oauth_states', at: 'expires_at', before: this.clock.now() };
    return removeOld(this.db, old, signal);
  }
}
