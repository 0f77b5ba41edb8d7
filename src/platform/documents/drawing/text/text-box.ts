import { clustersOf } from './clusters.js';
import type { Weight } from './font-files.js';
import type { FontShelf } from './fonts.js';
import { linesOf, type Line } from './text-lines.js';
import { directionOf, inVisualOrder, mirrored, Shaped, widthOf } from './text-runs.js';

export interface TextStyle {
  weight: Weight;
  size: number;
  color: string;
  width: number;
  align?: 'left' | 'right';
  lineGap?: number;
  /** What is longer is cut short: no text may fill a document, or the time of who draws it. */
  maxLetters?: number;
}

const MAX_LETTERS = 500;
/** Controls draw nothing, and would turn the letters after them around. */
const CONTROLS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

interface LaidLine {
  shaped: Shaped;
  line: Line;
  ascent: number;
  height: number;
}

export class TextBox {
  private readonly lines: LaidLine[];

  constructor(
    text: string,
    private readonly style: TextStyle,
    shelf: FontShelf,
  ) {
    const { weight, size, width, lineGap = 0, maxLetters = MAX_LETTERS } = style;
    const latin = shelf.faceOf('x', weight)!;
    this.lines = bounded(text, maxLetters).flatMap((paragraph) => {
      const shaped = new Shaped(paragraph, shelf, weight);
      return linesOf(shaped, width, size).map((line) => {
        const faces = [latin, ...shaped.between(line.start, line.end).map(({ face }) => face)];
        const ascent = Math.max(...faces.map((face) => face.ascent)) * size;
        const below = Math.max(...faces.map((face) => face.height - face.ascent)) * size;
        return { shaped, line, ascent, height: ascent + below + lineGap };
      });
    });
  }

  get height(): number {
    return this.lines.reduce((sum, { height }) => sum + height, 0);
  }

  /** Answers where what comes next begins; a line that has no room stands where `turnPage` says. */
  draw(
    pdf: PDFKit.PDFDocument,
    x: number,
    y: number,
    turnPage?: (y: number, height: number) => number,
  ): number {
    let top = y;
    for (const laid of this.lines) {
      if (turnPage) top = turnPage(top, laid.height);
      this.drawLine(pdf, laid, x, top);
      top += laid.height;
    }
    pdf.y = top;
    return top;
  }

  private drawLine(pdf: PDFKit.PDFDocument, { shaped, line, ascent }: LaidLine, x: number, top: number): void {
    const { size, color, width, align = 'left' } = this.style;
    const { start, end } = line;
    if (start === end) return;
    const isMarked = shaped.isTransformed(start, end);
    if (isMarked) pdf.markContent('Span', { actual: shaped.text.slice(start, end) });
    pdf.fontSize(size).fillColor(color);
    let left = align === 'right' ? x + width - line.width : x;
    for (const run of inVisualOrder(shaped.between(start, end))) {
      pdf.font(run.face.name).text(mirrored(run), left, top + ascent, {
        lineBreak: false,
        baseline: 'alphabetic',
        features: directionOf(run) as never,
      });
      left += widthOf(run) * size;
    }
    if (isMarked) pdf.endMarkedContent();
  }
}

export function bounded(text: string, maxLetters: number = MAX_LETTERS): string[] {
  const clusters = clustersOf(text.slice(0, maxLetters * 20));
  const kept = clusters.slice(0, maxLetters).map((cluster) => cluster.text.slice(0, 40));
  const whole = kept.join('') + (clusters.length > maxLetters ? '…' : '');
  return whole.split(/\r?\n/).map((line) => line.replace(CONTROLS, ' '));
}
