import LineBreaker from 'linebreak';
import { clustersOf } from './clusters.js';
import type { Shaped } from './text-runs.js';

/** Words without spaces between them: a dictionary says where one ends. */
const UNSPACED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORDS = new Intl.Segmenter('und', { granularity: 'word' });

export interface Line {
  start: number;
  end: number;
  width: number;
}

interface Unit {
  start: number;
  end: number;
}

/** Breaks a paragraph where its script allows (UAX 14), and what is wider than a line between two letters. */
export function linesOf(shaped: Shaped, width: number, size: number): Line[] {
  const lines: Line[] = [];
  let line: Line = { start: 0, end: 0, width: 0 };
  const add = (unit: Unit) => {
    const wide = shaped.widthOf(unit.start, unit.end) * size;
    const inked = shaped.widthOf(unit.start, trimmedEnd(shaped.text, unit)) * size;
    if (line.end > line.start && line.width + inked > width) {
      lines.push(line);
      line = { start: unit.start, end: unit.start, width: 0 };
    }
    line = { start: line.start, end: unit.end, width: line.width + wide };
  };
  for (const unit of unitsOf(shaped.text)) {
    if (shaped.widthOf(unit.start, trimmedEnd(shaped.text, unit)) * size <= width) add(unit);
    else
      for (const { text, at } of clustersOf(shaped.text.slice(unit.start, unit.end)))
        add({ start: unit.start + at, end: unit.start + at + text.length });
  }
  return [...lines, line].map(({ start, end }) => {
    const inked = trimmedEnd(shaped.text, { start, end });
    return { start, end: inked, width: shaped.widthOf(start, inked) * size };
  });
}

function trimmedEnd(text: string, { start, end }: Unit): number {
  return start + text.slice(start, end).trimEnd().length;
}

function unitsOf(text: string): Unit[] {
  const breaker = new LineBreaker(text);
  const units: Unit[] = [];
  let start = 0;
  for (let next = breaker.nextBreak(); next; next = breaker.nextBreak()) {
    units.push(...wordsOf(text, { start, end: next.position }));
    start = next.position;
  }
  return units;
}

function wordsOf(text: string, unit: Unit): Unit[] {
  const part = text.slice(unit.start, unit.end);
  if (!UNSPACED.test(part)) return [unit];
  return Array.from(WORDS.segment(part), ({ segment, index }) => ({
    start: unit.start + index,
    end: unit.start + index + segment.length,
  }));
}
