import { mkdir, open, opendir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaStore, type StoredMedia } from './media-store.js';

/** `DATA_DIR/media`. */
export class MediaFolder extends MediaStore {
  constructor(private readonly folder: string) {
    super();
  }

  async put(name: string, bytes: Buffer): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const target = join(this.folder, name);
    await writeFile(`${target}.part`, bytes, { mode: 0o600 });
    await rename(`${target}.part`, target);
  }

  async get(name: string): Promise<StoredMedia | undefined> {
    const file = await unlessMissing(open(join(this.folder, name)));
    return file && { content: file.createReadStream(), bytes: (await file.stat()).size };
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.folder, name), { force: true });
  }

  async *names(): AsyncIterable<string> {
    const folder = await unlessMissing(opendir(this.folder));
    if (folder) for await (const { name } of folder) yield name;
  }
}

function unlessMissing<T>(opening: Promise<T>): Promise<T | undefined> {
  return opening.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
