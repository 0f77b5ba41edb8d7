export type LabeledValue = readonly [label: string, value: string];

export interface PdfCanvas {
  readonly pdf: PDFKit.PDFDocument;
  readonly left: number;
  readonly width: number;
  face(weight: 'regular' | 'bold', size: number, color: string): PDFKit.PDFDocument;
}
