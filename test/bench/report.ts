import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { Figure } from './figure.js';

const COLUMNS = ['id', 'what', 'value', 'min – max', 'baseline', 'min – max', 'ratio', 'goal', 'met'];

/** Writes reports/bench.json and reports/bench.md, and answers the table for a terminal. */
export function report(figures: Figure[], seconds: number): string {
  mkdirSync('reports', { recursive: true });
  writeFileSync('reports/bench.json', `${JSON.stringify(figures, null, 2)}\n`);
  const rows = figures.map(cellsOf);
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const markdown = [
    '# Bench',
    '',
    `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, ` +
      `${Math.round(seconds)} s in all.`,
    'Product and baseline took turns in the same run; medians, with the least and the greatest beside them.',
    '',
    line(COLUMNS),
    line(COLUMNS.map(() => '---')),
    ...rows.map(line),
    '',
  ];
  writeFileSync('reports/bench.md', markdown.join('\n'));
  return tableOf(rows);
}

function tableOf(rows: string[][]): string {
  const widths = COLUMNS.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [line(COLUMNS), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}

function cellsOf(figure: Figure): string[] {
  const { id, what, value, unit, min, max, baseline, baselineMin, baselineMax, ratio, goal, met } = figure;
  return [
    id,
    what,
    value === null ? '–' : `${shown(value)} ${unit}`.trim(),
    min === undefined || max === undefined || min === max ? '' : `${shown(min)} – ${shown(max)}`,
    baseline === null ? '' : shown(baseline),
    baselineMin === undefined || baselineMax === undefined
      ? ''
      : `${shown(baselineMin)} – ${shown(baselineMax)}`,
    ratio === null ? '' : ratio.toFixed(2),
    goal,
    met === null ? '' : met ? 'yes' : 'NO',
  ];
}

function shown(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(Math.abs(value) < 10 ? 2 : 1);
}
