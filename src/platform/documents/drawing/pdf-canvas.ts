import type { TextBox, TextStyle } from './text/text-box.js';

export const INK = '#1f2733';
export const MUTED = '#6b7480';
export const RULE = '#d8dce2';
export const ACCENT = '#33658a';

export interface PdfCanvas {
  readonly pdf: PDFKit.PDFDocument;
  readonly left: number;
  readonly width: number;
  box(text: string, style: Omit<TextStyle, 'color'> & { color?: string }): TextBox;
}
