import type { INestApplicationContext } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DemoLogin } from './identity/identity.demo.js';
import { loadConfig, type Config } from './platform/config/config.js';
import { loadOrCreateAppSecret } from './platform/config/app-secret.js';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from './platform/database/embedded/embedded-postgres.js';
import { migrate } from './platform/database/migrate.js';
import { stopOnSignals } from './shutdown.js';
import { startFailure } from './start-failure.js';

let started: Config | undefined;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Starts what the configuration asks for: a database where none is named, then HTTP, sockets, jobs. */
async function main(): Promise<void> {
  const config = loadConfig();
  started = config;
  config.appSecret ||= await loadOrCreateAppSecret(config.dataDir);
  const embedded = await databaseOf(config);
  let app: NestExpressApplication | undefined;
  try {
    const migrating = migrate(embedded?.ownerUrl ?? config.databaseUrl);
    const [{ createApp }, ran] = await Promise.all([import('./app.js'), migrating]);
    await embedded?.openToApplication();
    if (ran.length > 0) say(`Brought the database up to date (${ran.length} migrations).`);
    app = await createApp(config);
    stopOnSignals(app, config, embedded);
    await app.init();
    const logins = config.env.NODE_ENV === 'development' && config.servesHttp ? await demoData(app) : [];
    await app.listen(config.port, config.host);
    const { printStartupBanner } = await import('./startup-banner.js');
    printStartupBanner(config, embedded, logins, say);
  } catch (error) {
    await app?.close();
    await embedded?.stop();
    throw error;
  }
}

/** Before the server listens: whoever is told that the product is ready can sign in. */
async function demoData(app: INestApplicationContext): Promise<DemoLogin[]> {
  const { createDemoData } = await import('./demo-data.js');
  return createDemoData(app);
}

async function databaseOf(config: Config): Promise<EmbeddedPostgres | undefined> {
  if (config.databaseUrl) return undefined;
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log: say });
  config.databaseUrl = embedded.url;
  embedded.onExit((reason) => {
    process.stderr.write(`The embedded PostgreSQL can't be started again: ${String(reason)}\n`);
    process.exit(1);
  });
  return embedded;
}

main().catch((error: unknown) => {
  process.stderr.write(`${startFailure(error, started)}\n`);
  process.exit(1);
});
