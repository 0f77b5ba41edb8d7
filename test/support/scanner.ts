import jsQR from 'jsqr';
import sharp from 'sharp';

/** What a camera reads from a picture with a QR code. */
export async function scanned(picture: Buffer): Promise<string> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const found = (jsQR as unknown as typeof jsQR.default)(new Uint8ClampedArray(data), info.width, info.height);
  if (!found) throw new Error('There is no QR code in the picture.');
  return found.data;
}
