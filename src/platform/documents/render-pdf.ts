import { loadFont } from './fonts.js';
import { qrEncoder } from './qr.js';
import { PdfLayout } from './pdf-layout.js';

export interface PdfOptions {
  title: string;
  issuer: string;
  note?: string;
  /** The date of what it says, not of its drawing: the same input makes the same bytes. */
  dated: Date;
  isLandscape?: boolean;
}

const MARGINS = { top: 48, left: 56, right: 56, bottom: 72 };

/** An A4 document, drawn by `draw` between a letterhead and page numbers. */
export async function renderPdf(options: PdfOptions, draw: (layout: PdfLayout) => void): Promise<Buffer> {
  const { title, issuer, note, dated, isLandscape = false } = options;
  // Large libraries, loaded where the first document is drawn.
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({
    size: 'A4',
    layout: isLandscape ? 'landscape' : 'portrait',
    margins: MARGINS,
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    info: {
      Title: title,
      Author: issuer,
      Creator: 'Convoke',
      Producer: 'Convoke',
      CreationDate: dated,
      ModDate: dated,
    },
  });
  document.registerFont('regular', await loadFont('regular'));
  document.registerFont('bold', await loadFont('bold'));
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (part: Buffer) => parts.push(part));
    document.once('end', () => resolve(Buffer.concat(parts)));
    document.once('error', reject);
  });
  const layout = new PdfLayout(document, await qrEncoder());
  layout.letterhead(issuer, title);
  draw(layout);
  layout.numberPages(note ?? '');
  document.end();
  return done;
}
