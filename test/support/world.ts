import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { hash } from '@node-rs/argon2';
import { createApp } from '../../src/app.js';
import { PasswordHasher } from '../../src/identity/credentials/password-hasher.adapter.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { Database } from '../../src/platform/database/database.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { ListenerRegistry } from '../../src/platform/events/listener-registry.js';
import { createTestDatabase, withTime } from './database.js';
import { eventually } from './eventually.js';
import { Http } from './http.js';
import { signUp, signUpAs, type Person } from './people.js';
import { TestClock } from './test-clock.js';

export { PASSWORD, type Person } from './people.js';

/** The whole product on a port of its own, with a database of its own. */
export class World {
  private stopped?: Promise<void>;

  constructor(
    readonly app: NestExpressApplication,
    readonly url: string,
    readonly databaseUrl: string,
    readonly dataDir: string,
    readonly clock: TestClock,
    private readonly dropDatabase: () => Promise<void>,
  ) {}

  get db(): Database {
    return this.app.get(Database);
  }

  /** A client without credentials, or with a Bearer token. */
  http(token?: string): Http {
    return new Http(this.url, token ? { authorization: `Bearer ${token}` } : {});
  }

  /** A new attendee, or what `overrides` says. */
  signUp(overrides: Record<string, unknown> = {}): Promise<Person> {
    return signUp(this.http(), overrides);
  }

  /** A new account with the given role. */
  signUpAs(userType: 'organizer' | 'admin'): Promise<Person> {
    return signUpAs(this.http(), this.db, userType);
  }

  admin(): Promise<Person> {
    return this.signUpAs('admin');
  }

  /** Waits until every published event has reached every listener. */
  async drainEvents(): Promise<void> {
    const pairs = this.app.get(ListenerRegistry).pairs();
    this.app.get(Dispatcher).wake();
    await eventually(async () => {
      const [row] = await this.db.query<{ open: number }>(
        `SELECT count(*) AS open FROM platform.outbox o
         JOIN unnest($1::text[], $2::text[]) AS due (name, listener) ON due.name = o.name
         WHERE NOT EXISTS (SELECT FROM platform.handled h WHERE h.event_id = o.id
           AND h.listener = due.listener)`,
        [pairs.map(({ type }) => type), pairs.map(({ listener }) => listener)],
      );
      if (row!.open > 0) throw new Error(`${row!.open} deliveries are still open.`);
    });
  }

  /** Ends the product; what it has written stays until `close`. */
  stop(): Promise<void> {
    return (this.stopped ??= this.app.close());
  }

  async close(): Promise<void> {
    await this.stop();
    await this.dropDatabase();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** Starts a world; `env` overrides variables (limits are off, any port is fine unless it says otherwise). */
export async function world(env: Record<string, string> = {}): Promise<World> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'convoke-world-'));
  const clock = new TestClock();
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: withTime(database.url),
    DATA_DIR: dataDir,
    APP_SECRET: 'a secret for tests that is long enough',
    RATE_LIMITS_ENABLED: 'false',
    MAX_UNPAID_HOLDS: '1000000',
    LOG_LEVEL: 'error',
    HOST: '127.0.0.1',
    ...env,
  });
  const app = await createApp(config, clock);
  hashCheaply(app.get(PasswordHasher, { strict: false }));
  try {
    await app.listen(Number(env['PORT'] ?? 0), '127.0.0.1');
  } catch (error) {
    // Half started it would go on with its recurring work, into the tests that come next.
    await app.close();
    throw error;
  }
  return new World(app, await app.getUrl(), database.url, dataDir, clock, () => database.drop());
}

/** What a hash has to cost is held by its own spec: here it would be a good part of each registration. */
function hashCheaply(hasher: PasswordHasher): void {
  const cost = { memoryCost: 8, timeCost: 1, parallelism: 1 };
  hasher.hash = (password) => hash(password.normalize('NFC'), cost);
}
