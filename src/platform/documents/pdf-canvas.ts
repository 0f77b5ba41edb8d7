/** A label and what stands under it. */
export type LabeledValue = readonly [label: string, value: string];

/** What is drawn on: a document with its margins and faces, in points. */
export interface PdfCanvas {
  readonly pdf: PDFKit.PDFDocument;
  readonly left: number;
  readonly width: number;
  face(weight: 'regular' | 'bold', size: number, color: string): PDFKit.PDFDocument;
}
