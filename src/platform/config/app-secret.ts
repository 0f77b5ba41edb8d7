import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from './config.js';

const LEAST_BYTES = 32;

/** Reads the secret kept in `dataDir`, created at the first start; throws `ConfigError` for a short one. */
export async function loadOrCreateAppSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secret');
  await mkdir(dataDir, { recursive: true });
  await make(path);
  const secret = await readFile(path, 'utf8');
  if (Buffer.byteLength(secret) < LEAST_BYTES)
    throw new ConfigError([
      `${path} must hold at least ${LEAST_BYTES} bytes; remove it to have a new one made`,
    ]);
  return secret;
}

/** A link appears with its content at once; a file that is being written could be read half empty. */
async function make(path: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, randomBytes(48).toString('base64url'), { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
