import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { AuditHead } from '../platform/audit/audit-head.js';
import { adviceFor } from '../platform/config/advice.js';
import { ConfigError, loadConfig, type Config } from '../platform/config/config.js';
import { compareMigrations, OLDEST } from '../platform/database/migrate.js';
import { probeRedis } from '../platform/engine/probe-redis.js';
import { openMediaStore } from '../platform/files/open-media-store.js';
import { SmtpTransport } from '../platform/mail/mail-transport.js';
import { Secrets } from '../platform/secrets/secrets.js';
import { SystemClock } from '../shared/clock.js';
import { startFailure } from '../start-failure.js';
import { withDatabaseOf } from './admin-commands.js';
import { completeSecret, withDatabase } from './installation.js';

export type State = 'ok' | 'warning' | 'broken';

export interface Finding {
  subject: string;
  state: State;
  says: string;
}

/** What is outside of the installation, so that tests can have it broken. */
export interface Surroundings {
  freeBytes(folder: string): Promise<number>;
  millis(): number;
}

const REAL: Surroundings = {
  freeBytes: async (folder) => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
  millis: () => new SystemClock().millis(),
};
const MEGABYTE = 1_000_000;
const [LEAST_FREE, LITTLE_FREE] = [200 * MEGABYTE, 2_000 * MEGABYTE];
const CLOCKS_APART_MS = 2_000;
const EXTENSIONS = ['btree_gist', 'citext', 'pg_trgm'];
const OLDEST_REDIS = 6.2;

/** Looks at everything that an installation depends on, and changes nothing of a database that is another's. */
export async function diagnose(env?: NodeJS.ProcessEnv, around: Surroundings = REAL): Promise<Finding[]> {
  let config: Config;
  try {
    config = loadConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((says) => ({ subject: 'configuration', state: 'broken', says }));
  }
  const findings = [
    ...adviceFor(config).map((says) => ({ subject: 'configuration', state: 'warning' as const, says })),
    await checked('disk', () => disk(config, around)),
    ...(await database(config, around)),
    config.redisUrl
      ? await checked('redis', () => redis(config.redisUrl!, around))
      : ok('redis', 'not configured: one process does everything'),
    ...(config.mediaBucket ? [await checked('media', () => media(config))] : []),
    config.smtpUrl ? await checked('smtp', () => smtp(config)) : warning('smtp', 'not configured'),
  ];
  for (const [name, address] of [
    ['PUBLIC_URL', config.env.PUBLIC_URL],
    ['FRONTEND_URL', config.env.FRONTEND_URL],
  ] as const)
    if (address) findings.push(await checked('addresses', () => reachable(name, address)));
  return findings;
}

const ok = (subject: string, says: string): Finding => ({ subject, state: 'ok', says });
const warning = (subject: string, says: string): Finding => ({ subject, state: 'warning', says });
const broken = (subject: string, says: string): Finding => ({ subject, state: 'broken', says });

async function checked(subject: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    return broken(subject, message || code || 'it cannot be asked');
  }
}

async function disk({ dataDir }: Config, { freeBytes }: Surroundings): Promise<Finding> {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    return broken('disk', `DATA_DIR ${dataDir} cannot be written: ${(error as NodeJS.ErrnoException).code}`);
  }
  const free = await freeBytes(dataDir);
  const says = `${Math.round(free / MEGABYTE)} MB are free at DATA_DIR ${dataDir}`;
  if (free < LEAST_FREE) return broken('disk', `${says}: make room`);
  return free < LITTLE_FREE ? warning('disk', says) : ok('disk', says);
}

async function database(config: Config, around: Surroundings): Promise<Finding[]> {
  try {
    return await withDatabase(config, (url) => databaseAt(url, config, around));
  } catch (error) {
    return [broken('database', startFailure(error, config).split('\n')[0]!)];
  }
}

interface ServerFacts {
  number: number;
  version: string;
  encoding: string;
  mayCreate: boolean;
  missing: string[];
  connections: number;
  millis: number;
}

const FACTS = `
  SELECT current_setting('server_version_num')::int AS number,
    split_part(current_setting('server_version'), ' ', 1) AS version,
    current_setting('server_encoding') AS encoding,
    current_setting('max_connections')::int AS connections,
    has_database_privilege(current_database(), 'CREATE')
      AND coalesce(has_schema_privilege(to_regnamespace('public'), 'CREATE'), false) AS "mayCreate",
    ARRAY(SELECT name FROM unnest($1::text[]) AS name
      WHERE name NOT IN (SELECT a.name FROM pg_available_extensions a)) AS missing,
    extract(epoch FROM clock_timestamp())::float8 * 1000 AS millis`;

async function databaseAt(url: string, config: Config, around: Surroundings): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const asked = around.millis();
    const { rows } = await client.query<ServerFacts>(FACTS, [EXTENSIONS]);
    const facts = rows[0]!;
    const apart = Math.abs(facts.millis - (asked + around.millis()) / 2);
    const { unknown, pending } = await compareMigrations(client);
    return [
      ...aboutServer(facts, config),
      aboutSchema(unknown, pending),
      apart > CLOCKS_APART_MS
        ? broken('clock', `this machine and PostgreSQL are ${Math.round(apart / 1000)} s apart`)
        : ok('clock', 'this machine and PostgreSQL agree'),
      await secret(url, config, pending.length === 0 && unknown.length === 0),
    ];
  } finally {
    await client.end();
  }
}

function aboutServer(facts: ServerFacts, { poolSize, redisUrl }: Config): Finding[] {
  const { number, version, encoding, mayCreate, missing, connections } = facts;
  if (number < OLDEST * 10_000)
    return [broken('database', `PostgreSQL ${version} is too old: Convoke needs PostgreSQL ${OLDEST}`)];
  const needed = (redisUrl ? 3 : 1) * (poolSize + 5);
  const faults = [
    !mayCreate && 'the user may not create in it: let it own the database, or GRANT CREATE to it',
    encoding !== 'UTF8' && `its encoding is ${encoding}, and must be UTF8`,
    missing.length > 0 && `the server lacks the extensions ${missing.join(', ')} (postgresql-contrib)`,
  ].filter((fault): fault is string => Boolean(fault));
  if (faults.length > 0) return faults.map((fault) => broken('database', fault));
  const says = `PostgreSQL ${version}`;
  return connections < needed
    ? [warning('database', `${says}; max_connections ${connections} is little for ${needed} of the pools`)]
    : [ok('database', says)];
}

function aboutSchema(unknown: string[], pending: string[]): Finding {
  if (unknown[0]) return broken('schema', `a newer build has migrated the database (${unknown[0]})`);
  return ok('schema', pending.length > 0 ? `the next start runs ${pending.length} migrations` : 'up to date');
}

/** With another secret than the database's own, sealed tokens, factors and mails cannot be read. */
async function secret(databaseUrl: string, config: Config, isUpToDate: boolean): Promise<Finding> {
  const isKept = Boolean(config.env.APP_SECRET) || existsSync(join(config.dataDir, 'secret'));
  if (!isUpToDate) return ok('secret', isKept ? 'kept' : 'made at the first start');
  if (!isKept) return broken('secret', `${config.dataDir}/secret is gone, and the database was made with it`);
  await completeSecret(config);
  return withDatabaseOf({ config, databaseUrl }, async (db) => {
    const head = new AuditHead(db, new Secrets(config), config);
    const signed = await head.read();
    return !signed || head.isSigned(signed)
      ? ok('secret', 'kept, and the one that the database was made with')
      : broken('secret', 'APP_SECRET is another than the one that the database was made with');
  });
}

async function redis(url: string, { millis }: Surroundings): Promise<Finding> {
  const facts = await probeRedis(url).catch((error: Error) => {
    throw new Error(`REDIS_URL names ${new URL(url).host}, which does not answer: ${error.message}`);
  });
  const apart = Math.abs(facts.millis - millis());
  if (Number.parseFloat(facts.version) < OLDEST_REDIS)
    return broken('redis', `Redis ${facts.version} is too old: Convoke needs ${OLDEST_REDIS}`);
  if (apart > CLOCKS_APART_MS)
    return broken('clock', `this machine and Redis are ${Math.round(apart / 1000)} s apart`);
  return facts.evictionPolicy !== null && facts.evictionPolicy !== 'noeviction'
    ? broken('redis', `maxmemory-policy is ${facts.evictionPolicy}, which loses jobs: set noeviction`)
    : ok('redis', `Redis ${facts.version}`);
}

async function media(config: Config): Promise<Finding> {
  const { endpoint, bucket } = config.mediaBucket!;
  const names = openMediaStore(config).names()[Symbol.asyncIterator]();
  await names.next().catch((error: Error) => {
    throw new Error(`MEDIA_URL names ${bucket} at ${endpoint}: ${String((error.cause as Error).message)}`);
  });
  return ok('media', `the bucket ${bucket} at ${endpoint} lets us in`);
}

async function smtp(config: Config): Promise<Finding> {
  const transport = new SmtpTransport(config, config.smtpUrl!);
  try {
    await transport.verify();
    return ok('smtp', 'the mail server lets us in');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return broken('smtp', `${new URL(config.smtpUrl!).host} does not let us in: ${code ?? message}`);
  } finally {
    transport.close();
  }
}

async function reachable(name: string, address: string): Promise<Finding> {
  const asked = fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(5_000) });
  const answer = await asked.catch((error: Error) => {
    const cause = (error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.name;
    throw new Error(`${name} ${address} cannot be reached from here: ${cause}`);
  });
  await answer.body?.cancel();
  return answer.status >= 500
    ? broken('addresses', `${name} ${address} answers ${answer.status}`)
    : ok('addresses', `${name} ${address} answers`);
}
