import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { Figure } from '../figure.js';
import { MEANINGS } from './meanings.js';
import { shown, textTable, withUnit } from './numbers.js';
import { pictureOf } from './picture.js';

export const REPORT = 'reports/bench.json';
const COLUMNS = ['id', 'what', 'value', 'min – max', 'baseline', 'min – max', 'ratio', 'goal', 'met'];

/** Writes the report as JSON, text and picture to reports/, and answers the table for a terminal. */
export function report(figures: Figure[], seconds: number): string {
  mkdirSync('reports', { recursive: true });
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
  const circumstances = `${machine}, ${Math.round(seconds)} s in all`;
  writeFileSync(REPORT, `${JSON.stringify(figures, null, 2)}\n`);
  writeFileSync('reports/bench.md', markdownOf(figures, circumstances));
  writeFileSync('reports/bench.svg', pictureOf(figures, circumstances));
  return textTable(COLUMNS, figures.map(cellsOf));
}

function markdownOf(figures: Figure[], circumstances: string): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const chapters = [...new Set(figures.map(({ id }) => id))].map((id) => {
    const rows = figures.filter((figure) => figure.id === id).map((figure) => line(cellsOf(figure).slice(1)));
    const head = [line(COLUMNS.slice(1)), line(COLUMNS.slice(1).map(() => '---'))];
    return [`## ${id}`, '', MEANINGS[id] ?? '', '', ...head, ...rows, ''].join('\n');
  });
  return [
    '# Bench',
    '',
    `${circumstances}. Product and baseline took turns in one run; medians, with the least and the greatest`,
    'beside them.',
    '',
    ...chapters,
  ].join('\n');
}

function cellsOf(figure: Figure): string[] {
  const { id, what, value, unit, min, max, baseline, baselineMin, baselineMax, ratio, goal, met } = figure;
  const range = (from?: number, to?: number) =>
    from === undefined || to === undefined || from === to ? '' : `${shown(from)} – ${shown(to)}`;
  return [
    ...[id, what, withUnit(value, unit), range(min, max)],
    ...[baseline === null ? '' : shown(baseline), range(baselineMin, baselineMax)],
    ...[ratio === null ? '' : ratio.toFixed(2), goal, met === null ? '' : met ? 'yes' : 'NO'],
  ];
}
