import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Font } from 'fontkit';

const resolve = createRequire(join(process.cwd(), 'package.json')).resolve;

/** Inter: one quiet face for names in Latin, Greek and Cyrillic letters. */
const FILES = {
  regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  bold: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
};

/** OpenType features that are off: contextual alternates and ligatures. */
const PLAIN = { calt: false, clig: false, liga: false };

/** Emoji and what they are put together with: left out where the font has none, rather than shown as empty boxes. */
const PICTURES = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200d\ufe0f]/gu;

export type Weight = keyof typeof FILES;
type FontSource = Parameters<PDFKit.PDFDocument['registerFont']>[1];

const opened = new Map<Weight, FontSource>();

/** The parsed font, kept for the next document: parsing costs ten times what a page does. */
export async function loadFont(weight: Weight): Promise<FontSource> {
  const known = opened.get(weight);
  if (known) return known;
  const { openSync } = await import('fontkit');
  const font = openSync(resolve(FILES[weight])) as Font;
  // A glyph remembers the letter it is first asked for, and as a part of another one it would be asked for none: copied
  // text would lack it in every later document.
  for (const codePoint of font.characterSet) font.glyphForCodePoint(codePoint);
  // A letter drawn in another form where others surround it would be copied as another letter.
  const layout = font.layout.bind(font);
  font.layout = (text) =>
    layout(
      text.replace(PICTURES, (one) => (isIn(font, one) ? one : '')),
      PLAIN,
    );
  // pdfkit takes fontkit's fonts as they are; its types know files and bytes alone.
  const source = font as unknown as FontSource;
  opened.set(weight, source);
  return source;
}

function isIn(font: Font, letter: string): boolean {
  return font.hasGlyphForCodePoint(letter.codePointAt(0)!);
}
