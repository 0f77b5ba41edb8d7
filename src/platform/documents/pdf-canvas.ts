export const INK = '#1f2733';
export const MUTED = '#6b7480';
export const RULE = '#d8dce2';
export const ACCENT = '#33658a';

export type LabeledValue = readonly [label: string, value: string];

export interface PdfCanvas {
  readonly pdf: PDFKit.PDFDocument;
  readonly left: number;
  readonly width: number;
  face(weight: 'regular' | 'bold', size: number, color: string): PDFKit.PDFDocument;
}
