import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { toSafePicture } from './pictures.js';

const PATH = '/media/';
const NAME = /^[a-f0-9]{40}\.(?:png|jpg|webp)$/;

@Injectable()
export class MediaFiles {
  readonly folder: string;

  constructor(private readonly config: Config) {
    this.folder = join(config.dataDir, 'media');
  }

  /** Stores a picture, encoded anew. Throws `NotAPicture` (400) or `PictureTooLarge` (413). */
  async keepPicture(upload: Buffer, fieldName: string): Promise<string> {
    const { bytes, extension } = await toSafePicture(upload, fieldName);
    const name = `${randomBytes(20).toString('hex')}.${extension}`;
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const target = join(this.folder, name);
    await writeFile(`${target}.part`, bytes, { mode: 0o600 });
    await rename(`${target}.part`, target);
    return `${PATH}${name}`;
  }

  async remove(stored: string | null): Promise<void> {
    const name = stored?.startsWith(PATH) ? stored.slice(PATH.length) : '';
    if (isMediaName(name)) await rm(join(this.folder, name), { force: true });
  }

  /** The address that clients see: kept files as absolute URLs, others as they are. */
  urlOf(stored: string | null): string | null {
    return stored?.startsWith(PATH) ? `${this.config.publicUrl}${stored}` : stored;
  }
}

export function isMediaName(name: string): boolean {
  return NAME.test(name);
}
