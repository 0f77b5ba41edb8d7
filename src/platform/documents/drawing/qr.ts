import type { QRCode } from 'qrcode';

export type QrEncoder = (text: string) => QRCode;

/** A seventh of the modules may be unreadable: tickets are folded. */
const CORRECTION = { errorCorrectionLevel: 'M' } as const;
/** Grey, each row by what it differs in from the one above: to try all ways for each takes most of the time. */
const WRITTEN: object = { filterType: 2, colorType: 0 };
const PICTURE = { ...CORRECTION, type: 'png', margin: 4 } as const;

export async function qrPng(text: string, width = 512): Promise<Buffer> {
  return (await library()).toBuffer(text, { ...PICTURE, width, rendererOpts: { ...WRITTEN } });
}

export async function qrEncoder(): Promise<QrEncoder> {
  const { create } = await library();
  return (text) => create(text, CORRECTION);
}

export function qrIn(pdf: PDFKit.PDFDocument, { modules }: QRCode, x: number, y: number, width: number): void {
  const step = width / modules.size;
  for (let row = 0; row < modules.size; row++) {
    for (let from = 0; from < modules.size; from++) {
      if (!modules.get(row, from)) continue;
      let to = from + 1;
      while (to < modules.size && modules.get(row, to)) to++;
      pdf.rect(x + from * step, y + row * step, (to - from) * step, step);
      from = to;
    }
  }
  pdf.fill('#000000');
}

async function library() {
  return (await import('qrcode')).default;
}
