import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { MediaStore, type StoredMedia } from './media-store.js';
import { toPicture, toSafePicture, type Picture } from './pictures.js';

const PATH = '/media/';
const NAME = /^[a-f0-9]{40}\.(png|jpg|webp)$/;
const TYPES: Record<string, string> = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' };

@Injectable()
export class MediaFiles {
  constructor(
    private readonly config: Config,
    private readonly store: MediaStore,
  ) {}

  /** Stores a picture, encoded anew. Throws `NotAPicture` (400) or `PictureTooLarge` (413). */
  async keepPicture(upload: Buffer, fieldName: string): Promise<string> {
    return this.keep(await toSafePicture(upload, fieldName));
  }

  /** Stores what we drew ourselves, as pixels. */
  async keepDrawing(svg: string): Promise<string> {
    return this.keep(await toPicture(svg));
  }

  private async keep({ bytes, extension }: Picture): Promise<string> {
    const name = `${randomBytes(20).toString('hex')}.${extension}`;
    await this.store.put(name, bytes, mediaType(name));
    return `${PATH}${name}`;
  }

  async open(name: string): Promise<StoredMedia | undefined> {
    return isMediaName(name) ? this.store.get(name) : undefined;
  }

  async remove(stored: string | null): Promise<void> {
    const name = stored?.startsWith(PATH) ? stored.slice(PATH.length) : '';
    if (isMediaName(name)) await this.store.remove(name);
  }

  /** The address that clients see: kept files as absolute URLs, others as they are. */
  urlOf(stored: string | null): string | null {
    return stored?.startsWith(PATH) ? `${this.config.publicUrl}${stored}` : stored;
  }
}

export function isMediaName(name: string): boolean {
  return NAME.test(name);
}

export function mediaType(name: string): string {
  return TYPES[NAME.exec(name)?.[1] ?? ''] ?? 'application/octet-stream';
}
