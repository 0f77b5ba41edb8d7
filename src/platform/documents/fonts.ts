import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Font } from 'fontkit';

const resolve = createRequire(join(process.cwd(), 'package.json')).resolve;

const FILES = {
  regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  bold: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
};

const PLAIN = { calt: false, clig: false, liga: false };

/** Emoji and their modifiers: left out where the font has none, rather than drawn as empty boxes. */
const PICTURES = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200d\ufe0f]/gu;

export type Weight = keyof typeof FILES;
type FontSource = Parameters<PDFKit.PDFDocument['registerFont']>[1];

const opened = new Map<Weight, FontSource>();

/** The parsed font, kept: parsing costs ten times what a page does. */
export async function loadFont(weight: Weight): Promise<FontSource> {
  const known = opened.get(weight);
  if (known) return known;
  const { openSync } = await import('fontkit');
  const font = openSync(resolve(FILES[weight])) as Font;
  // A glyph remembers the first letter it is asked for: asked as a part of another, copied text lacks it.
  for (const codePoint of font.characterSet) font.glyphForCodePoint(codePoint);
  // Contextual forms would be copied as other letters.
  const layout = font.layout.bind(font);
  font.layout = (text) =>
    layout(
      text.replace(PICTURES, (one) => (isIn(font, one) ? one : '')),
      PLAIN,
    );
  // pdfkit takes fontkit's fonts, which its types do not know.
  const source = font as unknown as FontSource;
  opened.set(weight, source);
  return source;
}

function isIn(font: Font, letter: string): boolean {
  return font.hasGlyphForCodePoint(letter.codePointAt(0)!);
}
