import { DataSource } from 'typeorm';
import {
  CalendarRefused,
  type CalendarAccess,
  type OAuthCredentials,
} from '../../src/integrations/calendars/calendar-provider.rules.js';
import { AccessTokensRepository } from '../../src/integrations/oauth-clients/access-tokens.repository.js';
import { OAuthClients } from '../../src/integrations/oauth-clients/oauth-clients.adapter.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { Database } from '../../src/platform/database/database.js';
import type { Tx } from '../../src/platform/database/tx.js';
import { Secrets } from '../../src/platform/secrets/secrets.js';
import { calendarAdapters } from '../support/calendar-accounts.js';
import { answering } from '../support/calendar-peer.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { FakeMicrosoftGraph } from '../support/fake-microsoft-graph.js';
import { TestClock } from '../support/test-clock.js';
import { without } from '../support/unguarded.js';

const MINUTE = 60_000;
const PROVIDER = 'microsoft_365';
const WAITING = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

const clock = new TestClock();
let database: TestDatabase;
let peer: FakeMicrosoftGraph;
let sources: DataSource[];
let secrets: Secrets;
beforeAll(async () => {
  database = await createTestDatabase();
  peer = await FakeMicrosoftGraph.open();
  sources = await Promise.all(
    [1, 2].map(() => new DataSource(dataSourceOptions(database.url, 3)).initialize()),
  );
  secrets = new Secrets(config());
});
afterAll(async () => {
  await Promise.all(sources.map((source) => source.destroy()));
  await peer.close();
  await database.drop();
});
afterEach(() => peer.heal());

const config = () => loadConfig({ NODE_ENV: 'test', APP_SECRET: 's'.repeat(32), ...peer.env });
/** As two processes have them, each with connections of its own. */
const databases = () => sources.map((source) => new Database(source, config()));
const tokensOf = (db: Database) =>
  new AccessTokensRepository(db, new OAuthClients(config(), clock), secrets, clock);

let owners = 0;
async function connected(): Promise<CalendarAccess & { credentials: OAuthCredentials }> {
  const account = `${++owners}@contoso.example`;
  const access = await calendarAdapters(peer, clock).connect(PROVIDER, account);
  const [row] = await databases()[0]!.query<{ id: number }>(
    `INSERT INTO integrations.calendar_connections
       (owner_id, provider, account_key, sealed_credentials, status, next_attempt_at, created_at)
     VALUES ($owner, $provider, $account, $sealed, 'active', $now, $now) RETURNING id`,
    {
      ...{ owner: owners, provider: PROVIDER, account, now: clock.now() },
      sealed: secrets.encrypt('calendar-credentials', JSON.stringify(access.credentials)),
    },
  );
  return { ...access, connectionId: row!.id, credentials: access.credentials as OAuthCredentials };
}

async function stored({ connectionId }: CalendarAccess): Promise<OAuthCredentials> {
  const [row] = await databases()[0]!.query<{ sealed: Buffer }>(
    'SELECT sealed_credentials AS sealed FROM integrations.calendar_connections WHERE id = $1',
    [connectionId],
  );
  return JSON.parse(secrets.decrypt('calendar-credentials', row!.sealed)!.toString()) as OAuthCredentials;
}

/** Both need a new token at once: who asks for it first waits until the other one asks, too, or may not. */
async function bothRefresh(dbs: Database[]) {
  const access = await connected();
  clock.advance(60 * MINUTE);
  const before = peer.count(/token/);
  peer.pause = async () => {
    await eventually(async () => {
      const isHeld = (await databases()[0]!.query(WAITING)).length > 0;
      if (!isHeld && peer.count(/token/) - before < 2) throw new Error('The other one is not there yet.');
    });
  };
  const tokens = await Promise.allSettled(dbs.map((db) => tokensOf(db).tokenOf(PROVIDER, access)));
  const given = tokens.map((each) => (each.status === 'fulfilled' ? each.value : 'refused'));
  return { calls: peer.count(/token/) - before, given, access };
}

/** The very repository, without the lock of the row. */
function unlocked(db: Database): Database {
  return Object.assign(Object.create(db) as Database, {
    transaction: <T>(work: (tx: Tx) => Promise<T>) => db.transaction((tx) => work(lenient(tx))),
  });
}
function lenient(tx: Tx): Tx {
  const bare = without(tx, [/FOR UPDATE/]);
  return Object.assign(Object.create(tx) as Tx, {
    query: (sql: string, values: object) => (/FOR UPDATE/.test(sql) ? bare : tx).query(sql, values as never),
  });
}

describe('an access token', () => {
  it('is taken as it is until a minute before its end', async () => {
    const access = await connected();
    const [tokens] = databases().map(tokensOf);
    clock.advance(59 * MINUTE - 1);
    expect(await tokens!.tokenOf(PROVIDER, access)).toBe(access.credentials.accessToken);
    clock.advance(1);
    const fresh = await tokens!.tokenOf(PROVIDER, access);
    expect(fresh).not.toBe(access.credentials.accessToken);
    expect((await stored(access)).accessToken).toBe(fresh);
    expect((await stored(access)).refreshToken).not.toBe(access.credentials.refreshToken);
  });

  it('is renewed by one call where two processes need it at once', async () => {
    const { calls, given, access } = await bothRefresh(databases());
    const { accessToken } = await stored(access);
    expect([calls, given]).toEqual([1, [accessToken, accessToken]]);
  });

  it('would be renewed twice without the lock, and one of them refused', async () => {
    const { calls, given } = await bothRefresh(databases().map(unlocked));
    expect([calls, given.includes('refused')]).toEqual([2, true]);
  });

  it('that the provider refuses before its time is renewed once', async () => {
    const access = await connected();
    const [first, second] = databases().map(tokensOf);
    const before = peer.count(/token/);
    const refused = access.credentials.accessToken;
    const fresh = await first!.tokenOf(PROVIDER, access, refused);
    expect(await second!.tokenOf(PROVIDER, access, refused)).toBe(fresh);
    expect(peer.count(/token/) - before).toBe(1);
  });

  it('is gone for good where the permission is, and for now where the provider is away', async () => {
    const access = await connected();
    const [tokens] = databases().map(tokensOf);
    clock.advance(60 * MINUTE);
    const reason = () =>
      tokens!.tokenOf(PROVIDER, access).catch((error: CalendarRefused) => `${error.reason}: ${error.message}`);
    peer.fail(/token/, answering(503, 'canary-provider-words'), 1);
    expect(await reason()).toBe('unreachable: Microsoft gave no token: 503.');
    peer.withdrawGrants();
    expect(await reason()).toBe('credentials: Microsoft no longer gives access: connect the account again.');
    expect((await stored(access)).refreshToken).toBe(access.credentials.refreshToken);
  });
});
