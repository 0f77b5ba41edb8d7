import { inflateSync } from 'node:zlib';

const OBJECT = /(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g;
const SHOWN = /\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ|\/ActualText \(((?:\\[^]|[^\\)])*)\)|\b(EMC)\b/g;

/** The texts of a PDF in the order of drawing, as it spells them, else by its fonts’ own tables. */
export function pdfText(bytes: Buffer): string[] {
  const objects = new Map<string, { dictionary: string; stream: string }>();
  for (const [, id, body] of bytes.toString('latin1').matchAll(OBJECT)) objects.set(id!, parted(body!));
  const fonts = new Map<string, Map<string, string>>();
  for (const { dictionary } of objects.values())
    for (const [, name, id] of dictionary.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id!)!.dictionary)?.[1];
      if (table) fonts.set(name!, lettersOf(objects.get(table)!.stream));
    }
  const contents = [...bytes.toString('latin1').matchAll(/\/Contents (\d+) 0 R/g)].map(([, id]) => id!);
  return contents.flatMap((id) => linesOf(objects.get(id)!.stream, fonts));
}

/** How many pages it has. */
export function pdfPages(bytes: Buffer): number {
  return [...bytes.toString('latin1').matchAll(/\/Type \/Page\n/g)].length;
}

function parted(body: string): { dictionary: string; stream: string } {
  const start = body.indexOf('\nstream\n');
  if (start < 0) return { dictionary: body, stream: '' };
  const dictionary = body.slice(0, start);
  const raw = Buffer.from(body.slice(start + 8, body.lastIndexOf('\nendstream')), 'latin1');
  return {
    dictionary,
    stream: (dictionary.includes('/FlateDecode') ? inflateSync(raw) : raw).toString('latin1'),
  };
}

/** Glyph → letters, both as hexadecimal digits there. */
function lettersOf(table: string): Map<string, string> {
  const letters = new Map<string, string>();
  for (const [, first, list] of table.matchAll(/<([\da-f]{4})> <[\da-f]{4}> \[([^\]]*)\]/g)) {
    [...list!.matchAll(/<([\da-f ]*)>/g)].forEach(([, code], index) => {
      const glyph = (parseInt(first!, 16) + index).toString(16).padStart(4, '0');
      letters.set(glyph, Buffer.from(code!.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'));
    });
  }
  return letters;
}

function linesOf(content: string, fonts: Map<string, Map<string, string>>): string[] {
  let font = new Map<string, string>();
  const lines: string[] = [];
  let isSpelled = false;
  for (const [, name, shown, spelled, ends] of content.matchAll(SHOWN)) {
    if (ends) isSpelled = false;
    else if (spelled !== undefined) {
      isSpelled = true;
      lines.push(unescaped(spelled));
    } else if (name) font = fonts.get(name) ?? new Map();
    else if (shown && !isSpelled) {
      const glyphs = [...shown.matchAll(/<([\da-f]+)>/g)].flatMap(([, digits]) => digits!.match(/.{4}/g)!);
      lines.push(glyphs.map((glyph) => font.get(glyph) ?? '').join(''));
    }
  }
  return lines;
}

/** A string of a PDF: UTF-16 after a mark, else Latin letters; `\\(` and the like are escapes. */
function unescaped(text: string): string {
  const named: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  const plain = text.replace(/\\(?:([nrtbf])|([^]))/g, (_, name?: string, letter?: string) =>
    name ? named[name]! : letter!,
  );
  const bytes = Buffer.from(plain, 'latin1');
  return bytes.subarray(0, 2).toString('hex') === 'feff'
    ? bytes.subarray(2).swap16().toString('utf16le')
    : plain;
}
