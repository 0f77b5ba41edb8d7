import type { Paper } from '../paper.js';
import { FontShelf } from './text/fonts.js';
import { PdfLayout, textsOf } from './pdf-layout.js';
import { qrEncoder } from './qr.js';

const MARGINS = { top: 48, left: 56, right: 56, bottom: 72 };

/** An A4 document between a letterhead and page numbers; the same paper makes the same bytes. */
export async function renderPdf(paper: Paper): Promise<Buffer> {
  const { title, issuer, note, dated, isLandscape = false, blocks } = paper;
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
  const shelf = await FontShelf.holding(textsOf(paper));
  for (const { name, source } of shelf.faces) document.registerFont(name, source);
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (part: Buffer) => parts.push(part));
    document.once('end', () => resolve(Buffer.concat(parts)));
    document.once('error', reject);
  });
  const layout = new PdfLayout(document, shelf, await qrEncoder());
  layout.letterhead(issuer, title);
  for (const block of blocks) layout.block(block);
  layout.numberPages(note ?? '');
  document.end();
  return done;
}
