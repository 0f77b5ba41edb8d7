import { readFileSync } from 'node:fs';
import type { Figure } from '../figure.js';
import { textTable, withUnit } from './numbers.js';

const COLUMNS = ['id', 'what', 'then', 'now', 'change', 'ratio then', 'ratio now', 'change'];

export function readFigures(file: string): Figure[] {
  return JSON.parse(readFileSync(file, 'utf8')) as Figure[];
}

/** Two runs side by side; what only one of them has measured is left blank in the other. */
export function comparison(then: Figure[], now: Figure[]): string {
  const keyOf = ({ id, what }: Figure) => `${id} ${what}`;
  const before = new Map(then.map((figure) => [keyOf(figure), figure]));
  const keys = new Set([...then, ...now].map(keyOf));
  const after = new Map(now.map((figure) => [keyOf(figure), figure]));
  const rows = [...keys].map((key) => {
    const [old, recent] = [before.get(key), after.get(key)];
    const { id, what } = (recent ?? old)!;
    const value = (figure?: Figure) => (figure ? withUnit(figure.value, figure.unit) : '');
    const ratio = (figure?: Figure) => figure?.ratio?.toFixed(2) ?? '';
    return [
      ...[id, what, value(old), value(recent), change(old?.value, recent?.value)],
      ...[ratio(old), ratio(recent), change(old?.ratio, recent?.ratio)],
    ];
  });
  return textTable(COLUMNS, rows);
}

function change(from?: number | null, to?: number | null): string {
  if (!from || to === null || to === undefined) return '';
  const percent = Math.round((to / from - 1) * 100);
  return `${percent > 0 ? '+' : ''}${percent} %`;
}
