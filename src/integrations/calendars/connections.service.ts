import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { GuardedFetch } from '../../platform/outbound/guarded-fetch.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { SchedulingApi } from '../../scheduling/scheduling.api.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput } from '../../shared/errors.js';
import { Faults } from '../../shared/faults.js';
import type { Calendar, CalendarConnection } from './calendar-connection.entity.js';
import {
  CalendarRefused,
  type CalendarAccess,
  type CalendarCredentials,
  type CalendarProviderName,
  type RemoteCalendar,
} from './calendar-provider.rules.js';
import { CalendarProviders } from './calendar-providers.adapter.js';
import {
  toIntegrationResponse,
  type CalendarChoiceRequest,
  type IntegrationChangeRequest,
  type IntegrationRequest,
  type IntegrationResponse,
  type IntegrationsQuery,
} from './connections.dto.js';
import { ConnectionsRepository } from './connections.repository.js';

export const CREDENTIALS = 'calendar-credentials';

export interface NewAccount {
  provider: CalendarProviderName;
  accountKey: string;
  accountEmail: string | null;
  credentials: CalendarCredentials;
  /** Of an account that is connected already the credentials are renewed, instead of a refusal. */
  renews?: boolean;
}

/** Which calendars of other programs people have connected, and what these are good for. */
@Injectable()
export class ConnectionsService {
  constructor(
    private readonly db: Database,
    private readonly connections: ConnectionsRepository,
    private readonly providers: CalendarProviders,
    private readonly identity: IdentityApi,
    private readonly scheduling: SchedulingApi,
    private readonly guarded: GuardedFetch,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  async list({ id }: Caller, query: IntegrationsQuery): Promise<Page<IntegrationResponse>> {
    const { items, ...count } = await this.connections.ofOwner(this.db, id, query);
    const ids = items.map((each) => each.id);
    const calendars = await this.connections.calendarsOf(this.db, ids);
    return { ...count, items: items.map((each) => this.shown(each, calendars)) };
  }

  /** Refuses what cannot be reached or read (400), `CalendarConnected` and `TooManyConnections`. */
  async add(
    caller: Caller,
    { provider, url, username, password }: IntegrationRequest,
  ): Promise<IntegrationResponse> {
    const address = url.trim().replace(/^webcals?:/i, 'https:');
    const problem = await this.guarded.problemOf(address);
    if (problem) throw new InvalidInput({ url: [problem] });
    const isFeed = provider === 'ics';
    const credentials = isFeed ? { url: address } : { url: address, username: username!, password: password! };
    const accountKey = this.secrets.digest(CREDENTIALS, `${address} ${username ?? ''}`).toString('base64url');
    try {
      return await this.connect(caller.id, {
        provider,
        accountKey,
        accountEmail: username ?? null,
        credentials,
      });
    } catch (error) {
      if (!(error instanceof CalendarRefused)) throw error;
      throw new InvalidInput({
        [error.reason === 'credentials' && !isFeed ? 'password' : 'url']: [error.message],
      });
    }
  }

  /** The first reading follows at once. Refuses with `CalendarRefused` what the provider refuses. */
  async connect(
    ownerId: number,
    { credentials, renews, ...account }: NewAccount,
  ): Promise<IntegrationResponse> {
    const owner = (await this.identity.contactsOf([ownerId])).get(ownerId);
    const access = {
      ...{ connectionId: null, credentials, accountEmail: account.accountEmail },
      timezone: owner?.timezone ?? 'UTC',
    };
    const listed = withPrimary(await this.providers.get(account.provider).listCalendars(access));
    const sealedCredentials = this.secrets.encrypt(CREDENTIALS, JSON.stringify(credentials));
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const made = { ...account, ownerId, sealedCredentials };
      const connection =
        (renews && (await this.connections.renew(tx, made, now))) ||
        (await this.connections.insert(tx, made, now));
      await this.keepCalendars(tx, connection, listed);
      return this.shown(connection, await this.connections.calendarsOf(tx, [connection.id]));
    });
  }

  change(caller: Caller, id: number, { calendars }: IntegrationChangeRequest): Promise<IntegrationResponse> {
    return this.db.transaction(async (tx) => {
      const connection = await this.connections.getForUpdate(tx, caller.id, id);
      const known = await this.connections.calendarsOf(tx, [id]);
      const chosen = chosenOf(calendars, known);
      await this.connections.choose(tx, connection, chosen);
      for (const { id: calendarId, blocks } of chosen)
        if (!blocks)
          await this.scheduling.replaceCalendarTimes(tx, { ownerId: caller.id, calendarId, busy: [] }, null);
      await this.connections.askAgain(tx, id, this.clock.now());
      const [after] = await this.connections.byIds(tx, [id]);
      return this.shown(after!, await this.connections.calendarsOf(tx, [id]));
    });
  }

  sync(caller: Caller, id: number): Promise<IntegrationResponse> {
    return this.db.transaction(async (tx) => {
      await this.connections.getForUpdate(tx, caller.id, id);
      await this.connections.askAgain(tx, id, this.clock.now());
      const [after] = await this.connections.byIds(tx, [id]);
      return this.shown(after!, await this.connections.calendarsOf(tx, [id]));
    });
  }

  /** Its busy times go at once; what was written there stays. */
  async remove(caller: Caller, id: number): Promise<void> {
    const connection = await this.db.transaction((tx) => this.connections.getForUpdate(tx, caller.id, id));
    await this.revoke(connection);
    await this.db.transaction(async (tx) => {
      await this.connections.getForUpdate(tx, caller.id, id);
      await this.keepCalendars(tx, connection, []);
      await this.connections.delete(tx, id);
    });
  }

  /** Refuses with `CalendarRefused` what can no longer be read. */
  async accessTo(connection: CalendarConnection, signal?: AbortSignal): Promise<CalendarAccess> {
    const { id: connectionId, ownerId, accountEmail } = connection;
    const credentials = this.credentialsOf(connection);
    if (!credentials)
      throw new CalendarRefused('credentials', 'What was stored can no longer be read: connect it again.');
    const owner = (await this.identity.contactsOf([ownerId])).get(ownerId);
    return {
      ...{ connectionId, credentials, timezone: owner?.timezone ?? 'UTC', signal },
      accountEmail: accountEmail ?? owner?.email ?? null,
    };
  }

  /** Null where it was sealed with another secret. */
  credentialsOf({ sealedCredentials }: CalendarConnection): CalendarCredentials | null {
    const plain = this.secrets.decrypt(CREDENTIALS, sealedCredentials);
    return plain && (JSON.parse(plain.toString()) as CalendarCredentials);
  }

  /** What is no longer there takes its busy times along. */
  async keepCalendars(
    tx: Tx,
    connection: Pick<CalendarConnection, 'id' | 'ownerId'>,
    listed: readonly RemoteCalendar[],
  ): Promise<void> {
    for (const { id: calendarId, ownerId } of await this.connections.keepCalendars(tx, connection, listed))
      await this.scheduling.replaceCalendarTimes(tx, { ownerId, calendarId, busy: [] }, null);
  }

  /** Takes the permission back where the provider can be told so; whether that works changes nothing. */
  async revoke(connection: CalendarConnection): Promise<void> {
    const credentials = this.credentialsOf(connection);
    const { id: connectionId, accountEmail, provider } = connection;
    if (!credentials) return;
    const access = { connectionId, credentials, accountEmail, timezone: 'UTC' };
    await this.providers.get(provider).revoke(access).catch(() => undefined); // prettier-ignore
  }

  private shown(connection: CalendarConnection, calendars: readonly Calendar[]): IntegrationResponse {
    const credentials = this.credentialsOf(connection);
    const url = credentials && 'url' in credentials ? credentials.url : null;
    const own = calendars.filter(({ connectionId }) => connectionId === connection.id);
    return toIntegrationResponse(connection, own, url, this.clock.now());
  }
}

/** An account without a primary calendar takes its first as one. */
export function withPrimary(listed: readonly RemoteCalendar[]): RemoteCalendar[] {
  if (listed.some(({ isPrimary }) => isPrimary)) return [...listed];
  return listed.map((each, index) => ({ ...each, isPrimary: index === 0 }));
}

function chosenOf(asked: readonly CalendarChoiceRequest[], known: readonly Calendar[]) {
  const faults = new Faults();
  const chosen = asked.flatMap(({ id, blocks, writes }, n) => {
    const calendar = known.find((each) => each.id === id);
    if (!calendar) faults.add({ [`calendars.${n}.id`]: ['There is no such calendar in this account.'] });
    else if (writes && !calendar.isWritable)
      faults.add({ [`calendars.${n}.writes`]: ['Nothing can be written to this calendar.'] });
    return calendar ? [{ id, blocks: blocks ?? calendar.blocks, writes: writes ?? calendar.writes }] : [];
  });
  faults.refuse();
  return chosen;
}
