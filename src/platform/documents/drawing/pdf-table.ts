import type { LabeledValue, PaperColumn } from '../paper.js';
import { MUTED, RULE, type PdfCanvas } from './pdf-canvas.js';
import type { TextBox } from './text/text-box.js';

const PADDING = 7;
const SIZE = 9.5;

export function drawTable(
  canvas: PdfCanvas,
  columns: readonly PaperColumn[],
  rows: readonly (readonly string[])[],
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
    private readonly columns: readonly PaperColumn[],
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
    this.line(this.columns.map(({ title }, column) => this.cell(title, column, 'bold', 8, MUTED)));
  }

  row(values: readonly string[]): void {
    const boxes = values.map((value, column) => this.cell(value, column, 'regular', SIZE));
    if (this.pdf.y + heightOf(boxes) > this.bottom) {
      this.pdf.addPage();
      this.head();
    }
    this.line(boxes);
  }

  total([label, value]: LabeledValue): void {
    const { left, width } = this.canvas;
    const last = this.cells.at(-1)!;
    if (this.pdf.y + 30 > this.bottom) this.pdf.addPage();
    const y = this.pdf.y + PADDING;
    const style = { weight: 'bold', size: SIZE + 0.5, align: 'right' } as const;
    this.canvas.box(label, { ...style, width: width - last.width - 12 }).draw(this.pdf, left, y);
    this.canvas.box(value, { ...style, width: last.width }).draw(this.pdf, last.x, y);
  }

  private get bottom(): number {
    return this.pdf.page.height - this.pdf.page.margins.bottom;
  }

  private cell(
    text: string,
    column: number,
    weight: 'regular' | 'bold',
    size: number,
    color?: string,
  ): TextBox {
    const { width, align } = this.cells[column]!;
    return this.canvas.box(text, { weight, size, color, align, width: width - (align === 'left' ? 10 : 0) });
  }

  private line(boxes: readonly TextBox[]): void {
    const { left, width } = this.canvas;
    const top = this.pdf.y;
    const bottom = top + heightOf(boxes);
    boxes.forEach((box, column) => box.draw(this.pdf, this.cells[column]!.x, top + PADDING));
    this.pdf
      .moveTo(left, bottom)
      .lineTo(left + width, bottom)
      .lineWidth(0.5)
      .stroke(RULE);
    this.pdf.y = bottom;
  }
}

function heightOf(boxes: readonly TextBox[]): number {
  return Math.max(...boxes.map(({ height }) => height)) + 2 * PADDING;
}
