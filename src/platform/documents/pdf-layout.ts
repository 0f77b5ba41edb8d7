import { ACCENT, INK, MUTED, type LabeledValue, type PdfCanvas } from './pdf-canvas.js';
import { qrIn, type QrEncoder } from './qr.js';
import { drawTable, type PdfColumn } from './pdf-table.js';

const BODY = 10;
const SMALL = 8;
const GAP = 14;

/** The elements of a document, one below the other, in points; a full page is followed by another. */
export class PdfLayout implements PdfCanvas {
  constructor(
    readonly pdf: PDFKit.PDFDocument,
    private readonly encode: QrEncoder,
  ) {}

  get y(): number {
    return this.pdf.y;
  }

  get left(): number {
    return this.pdf.page.margins.left;
  }

  get width(): number {
    return this.pdf.page.width - this.left - this.pdf.page.margins.right;
  }

  letterhead(issuer: string, title: string): void {
    const { pdf, left, width } = this;
    const top = pdf.y;
    const half = width / 2 - GAP;
    this.face('bold', 13, INK).text(issuer, left, top, { width: half });
    const below = pdf.y;
    this.face('regular', 11, MUTED).text(title, left + width - half, top + 2, { width: half, align: 'right' });
    pdf.y = Math.max(below, pdf.y) + 10;
    pdf
      .moveTo(left, pdf.y)
      .lineTo(left + width, pdf.y)
      .lineWidth(1.5)
      .stroke(ACCENT);
    this.space(28);
  }

  heading(text: string, size = 20): void {
    this.face('bold', size, INK).text(text, this.left, this.pdf.y, { width: this.width, lineGap: 2 });
    this.space(8);
  }

  paragraph(text: string, { isMuted = false, size = BODY, width = this.width } = {}): void {
    this.face('regular', size, isMuted ? MUTED : INK).text(text, this.left, this.pdf.y, { width, lineGap: 3 });
    this.space(8);
  }

  facts(facts: readonly LabeledValue[], { columns = 2, width = this.width } = {}): void {
    const { pdf, left } = this;
    const each = width / columns;
    for (let first = 0; first < facts.length; first += columns) {
      const top = pdf.y;
      let lowest = top;
      facts.slice(first, first + columns).forEach(([label, value], column) => {
        const x = left + column * each;
        this.face('regular', SMALL, MUTED).text(label, x, top, { width: each - GAP });
        this.face('regular', BODY + 1, INK).text(value, x, pdf.y + 2, { width: each - GAP });
        lowest = Math.max(lowest, pdf.y);
      });
      pdf.y = lowest + GAP;
    }
    this.space(4);
  }

  /** A table that repeats its head on each page; `totals` stand under its last column. */
  table(columns: readonly PdfColumn[], rows: readonly string[][], totals: readonly LabeledValue[] = []): void {
    drawTable(this, columns, rows, totals);
    this.space(GAP);
  }

  /** A QR code at the right edge, its top at `y`. */
  qr(text: string, y: number, size: number): void {
    qrIn(this.pdf, this.encode(text), this.left + this.width - size, y, size);
  }

  space(points: number): void {
    this.pdf.y += points;
  }

  face(weight: 'regular' | 'bold', size: number, color: string): PDFKit.PDFDocument {
    return this.pdf.font(weight).fontSize(size).fillColor(color);
  }

  numberPages(note: string): void {
    const { pdf } = this;
    const { count } = pdf.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      pdf.switchToPage(page);
      const y = pdf.page.height - 44;
      // Below the margin, where text would begin a new page.
      pdf.page.margins.bottom = 0;
      this.face('regular', SMALL, MUTED);
      pdf.text(note, this.left, y, { width: this.width - 90, height: 24 });
      pdf.text(`Page ${page + 1} of ${count}`, this.left + this.width - 80, y, { width: 80, align: 'right' });
    }
  }
}
