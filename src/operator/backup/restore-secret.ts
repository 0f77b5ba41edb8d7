import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../platform/config/config.js';
import { CommandRefused } from '../command-refused.js';

/** What was sealed with one secret cannot be read with another. */
export function requireSameSecret({ env }: Config, secret: string): void {
  if (!env.APP_SECRET || env.APP_SECRET === secret) return;
  throw new CommandRefused(
    'APP_SECRET is another than the one of the archive: ' +
      'set that, which npm run restore -- <file> --secret shows.',
  );
}

/** One that stands there was of a database that is gone; it is put aside all the same. */
export async function keepSecret(config: Config, secret: string): Promise<void> {
  config.appSecret = secret;
  if (config.env.APP_SECRET) return;
  const path = join(config.dataDir, 'secret');
  await mkdir(config.dataDir, { recursive: true });
  if (existsSync(path)) {
    if (readFileSync(path, 'utf8') === secret) return;
    await rename(path, `${path}.replaced`);
  }
  await writeFile(path, secret, { mode: 0o600 });
}
