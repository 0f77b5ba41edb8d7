import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type Weight = 'regular' | 'bold';

export interface FontFile {
  path: string;
  /** A slice of a large variable font: only the letters of the text in hand are taken out of it. */
  isSlice: boolean;
}

const LATIN = {
  regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  bold: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
};
const EMOJI = {
  regular: '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
  bold: '@expo-google-fonts/noto-emoji/600SemiBold/NotoEmoji_600SemiBold.ttf',
};
export const WEIGHTS = { regular: 400, bold: 600 } as const;

const SCRIPTS = [
  ...[
    'Arabic',
    'Hebrew',
    'Thai',
    'Devanagari',
    'Georgian',
    'Armenian',
    'Bengali',
    'Tamil',
    'Telugu',
    'Kannada',
  ],
  ...['Malayalam', 'Gujarati', 'Gurmukhi', 'Sinhala', 'Khmer', 'Lao', 'Myanmar', 'Ethiopic'],
].map((script) => ({
  letter: new RegExp(`\\p{Script_Extensions=${script}}`, 'u'),
  name: script.toLowerCase(),
}));

const EAST_ASIAN =
  /\p{scx=Han}|\p{scx=Hiragana}|\p{scx=Katakana}|\p{scx=Hangul}|\p{scx=Bopomofo}|[\u3000-\u303f\uff00-\uffef]/u;
const HANGUL = /\p{Script=Hangul}/u;
/** Japanese first: its forms of the characters that all share; what it lacks is Chinese. */
const EAST_ASIAN_FONTS = ['jp', 'sc', 'tc', 'kr'] as const;

const PICTURE = /\ufe0f|\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;

const packages = createRequire(join(process.cwd(), 'package.json'));
const slices = new Map<string, Promise<Slice[]>>();

interface Slice {
  file: string;
  ranges: [first: number, last: number][];
}

export function latinFont(weight: Weight): FontFile {
  return { path: packages.resolve(LATIN[weight]), isSlice: false };
}

/** The files that may have what stands in `cluster`, best first. */
export async function fontsFor(cluster: string, weight: Weight): Promise<FontFile[]> {
  const found: FontFile[] = [];
  if (PICTURE.test(cluster)) found.push({ path: packages.resolve(EMOJI[weight]), isSlice: false });
  if (EAST_ASIAN.test(cluster)) found.push(...(await eastAsian(cluster)));
  for (const { letter, name } of SCRIPTS)
    if (letter.test(cluster)) found.push({ path: scriptFile(name, weight), isSlice: false });
  return found;
}

function scriptFile(name: string, weight: Weight): string {
  const file = `noto-sans-${name}-${name}-${WEIGHTS[weight]}-normal.woff`;
  return join(folderOf(`@fontsource/noto-sans-${name}`), 'files', file);
}

async function eastAsian(cluster: string): Promise<FontFile[]> {
  const codePoint = cluster.codePointAt(0)!;
  const families = HANGUL.test(cluster) ? (['kr'] as const) : EAST_ASIAN_FONTS;
  const found = await Promise.all(
    families.map(async (family) =>
      (await slicesOf(family)).find(({ ranges }) =>
        ranges.some(([first, last]) => codePoint >= first && codePoint <= last),
      ),
    ),
  );
  return found.filter((slice) => slice !== undefined).map(({ file }) => ({ path: file, isSlice: true }));
}

function slicesOf(family: string): Promise<Slice[]> {
  const known = slices.get(family) ?? readSlices(`noto-sans-${family}`);
  slices.set(family, known);
  return known;
}

async function readSlices(name: string): Promise<Slice[]> {
  const folder = folderOf(`@fontsource-variable/${name}`);
  const ranges = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
  return Object.entries(ranges).map(([key, list]) => ({
    file: join(folder, 'files', `${name}-${key.replace(/[[\]]/g, '')}-wght-normal.woff2`),
    ranges: list.split(',').map((range) => {
      const [first, last] = range.trim().replace('U+', '').split('-');
      return [parseInt(first!, 16), parseInt(last ?? first!, 16)];
    }),
  }));
}

function folderOf(name: string): string {
  return dirname(packages.resolve(`${name}/package.json`));
}
