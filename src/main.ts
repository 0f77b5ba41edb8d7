import { ConfigError, loadConfig, type Config } from './platform/config/config.js';
import { keptSecret } from './platform/config/app-secret.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './platform/database/embedded/embedded-postgres.js';
import { migrate } from './platform/database/migrate.js';
import { stopOnSignals } from './shutdown.js';
import type { INestApplicationContext } from '@nestjs/common';
import type { DemoLogin } from './identity/demo-logins.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Starts what the configuration asks for: a database where none is named, then HTTP, sockets and jobs by role. */
async function main(): Promise<void> {
  const config = loadConfig();
  config.appSecret ||= await keptSecret(config.dataDir);
  const embedded = await databaseOf(config);
  try {
    const [{ createApp }, ran] = await Promise.all([import('./app.js'), migrate(config.databaseUrl)]);
    if (ran.length > 0) say(`Brought the database up to date (${ran.length} migrations).`);
    const app = await createApp(config);
    stopOnSignals(app, config, embedded);
    await app.init();
    const logins = config.env.NODE_ENV === 'development' && config.servesHttp ? await demoData(app) : [];
    await app.listen(config.port, config.host);
    const { introduce } = await import('./introduction.js');
    introduce(config, embedded, logins, say);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** Before anybody is served: who is told that the product is ready can sign in. */
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
  const expected = error instanceof ConfigError || (error as { expected?: boolean }).expected;
  process.stderr.write(`${expected ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
  process.exit(1);
});
