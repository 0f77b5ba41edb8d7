import { isMediaName, mediaType } from '../../platform/files/media-files.js';
import type { MediaStore } from '../../platform/files/media-store.js';
import { contentOf, type ArchiveEntry } from './archive-reader.js';
import { ENTRY } from './manifest.js';

/** The pictures of an archive, on their way into the store. */
export class RestoredMedia {
  private readonly names = new Set<string>();

  constructor(private readonly store: MediaStore) {}

  async take(entry: ArchiveEntry): Promise<void> {
    const name = entry.name.startsWith(ENTRY.media) ? entry.name.slice(ENTRY.media.length) : '';
    if (!isMediaName(name)) return;
    await this.store.put(name, await contentOf(entry), mediaType(name));
    this.names.add(name);
  }

  /** Answers how many pictures are left. */
  async removeOthers(): Promise<number> {
    for await (const name of this.store.names())
      if (isMediaName(name) && !this.names.has(name)) await this.store.remove(name);
    return this.names.size;
  }
}
