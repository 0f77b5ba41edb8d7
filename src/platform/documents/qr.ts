import QRCode from 'qrcode';

/** A fifth of the modules may be unreadable: tickets are folded. */
const CORRECTION = { errorCorrectionLevel: 'M' } as const;
const PICTURE = { ...CORRECTION, type: 'png', width: 512, margin: 4 } as const;

/** A QR code of `text` as a PNG of 512 pixels, with the quiet zone that readers need. */
export function qrPng(text: string): Promise<Buffer> {
  return QRCode.toBuffer(text, PICTURE);
}

/** Draws a QR code of `text` as lines of modules, `width` points wide, without a quiet zone. */
export function qrIn(pdf: PDFKit.PDFDocument, text: string, x: number, y: number, width: number): void {
  const { modules } = QRCode.create(text, CORRECTION);
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
