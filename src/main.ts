import './product-root.js';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DemoLogin } from './identity/identity.demo.js';
import { adviceFor } from './platform/config/advice.js';
import { loadConfig, type Config } from './platform/config/config.js';
import { loadOrCreateAppSecret } from './platform/config/app-secret.js';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from './platform/database/embedded/embedded-postgres.js';
import { migrate } from './platform/database/migrate.js';
import { lifeLog, type LifeLog } from './platform/observability/life-log.js';
import { requireFreePort } from './platform/config/free-port.js';
import { stopOnSignals } from './shutdown.js';
import { startFailure } from './start-failure.js';

let started: Config | undefined;

/** Starts what the configuration asks for: a database where none is named, then HTTP, sockets, jobs. */
async function main(): Promise<void> {
  const config = loadConfig();
  started = config;
  const log = lifeLog(config);
  await requireFreePort(config.port, config.host);
  // Loaded while the database starts; what goes wrong is told where it is awaited.
  const parts = import('./app.js');
  parts.catch(() => undefined);
  config.appSecret ||= await loadOrCreateAppSecret(config.dataDir);
  const embedded = await databaseOf(config, log);
  let app: NestExpressApplication | undefined;
  try {
    const ran = await migrate(embedded?.ownerUrl ?? config.databaseUrl);
    const { createApp } = await parts;
    await embedded?.openToApplication();
    if (ran.length > 0) log.say(`Brought the database up to date (${ran.length} migrations).`);
    app = await createApp(config);
    stopOnSignals(app, config, log, embedded);
    await app.init();
    const logins = config.env.NODE_ENV === 'development' && config.servesHttp ? await demoData(app) : [];
    await app.listen(config.port, config.host);
    if (config.isProduction) adviceFor(config).forEach((line) => log.warn(line));
    const { printStartupBanner } = await import('./startup-banner.js');
    log.started(() => printStartupBanner(config, embedded, logins, log.say));
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

async function databaseOf(config: Config, log: LifeLog): Promise<EmbeddedPostgres | undefined> {
  if (config.databaseUrl) return undefined;
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log: log.say });
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
