import sharp, { type Sharp } from 'sharp';
import { DomainError, type FieldErrors } from '../../shared/errors.js';
import { Semaphore } from '../../shared/semaphore.js';

export const MAX_UPLOAD_BYTES = 5 * 1024 * 1024;
/** 40 megapixels: a large camera's picture, and far below what a decompression bomb claims to be. */
const MAX_PIXELS = 40_000_000;
const LONGEST_SIDE = 1_024;
const READ: ReadonlySet<string> = new Set(['png', 'jpeg', 'webp', 'gif']);
const TOO_SLOW_SECONDS = 10;

// Pictures of strangers: one at a time, and nothing of them kept in memory.
const decoding = new Semaphore(1, 50);
sharp.concurrency(1);
sharp.cache(false);

/** 400: not a picture that can be read, or one with too many pixels. */
export class NotAPicture extends DomainError {
  static override readonly code = 'NOT_A_PICTURE';
  static override readonly kind = 'invalid';
  static override readonly title = 'Upload a PNG, JPEG, WebP or GIF picture.';
  override fieldErrors: FieldErrors;

  constructor(fieldName: string) {
    super();
    this.fieldErrors = { [fieldName]: ['Upload a PNG, JPEG, WebP or GIF picture.'] };
  }
}

/** 413: more than 5 MB. */
export class PictureTooLarge extends DomainError {
  static override readonly code = 'PAYLOAD_TOO_LARGE';
  static override readonly kind = 'too_large';
  static override readonly title = 'The picture is larger than 5 MB.';
}

export interface Picture {
  bytes: Buffer;
  extension: 'png' | 'jpg' | 'webp';
}

/** Decodes an upload and encodes its pixels anew, turned upright, shrunk to 1,024 pixels, without metadata. */
export async function toSafePicture(upload: Buffer, fieldName: string): Promise<Picture> {
  if (upload.length > MAX_UPLOAD_BYTES) throw new PictureTooLarge();
  return decoding.run(() => reencode(upload, fieldName));
}

async function reencode(upload: Buffer, fieldName: string): Promise<Picture> {
  try {
    const source = sharp(upload, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 });
    const { format } = await source.metadata();
    if (!format || !READ.has(format)) throw new NotAPicture(fieldName);
    const upright = source
      .timeout({ seconds: TOO_SLOW_SECONDS })
      .rotate()
      .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true });
    return await encode(upright, format);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new NotAPicture(fieldName);
  }
}

async function encode(picture: Sharp, format: string): Promise<Picture> {
  if (format === 'jpeg') return { bytes: await picture.jpeg({ quality: 85 }).toBuffer(), extension: 'jpg' };
  if (format === 'webp') return { bytes: await picture.webp({ quality: 85 }).toBuffer(), extension: 'webp' };
  return { bytes: await picture.png().toBuffer(), extension: 'png' };
}
