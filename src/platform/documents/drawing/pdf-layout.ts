import type { LabeledValue, Paper, PaperBlock } from '../paper.js';
import type { Weight } from './text/font-files.js';
import type { FontShelf } from './text/fonts.js';
import { ACCENT, INK, MUTED, type PdfCanvas } from './pdf-canvas.js';
import { drawTable } from './pdf-table.js';
import { qrIn, type QrEncoder } from './qr.js';
import { bounded, TextBox, type TextStyle } from './text/text-box.js';

const BODY = 10;
const SMALL = 8;
const GAP = 14;
const BESIDE = 32;
const PAGE_COUNT = 'Page 0123456789 of';

/** The elements of a document, one below the other, in points; a full page is followed by another. */
export class PdfLayout implements PdfCanvas {
  constructor(
    readonly pdf: PDFKit.PDFDocument,
    private readonly shelf: FontShelf,
    private readonly encode: QrEncoder,
  ) {}

  get left(): number {
    return this.pdf.page.margins.left;
  }

  get width(): number {
    return this.pdf.page.width - this.left - this.pdf.page.margins.right;
  }

  box(text: string, { color = INK, ...style }: Omit<TextStyle, 'color'> & { color?: string }): TextBox {
    return new TextBox(text, { color, ...style }, this.shelf);
  }

  letterhead(issuer: string, title: string): void {
    const { pdf, left, width } = this;
    const top = pdf.y;
    const half = width / 2 - GAP;
    const below = this.box(issuer, { weight: 'bold', size: 13, width: half }).draw(pdf, left, top);
    const style = { weight: 'regular', size: 11, color: MUTED, width: half, align: 'right' } as const;
    const beside = this.box(title, style).draw(pdf, left + width - half, top + 2);
    pdf.y = Math.max(below, beside) + 10;
    pdf
      .moveTo(left, pdf.y)
      .lineTo(left + width, pdf.y)
      .lineWidth(1.5)
      .stroke(ACCENT);
    pdf.y += 28;
  }

  block(block: PaperBlock): void {
    if (block.kind === 'heading') this.heading(block.text, block.size);
    else if (block.kind === 'paragraph') this.paragraph(block);
    else if (block.kind === 'facts') this.facts(block);
    else if (block.kind === 'space') this.pdf.y += block.points;
    else {
      drawTable(this, block.columns, block.rows, block.totals);
      this.pdf.y += GAP;
    }
  }

  numberPages(note: string): void {
    const { pdf } = this;
    const { count } = pdf.bufferedPageRange();
    const style = { weight: 'regular', size: SMALL, color: MUTED } as const;
    for (let page = 0; page < count; page++) {
      pdf.switchToPage(page);
      const y = pdf.page.height - 44;
      pdf.page.margins.bottom = 0;
      this.box(note, { ...style, width: this.width - 90, maxLetters: 220 }).draw(pdf, this.left, y);
      const of = this.box(`Page ${page + 1} of ${count}`, { ...style, width: 80, align: 'right' });
      of.draw(pdf, this.left + this.width - 80, y);
    }
  }

  private heading(text: string, size = 20): void {
    const box = this.box(text, { weight: 'bold', size, width: this.width, lineGap: 2, maxLetters: 250 });
    this.flow(box, 8);
  }

  private paragraph({ text, isMuted, size = BODY }: Extract<PaperBlock, { kind: 'paragraph' }>): void {
    const style = { weight: 'regular', size, color: isMuted ? MUTED : INK, lineGap: 3 } as const;
    this.flow(this.box(text, { ...style, width: this.width }), 8);
  }

  /** Labels above values, in columns; a row is never parted by the end of a page. */
  private facts({ facts, columns = 2, qr }: Extract<PaperBlock, { kind: 'facts' }>): void {
    const { pdf, left } = this;
    if (qr) qrIn(pdf, this.encode(qr.text), left + this.width - qr.size, pdf.y, qr.size);
    const width = this.width - (qr ? qr.size + BESIDE : 0);
    const least = qr ? pdf.y + qr.size : 0;
    const firstPage = pdf.bufferedPageRange().count;
    const each = width / columns;
    for (let first = 0; first < facts.length; first += columns) {
      const row = facts
        .slice(first, first + columns)
        .map(([label, value]) => [
          this.box(label, { weight: 'regular', size: SMALL, color: MUTED, width: each - GAP }),
          this.box(value, { weight: 'regular', size: BODY + 1, width: each - GAP }),
        ]);
      const height = Math.max(...row.map(([label, value]) => label!.height + 2 + value!.height));
      const top = this.roomFor(pdf.y, height);
      row.forEach(([label, value], column) => {
        const x = left + column * each;
        value!.draw(pdf, x, label!.draw(pdf, x, top) + 2);
      });
      pdf.y = top + height + GAP;
    }
    if (pdf.bufferedPageRange().count === firstPage) pdf.y = Math.max(pdf.y, least);
    pdf.y += 4;
  }

  private flow(box: TextBox, below: number): void {
    box.draw(this.pdf, this.left, this.pdf.y, (y, height) => this.roomFor(y, height));
    this.pdf.y += below;
  }

  private roomFor(y: number, height: number): number {
    const { page } = this.pdf;
    if (y + height <= page.height - page.margins.bottom) return y;
    this.pdf.addPage();
    return this.pdf.y;
  }
}

/** Everything that a paper says, by weight: its fonts are opened before it is drawn. */
export function textsOf({ title, issuer, note = '', blocks }: Paper): Record<Weight, string[]> {
  const regular = [title, note, PAGE_COUNT];
  const bold = [issuer];
  const sides = (pairs: readonly LabeledValue[]) => pairs.flatMap(([label, value]) => [label, value]);
  for (const block of blocks) {
    if (block.kind === 'heading') bold.push(block.text);
    else if (block.kind === 'paragraph') regular.push(block.text);
    else if (block.kind === 'facts') regular.push(...sides(block.facts));
    else if (block.kind === 'table') {
      regular.push(...block.rows.flat());
      bold.push(...block.columns.map((column) => column.title), ...sides(block.totals));
    }
  }
  const cut = (texts: string[]) => texts.flatMap((text) => bounded(text));
  return { regular: cut(regular), bold: cut(bold) };
}
