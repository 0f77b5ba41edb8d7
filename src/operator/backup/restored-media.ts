import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../platform/config/config.js';
import { isMediaName } from '../../platform/files/media-files.js';
import { contentOf, type ArchiveEntry } from './archive-reader.js';
import { ENTRY } from './manifest.js';

/** The pictures of an archive, on their way into DATA_DIR. */
export class RestoredMedia {
  private readonly folder: string;
  private readonly names = new Set<string>();

  constructor({ dataDir }: Config) {
    this.folder = join(dataDir, 'media');
  }

  async take(entry: ArchiveEntry): Promise<void> {
    const name = entry.name.startsWith(ENTRY.media) ? entry.name.slice(ENTRY.media.length) : '';
    if (!isMediaName(name)) return;
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const target = join(this.folder, name);
    await writeFile(`${target}.part`, await contentOf(entry), { mode: 0o600 });
    await rename(`${target}.part`, target);
    this.names.add(name);
  }

  /** Answers how many pictures are left. */
  async removeOthers(): Promise<number> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.folder))
      if (!this.names.has(name)) await rm(join(this.folder, name), { recursive: true });
    return this.names.size;
  }
}
