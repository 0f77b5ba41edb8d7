import bidiFactory from 'bidi-js';
import { clustersOf } from './clusters.js';
import type { Weight } from './font-files.js';
import type { Direction, Face, FontShelf } from './fonts.js';

// Its types speak of an ES module, which it is not in Node.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();

/** A stretch of one face and one direction, in the order of reading. */
export interface Run {
  text: string;
  face: Face;
  level: number;
}

/** A paragraph whose every letter has its face and its level of direction (UAX 9). */
export class Shaped {
  readonly text: string;
  private readonly runs: (Run & { start: number; end: number })[] = [];

  constructor(written: string, shelf: FontShelf, weight: Weight) {
    let text = '';
    const faces: Face[] = [];
    for (const cluster of clustersOf(written)) {
      const face = shelf.faceOf(cluster.text, weight, faces.at(-1));
      if (!face) continue;
      text += cluster.text;
      for (let unit = 0; unit < cluster.text.length; unit++) faces.push(face);
    }
    this.text = text;
    const { levels } = bidi.getEmbeddingLevels(text);
    for (let at = 0; at < text.length; at++) {
      const last = this.runs.at(-1);
      if (last && last.face === faces[at] && last.level === levels[at]) last.end = at + 1;
      else this.runs.push({ text: '', face: faces[at]!, level: levels[at]!, start: at, end: at + 1 });
    }
  }

  /** Whether its glyphs may stand joined or in another order, so that nobody could copy the letters. */
  isTransformed(start: number, end: number): boolean {
    return this.between(start, end).some(({ level, face }) => level > 0 || face.isScript);
  }

  between(start: number, end: number): Run[] {
    return this.runs
      .filter((run) => run.start < end && run.end > start)
      .map(({ face, level, ...run }) => ({
        text: this.text.slice(Math.max(start, run.start), Math.min(end, run.end)),
        face,
        level,
      }));
  }

  /** As a share of the size. */
  widthOf(start: number, end: number): number {
    return this.between(start, end).reduce((sum, run) => sum + widthOf(run), 0);
  }
}

/** From left to right (rule L2): from the highest level down, what stands together at it is reversed. */
export function inVisualOrder(runs: readonly Run[]): Run[] {
  const ordered = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level--)
    for (let from = 0; from < ordered.length; from++) {
      let to = from;
      while (to < ordered.length && ordered[to]!.level >= level) to++;
      ordered.splice(from, to - from, ...ordered.slice(from, to).reverse());
      from = Math.max(from, to);
    }
  return ordered;
}

export function widthOf(run: Run): number {
  return run.face.widthOf(mirrored(run), directionOf(run));
}

export function directionOf({ level }: Run): Direction {
  return level % 2 === 1 ? 'rtl' : 'ltr';
}

export function mirrored({ text, level }: Run): string {
  if (level % 2 === 0) return text;
  return Array.from(text, (letter) => bidi.getMirroredCharacter(letter) ?? letter).join('');
}
