import { ConfigError, loadConfig, type Config } from './platform/config/config.js';
import { keptSecret } from './platform/config/app-secret.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './platform/database/embedded/embedded-postgres.js';
import { migrate } from './platform/database/migrate.js';
import { stopOnSignals } from './shutdown.js';

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
    await app.listen(config.port, config.host);
    const { introduce } = await import('./introduction.js');
    await introduce(app, config, embedded, say);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
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
