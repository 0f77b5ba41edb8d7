import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOrCreateAppSecret } from '../../src/platform/config/app-secret.js';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'convoke-secret-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the kept secret', () => {
  it('is made once, by whoever comes first, and is its owner’s alone', async () => {
    const secrets = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateAppSecret(folder)));
    expect(new Set(secrets).size).toBe(1);
    expect(Buffer.byteLength(secrets[0]!)).toBeGreaterThanOrEqual(32);
    expect(await readdir(folder)).toEqual(['secret']);
    expect((await stat(join(folder, 'secret'))).mode & 0o077).toBe(0);
  });

  it.each(['', 'short'])('is refused when it holds %j', async (content) => {
    await writeFile(join(folder, 'secret'), content);
    await expect(loadOrCreateAppSecret(folder)).rejects.toThrow(/secret must hold at least 32 bytes/);
  });
});
