import { INK, MUTED, RULE, type LabeledValue, type PdfCanvas } from './pdf-canvas.js';

export interface PdfColumn {
  title: string;
  share: number;
  isNumber?: boolean;
}

const PADDING = 7;
const SIZE = 9.5;

export function drawTable(
  canvas: PdfCanvas,
  columns: readonly PdfColumn[],
  rows: readonly string[][],
  totals: readonly LabeledValue[],
): void {
  const table = new PdfTable(canvas, columns);
  table.head();
  for (const row of rows) table.row(row);
  for (const total of totals) table.total(total);
}

class PdfTable {
  private readonly pdf = this.canvas.pdf;
  private readonly cells: { x: number; width: number; align: 'left' | 'right' }[];

  constructor(
    private readonly canvas: PdfCanvas,
    private readonly columns: readonly PdfColumn[],
  ) {
    const whole = columns.reduce((sum, { share }) => sum + share, 0);
    let x = canvas.left;
    this.cells = columns.map(({ share, isNumber }) => {
      const cell = {
        x,
        width: (canvas.width * share) / whole,
        align: isNumber ? ('right' as const) : ('left' as const),
      };
      x += cell.width;
      return cell;
    });
  }

  head(): void {
    this.canvas.face('bold', 8, MUTED);
    this.line(this.columns.map(({ title }) => title));
  }

  row(values: readonly string[]): void {
    this.canvas.face('regular', SIZE, INK);
    if (this.pdf.y + this.heightOf(values) > this.pdf.page.height - this.pdf.page.margins.bottom) {
      this.pdf.addPage();
      this.head();
      this.canvas.face('regular', SIZE, INK);
    }
    this.line(values);
  }

  total([label, value]: LabeledValue): void {
    const { left, width } = this.canvas;
    const last = this.cells.at(-1)!;
    if (this.pdf.y + 30 > this.pdf.page.height - this.pdf.page.margins.bottom) this.pdf.addPage();
    const y = this.pdf.y + PADDING;
    this.canvas.face('bold', SIZE + 0.5, INK);
    this.pdf.text(label, left, y, { width: width - last.width - 12, align: 'right' });
    this.pdf.text(value, last.x, y, { width: last.width, align: 'right' });
  }

  private line(values: readonly string[]): void {
    const { left, width } = this.canvas;
    const top = this.pdf.y;
    const bottom = top + this.heightOf(values);
    values.forEach((value, column) => {
      const { x, width: room, align } = this.cells[column]!;
      this.pdf.text(value, x, top + PADDING, { width: room - (align === 'left' ? 10 : 0), align });
    });
    this.pdf
      .moveTo(left, bottom)
      .lineTo(left + width, bottom)
      .lineWidth(0.5)
      .stroke(RULE);
    this.pdf.y = bottom;
  }

  private heightOf(values: readonly string[]): number {
    const heights = values.map((value, column) => {
      const { width, align } = this.cells[column]!;
      return this.pdf.heightOfString(value, { width: width - (align === 'left' ? 10 : 0) });
    });
    return Math.max(...heights) + 2 * PADDING;
  }
}
