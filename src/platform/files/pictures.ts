import sharp, { type Metadata, type Sharp } from 'sharp';
import { DomainError, type FieldErrors } from '../../shared/errors.js';
import { Semaphore } from '../../shared/concurrency/semaphore.js';

const MB = 1024 * 1024;
export const MAX_UPLOAD_BYTES = 25 * MB;
const MAX_MEGAPIXELS = 50;
/** A phone's 50 megapixels are 50,135,040. */
const MAX_PIXELS = MAX_MEGAPIXELS * MB;
/** That many with four channels of eight bits: what is deeper has fewer pixels. */
const MAX_DECODED_BYTES = 4 * MAX_PIXELS;
const MAX_KEPT_BYTES = 5 * MB;
const LONGEST_SIDE = 2_560;
const READ: ReadonlySet<string> = new Set(['png', 'jpeg', 'webp', 'gif']);
const TOO_SLOW_SECONDS = 2;
const BYTES_BY_DEPTH: Record<string, number> = { uchar: 1, char: 1, ushort: 2, short: 2 };
const DEEPEST = 8;

// Pictures of strangers: one at a time, and nothing of them kept in memory.
const decoding = new Semaphore(1, 20);
sharp.concurrency(1);
sharp.cache(false);

/** 400: not a picture that can be read, or one too large to be read. */
export class NotAPicture extends DomainError {
  static override readonly code = 'NOT_A_PICTURE';
  static override readonly kind = 'invalid';
  static override readonly title = 'Upload a PNG, JPEG, WebP or GIF picture of at most 50 megapixels.';
  override fieldErrors: FieldErrors;

  constructor(fieldName: string, why = 'Upload a PNG, JPEG, WebP or GIF picture.') {
    super(why);
    this.fieldErrors = { [fieldName]: [why] };
  }
}

export class PictureTooLarge extends DomainError {
  static override readonly code = 'PAYLOAD_TOO_LARGE';
  static override readonly kind = 'too_large';
  static override readonly title = 'The picture is larger than 25 MB.';
}

export interface Picture {
  bytes: Buffer;
  extension: 'png' | 'jpg' | 'webp';
}

/** Decodes an upload and encodes its pixels anew: upright, at most 2,560 pixels and 5 MB, without metadata. */
export async function toSafePicture(upload: Buffer, fieldName: string): Promise<Picture> {
  if (upload.length > MAX_UPLOAD_BYTES) throw new PictureTooLarge();
  return decoding.run(() => reencode(upload, fieldName));
}

export async function toPicture(svg: string): Promise<Picture> {
  return webp(85)(sharp(Buffer.from(svg)));
}

async function reencode(upload: Buffer, fieldName: string): Promise<Picture> {
  try {
    // Its head alone: whether the rest may be read is decided by what it says.
    const metadata = await sharp(upload, { limitInputPixels: false, pages: 1 }).metadata();
    if (!READ.has(metadata.format)) throw new NotAPicture(fieldName);
    const why = whyTooMuch(metadata);
    if (why) throw new NotAPicture(fieldName, why);
    for (const encode of encodersOf(metadata, upload)) {
      const picture = await encode(upright(upload));
      if (picture.bytes.length <= MAX_KEPT_BYTES) return picture;
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    if (/timeout/i.test((error as Error).message))
      throw new NotAPicture(
        fieldName,
        `It takes longer than ${TOO_SLOW_SECONDS} s to read; send a smaller one.`,
      );
  }
  throw new NotAPicture(fieldName);
}

function whyTooMuch({ width, height, channels, depth }: Metadata): string | null {
  const pixels = width * height;
  const decoded = pixels * channels * (BYTES_BY_DEPTH[depth] ?? DEEPEST);
  if (pixels > MAX_PIXELS) {
    const megapixels = Math.round(pixels / 1e6).toLocaleString('en');
    return `At most ${MAX_MEGAPIXELS} megapixels are taken; this picture has ${megapixels}.`;
  }
  if (decoded <= MAX_DECODED_BYTES) return null;
  const [most, has] = [MAX_DECODED_BYTES, decoded].map((bytes) => Math.ceil(bytes / MB));
  return `At most ${most} MB of pixels are taken; this picture has ${has}.`;
}

/** A JPEG is read at the smallest scale that is large enough, so that 50 megapixels take half a second. */
function upright(upload: Buffer, side = LONGEST_SIDE): Sharp {
  return sharp(upload, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 })
    .timeout({ seconds: TOO_SLOW_SECONDS })
    .rotate()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true });
}

type Encode = (picture: Sharp) => Promise<Picture>;

const png: Encode = async (picture) => ({ bytes: await picture.png().toBuffer(), extension: 'png' });
const jpeg =
  (quality: number): Encode =>
  async (picture) => ({ bytes: await picture.jpeg({ quality }).toBuffer(), extension: 'jpg' });
const webp =
  (quality: number): Encode =>
  async (picture) => ({ bytes: await picture.webp({ quality, effort: 1 }).toBuffer(), extension: 'webp' });

/** As it came; what no lossless format makes small enough, as a photograph, at last at a low quality. */
function encodersOf({ format, hasAlpha }: Metadata, upload: Buffer): Encode[] {
  if (format === 'jpeg') return [jpeg(85), jpeg(60)];
  if (format === 'webp') return [webp(85), webp(50)];
  const lossless = upload.length <= MAX_KEPT_BYTES ? [png] : [];
  return [...lossless, ...(hasAlpha ? [webp(75), webp(40)] : [jpeg(85), jpeg(60)])];
}
