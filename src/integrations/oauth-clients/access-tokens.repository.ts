import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { isDatabaseUnavailable } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import {
  CalendarRefused,
  type CalendarAccess,
  type OAuthCredentials,
} from '../calendars/calendar-provider.rules.js';
import { OAuthClients } from './oauth-clients.adapter.js';
import type { OAuthProviderName } from './oauth-providers.rules.js';

const SEALED_FOR = 'calendar-credentials';
const EARLY_MS = 60_000;
const BUSY_FOR_MS = 5_000;

const LOCK = `SELECT sealed_credentials AS sealed FROM integrations.calendar_connections
  WHERE id = $id FOR UPDATE`;
const KEEP = `UPDATE integrations.calendar_connections
  SET sealed_credentials = $sealed, credentials_revision = credentials_revision + 1 WHERE id = $id`;

/** Access tokens that are good for a minute more; of several who need a new one, one process asks for it. */
@Injectable()
export class AccessTokensRepository {
  constructor(
    private readonly db: Database,
    private readonly clients: OAuthClients,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /** `refused`: a token that the provider no longer takes, whatever its time says. */
  async tokenOf(provider: OAuthProviderName, access: CalendarAccess, refused?: string): Promise<string> {
    const credentials = access.credentials as OAuthCredentials;
    const { connectionId } = access;
    if (this.isGood(credentials, refused)) return credentials.accessToken;
    const name = this.clients.nameOf(provider);
    if (connectionId === null) throw new CalendarRefused('credentials', `${name} refused its own token.`);
    try {
      return await this.db.transaction((tx) => this.lockedToken(tx, provider, connectionId, refused));
    } catch (error) {
      if (error instanceof CalendarRefused || !isDatabaseUnavailable(error)) throw error;
      throw new CalendarRefused('busy', `${name} is being asked for a token.`, BUSY_FOR_MS);
    }
  }

  private async lockedToken(
    tx: Tx,
    provider: OAuthProviderName,
    id: number,
    refused: string | undefined,
  ): Promise<string> {
    const [row] = await tx.query<{ sealed: Buffer }>(LOCK, { id });
    if (!row) throw new CalendarRefused('gone', 'The calendar is no longer connected.');
    const stored = this.opened(row.sealed);
    if (!stored)
      throw new CalendarRefused('credentials', 'Its token can no longer be read: connect the account again.');
    if (this.isGood(stored, refused)) return stored.accessToken;
    const fresh = await this.clients.refresh(provider, stored);
    await tx.query(KEEP, { id, sealed: this.secrets.encrypt(SEALED_FOR, JSON.stringify(fresh)) });
    return fresh.accessToken;
  }

  private isGood({ accessToken, expiresAt }: OAuthCredentials, refused: string | undefined): boolean {
    return accessToken !== refused && expiresAt - EARLY_MS > this.clock.millis();
  }

  private opened(sealed: Buffer): OAuthCredentials | null {
    const plain = this.secrets.decrypt(SEALED_FOR, sealed);
    return plain && (JSON.parse(plain.toString()) as OAuthCredentials);
  }
}
