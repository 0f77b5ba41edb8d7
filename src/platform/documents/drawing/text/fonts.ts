import { readFile } from 'node:fs/promises';
import type { Font } from 'fontkit';
import { clustersOf, INVISIBLE } from './clusters.js';
import { fontsFor, latinFont, WEIGHTS, type FontFile, type Weight } from './font-files.js';

/** Contextual forms of Latin letters would be copied as other letters. */
const PLAIN = { calt: false, clig: false, liga: false };

/** Passed through pdfkit as the features of a text, so that a run is laid out whole and in its direction. */
export type Direction = 'ltr' | 'rtl';

export interface Face {
  name: string;
  source: Parameters<PDFKit.PDFDocument['registerFont']>[1];
  ascent: number;
  height: number;
  /** Of a script that keeps its own spaces, so that a phrase stays one run. */
  isScript: boolean;
  has(cluster: string): boolean;
  /** As a share of the size. */
  widthOf(text: string, direction: Direction): number;
}

const MAX_OPENED = 300;
const MAX_WIDTHS = 5_000;

/** Parsed fonts, kept: parsing costs ten times what a page does. Slices hold one document's letters only. */
const opened = new Map<string, Promise<Face>>();

/** The faces that a document needs, found before the first line is laid out. */
export class FontShelf {
  private readonly latin = new Map<Weight, Face>();
  private readonly others = new Map<string, Face | null>();

  static async holding(texts: Record<Weight, readonly string[]>): Promise<FontShelf> {
    const shelf = new FontShelf();
    for (const weight of ['regular', 'bold'] as const) {
      shelf.latin.set(weight, await openWhole(latinFont(weight)));
      const clusters = new Set(texts[weight].flatMap((text) => clustersOf(text).map(({ text: each }) => each)));
      await shelf.addFor([...clusters], weight);
    }
    return shelf;
  }

  /** Null for what no font has and nobody would miss. */
  faceOf(cluster: string, weight: Weight, before?: Face): Face | null {
    const latin = this.latin.get(weight)!;
    if (cluster === ' ' && before?.isScript && before.has(cluster)) return before;
    const other = this.others.get(`${weight}:${cluster}`);
    if (other !== undefined) return other;
    return latin;
  }

  get faces(): Face[] {
    return [...new Set([...this.latin.values(), ...this.others.values()])].filter((face) => face !== null);
  }

  private async addFor(clusters: string[], weight: Weight): Promise<void> {
    const latin = this.latin.get(weight)!;
    const foreign = clusters.filter((cluster) => isPicture(cluster) || !latin.has(cluster));
    const candidates = new Map<string, FontFile[]>();
    for (const cluster of foreign) candidates.set(cluster, await fontsFor(cluster, weight));
    const lettersOf = new Map<string, string>();
    for (const [cluster, files] of candidates)
      for (const { path } of files.filter(({ isSlice }) => isSlice))
        lettersOf.set(path, (lettersOf.get(path) ?? '') + cluster);
    for (const [cluster, files] of candidates)
      this.others.set(`${weight}:${cluster}`, await firstWith(cluster, files, weight, latin, lettersOf));
  }
}

async function firstWith(
  cluster: string,
  files: FontFile[],
  weight: Weight,
  latin: Face,
  lettersOf: ReadonlyMap<string, string>,
): Promise<Face | null> {
  for (const file of files) {
    const face = await (file.isSlice ? openSlice(file, weight, lettersOf.get(file.path)!) : openWhole(file));
    if (face.has(cluster)) return face;
  }
  return latin.has(cluster) || !isPicture(cluster) ? latin : null;
}

const isPicture = (cluster: string) => /\ufe0f|\p{Emoji_Presentation}|\u20e3/u.test(cluster);

function openWhole({ path }: FontFile): Promise<Face> {
  const known = opened.get(path) ?? readFile(path).then((bytes) => faceFrom(path, bytes));
  opened.set(path, known);
  return known;
}

async function openSlice({ path }: FontFile, weight: Weight, letters: string): Promise<Face> {
  const name = `${path}:${weight}:${[...new Set(letters)].sort().join('')}`;
  const known = opened.get(name) ?? cutOut(path, weight, letters).then((bytes) => faceFrom(name, bytes));
  if (opened.size > MAX_OPENED) opened.clear();
  opened.set(name, known);
  return known;
}

async function cutOut(path: string, weight: Weight, letters: string): Promise<Buffer> {
  const { default: subsetFont } = await import('subset-font');
  return subsetFont(await readFile(path), letters, {
    targetFormat: 'truetype',
    variationAxes: { wght: WEIGHTS[weight] },
  });
}

async function faceFrom(name: string, bytes: Buffer): Promise<Face> {
  const { create } = await import('fontkit');
  const font = create(bytes) as Font;
  const features = name.includes('/inter/') ? PLAIN : undefined;
  const isScript = name.includes('/@fontsource/');
  // A glyph remembers the first letter it is asked for: asked as a part of another, copied text lacks it.
  if (!isScript) for (const codePoint of font.characterSet) font.glyphForCodePoint(codePoint);
  const layout = font.layout.bind(font);
  font.layout = (text, direction) => layout(text, features, undefined, undefined, direction as never);
  const { ascent, descent, lineGap, unitsPerEm } = font;
  const widths = new Map<string, number>();
  const widthOf = (text: string, direction: Direction) => {
    const key = `${direction}${text}`;
    const known = widths.get(key) ?? font.layout(text, direction as never).advanceWidth / unitsPerEm;
    if (widths.size > MAX_WIDTHS) widths.clear();
    widths.set(key, known);
    return known;
  };
  return {
    name,
    // pdfkit takes fontkit's fonts, which its types do not know.
    source: font as unknown as Parameters<PDFKit.PDFDocument['registerFont']>[1],
    ascent: ascent / unitsPerEm,
    height: (ascent - descent + lineGap) / unitsPerEm,
    isScript,
    has: (cluster) =>
      [...cluster.replace(INVISIBLE, '')].every((letter) => font.hasGlyphForCodePoint(letter.codePointAt(0)!)),
    widthOf,
  };
}
