import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { loadOrCreateAppSecret } from '../platform/config/app-secret.js';
import type { Config } from '../platform/config/config.js';
import { runningServerUrl, startEmbeddedPostgres } from '../platform/database/embedded/embedded-postgres.js';

/** Gives the owner's address of the database: of a running one, or of the embedded one, started meanwhile. */
export async function withDatabase<T>(config: Config, work: (url: string) => Promise<T>): Promise<T> {
  const url = config.databaseUrl || runningServerUrl(config.dataDir);
  if (url) return work(url);
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log: () => undefined });
  try {
    return await work(embedded.ownerUrl);
  } finally {
    await embedded.openToApplication().catch(() => undefined);
    await embedded.stop();
  }
}

export async function completeSecret(config: Config): Promise<void> {
  config.appSecret ||= await loadOrCreateAppSecret(config.dataDir);
}

/** The product's own parts, none of which begins to work. */
export async function withProduct<T>(
  config: Config,
  databaseUrl: string,
  work: (app: INestApplicationContext) => Promise<T>,
): Promise<T> {
  await completeSecret(config);
  config.databaseUrl = databaseUrl;
  const { createApp } = await import('../app.js');
  const app = await createApp(config);
  try {
    return await work(app);
  } finally {
    await app.get(DataSource).destroy();
  }
}
