import type { Figure } from '../figure.js';
import { MEANINGS } from './meanings.js';
import { shown, withUnit } from './numbers.js';

const WIDTH = 1180;
const NAMES = 520;
const SCALE = { from: 540, to: 900 };
const ROW = 20;
const HEAD = 74;
/** How far a dot can be from its goal: a hundred times as good, or as bad. */
const FARTHEST = 100;
/** So many figures with one goal are one row of dots. */
const CROWD = 6;
const LONGEST_NAME = 82;
const INK = { good: '#15803d', bad: '#b91c1c', plain: '#475569', faint: '#94a3b8', line: '#e2e8f0' };

/** A figure on the scale: 1 is its goal, more is better. */
interface Dot {
  at: number;
  baselineAt?: number;
  met: boolean | null;
  title: string;
}

interface Row {
  name: string;
  value: string;
  goal: string;
  dots: Dot[];
}

/** All figures at a glance: each a dot left or right of the line that is its goal, its baseline a ring. */
export function pictureOf(figures: Figure[], circumstances: string): string {
  const parts: string[] = [];
  let y = HEAD;
  for (const id of new Set(figures.map((figure) => figure.id))) {
    y += 8;
    parts.push(text(12, y, id, 'font-weight="bold"'), text(84, y, MEANINGS[id] ?? '', `fill="${INK.plain}"`));
    for (const row of rowsOf(figures.filter((figure) => figure.id === id))) {
      y += ROW;
      parts.push(drawn(row, y));
    }
    y += ROW;
  }
  const middle = place(1);
  const ticks = [0.01, 0.1, 1, 10, 100].map((at) => {
    const label = at === 1 ? 'goal' : at < 1 ? `${shown(1 / at)} × worse` : `${at} × better`;
    const ink = at === 1 ? INK.plain : INK.line;
    const line = `<line x1="${place(at)}" x2="${place(at)}" y1="${HEAD - 6}" y2="${y}" stroke="${ink}"/>`;
    return line + text(place(at), HEAD - 12, label, `text-anchor="middle" fill="${INK.plain}"`);
  });
  const missed = figures.filter(({ met }) => met === false).length;
  const judged = figures.filter(({ met }) => met !== null).length;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg"',
    ` width="${WIDTH}" height="${y + 12}" viewBox="0 0 ${WIDTH} ${y + 12}"`,
    ` font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="white"/>`,
    text(12, 24, `${judged - missed} of ${judged} goals met`, 'font-size="18" font-weight="bold"'),
    text(12, 42, circumstances, `fill="${INK.plain}"`),
    `<circle cx="${middle + 120}" cy="20" r="5" fill="${INK.good}"/>`,
    text(middle + 130, 24, 'product (green: goal met, red: missed)'),
    `<circle cx="${middle + 120}" cy="38" r="4" fill="none" stroke="${INK.plain}"/>`,
    text(middle + 130, 42, 'bare baseline'),
    ...ticks,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function rowsOf(figures: Figure[]): Row[] {
  const likeOf = ({ aim, goal, unit }: Figure) => (aim ? `${goal} ${unit}` : undefined);
  const shownAlready = new Set<string>();
  return figures.flatMap((figure) => {
    const like = likeOf(figure);
    const group = figures.filter((other) => like !== undefined && likeOf(other) === like);
    if (group.length <= CROWD) return [single(figure)];
    if (shownAlready.has(like!)) return [];
    shownAlready.add(like!);
    return [crowd(group)];
  });
}

function single(figure: Figure): Row {
  const { what, value, unit, ratio, goal, aim } = figure;
  const beside =
    aim?.of === 'ratio' && ratio !== null
      ? `${shown(ratio)} × (${withUnit(value, unit)})`
      : withUnit(value, unit);
  return { name: what, value: beside, goal, dots: dotOf(figure) };
}

function crowd(group: Figure[]): Row {
  const dots = group.flatMap(dotOf);
  const worst = group[dots.indexOf(dots.reduce((low, dot) => (dot.at < low.at ? dot : low)))]!;
  const met = group.filter((figure) => figure.met).length;
  const name = `${met} of ${group.length} within the goal; the last: ${worst.what}`;
  return { name, value: single(worst).value, goal: worst.goal, dots };
}

function dotOf({ aim, value, ratio, baseline, met, what, unit }: Figure): Dot[] {
  const number = aim?.of === 'ratio' ? ratio : value;
  if (!aim || number === null) return [];
  const { atLeast, atMost } = aim;
  const better = (of: number) => (atLeast === undefined ? (atMost || 0.5) / (of || 0.5) : of / atLeast);
  const itself = aim.of === 'ratio' ? 1 : baseline;
  const title = `${what}: ${withUnit(value, unit)}`;
  return [{ at: better(number), met, title, ...(itself !== null && { baselineAt: better(itself) }) }];
}

function drawn({ name, value, goal, dots }: Row, y: number): string {
  const cut = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
  const fits = `textLength="${NAMES - 30}" lengthAdjust="spacingAndGlyphs"`;
  const marks = dots.map(({ at, baselineAt, met, title }) => {
    const ring =
      baselineAt === undefined || dots.length > 1
        ? ''
        : `<circle cx="${place(baselineAt)}" cy="${y - 4}" r="4" fill="none" stroke="${INK.plain}"/>`;
    const ink = met === null ? INK.faint : met ? INK.good : INK.bad;
    const strength = dots.length > 1 ? ' fill-opacity="0.55"' : '';
    const dot = `<circle cx="${place(at)}" cy="${y - 4}" r="5" fill="${ink}"${strength}>`;
    return `${ring}${dot}<title>${escaped(title)}</title></circle>`;
  });
  return [
    text(24, y, cut, cut.length > 78 ? fits : ''),
    `<line x1="${SCALE.from}" x2="${SCALE.to}" y1="${y - 4}" y2="${y - 4}" stroke="${INK.line}"/>`,
    ...marks,
    text(SCALE.to + 12, y, value),
    text(SCALE.to + 150, y, goal, `fill="${INK.plain}"`),
  ].join('');
}

function place(at: number): number {
  const power = Math.log(Math.min(FARTHEST, Math.max(1 / FARTHEST, at))) / Math.log(FARTHEST);
  return Math.round((SCALE.from + SCALE.to) / 2 + (power * (SCALE.to - SCALE.from)) / 2);
}

function text(x: number, y: number, content: string, attributes = ''): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escaped(content)}</text>`;
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
