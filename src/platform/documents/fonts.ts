import { createRequire } from 'node:module';
import { join } from 'node:path';
import { openSync } from 'fontkit';

const resolve = createRequire(join(process.cwd(), 'package.json')).resolve;

/** Inter: one quiet face for names in Latin, Greek and Cyrillic letters. */
const FILES = {
  regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  bold: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
};

export type Weight = keyof typeof FILES;
type FontSource = Parameters<PDFKit.PDFDocument['registerFont']>[1];

const opened = new Map<Weight, FontSource>();

/** The parsed font, kept for the next document: parsing costs ten times what a page does. */
export function fontOf(weight: Weight): FontSource {
  let font = opened.get(weight);
  if (!font) {
    // pdfkit takes fontkit's fonts as they are; its types know files and bytes alone.
    font = openSync(resolve(FILES[weight])) as unknown as FontSource;
    opened.set(weight, font);
  }
  return font;
}
