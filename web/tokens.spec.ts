import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const WEB = join(process.cwd(), 'web');
const read = (file: string) => readFileSync(join(WEB, file), 'utf8').replace(/\/\*[^]*?\*\//g, '');
const TOKENS = read('tokens.css');
const STYLES = ['app.css', ...readdirSync(join(WEB, 'styles')).map((file) => join('styles', file))].map(read);

const TEXT = 4.5;
/** What says nothing by itself: a sign that nothing is behind it, and edges of what can be pressed. */
const GRAPHIC = 3;
const GRAPHICS = ['line-control'];
/** The ratios that the look promises, to one digit. */
const PROMISED: [text: string, behind: string, light: number, dark: number][] = [
  ['ink', 'paper', 16, 16],
  ['ink-2', 'surface', 7.9, 8.7],
  ['ink-3', 'paper', 5.4, 6.8],
  ['brand', 'surface', 7.1, 8.4],
  ['on-brand', 'brand', 7.1, 8.3],
  ['brand-soft-ink', 'brand-soft', 5.4, 5.4],
  ['ok', 'ok-soft', 5.4, 5.4],
  ['warn', 'warn-soft', 5.4, 5.4],
  ['bad', 'bad-soft', 5.4, 5.4],
  ['info', 'info-soft', 5.4, 5.4],
  ['on-solid', 'ok-solid', TEXT, TEXT],
  ['on-solid', 'warn-solid', TEXT, TEXT],
  ['on-solid', 'bad-solid', TEXT, TEXT],
  ['line-control', 'paper', 3.5, 4.3],
  ['line-control', 'surface', 3.5, 4.3],
  ['focus', 'paper', 6.5, 9.3],
  ['focus', 'surface', 6.5, 9.3],
  ['chart-1', 'surface', 3.5, 3.5],
  ['chart-2', 'surface', 3.5, 3.5],
  ['chart-3', 'surface', 3.5, 3.5],
  ['chart-4', 'surface', 3.5, 3.5],
];

function channels(colour: string): number[] {
  const digits = colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit) : [];
  return (digits.length ? digits : colour.slice(1).match(/../g)!).map((two) => parseInt(two, 16) / 255);
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const colours = new Map(
  [...TOKENS.matchAll(/--([\w-]+):\s*(?:light-dark\((#\w+),\s*(#\w+)\)|(#\w+));/g)].map(
    ([, name, light, dark, both]) => [name!, [light ?? both!, dark ?? both!] as const],
  ),
);

function ratios(text: string, behind: string): [light: number, dark: number] {
  const [one, other] = [colours.get(text)!, colours.get(behind)!];
  return [contrast(one[0], other[0]), contrast(one[1], other[1])];
}

const tokenOf = (rule: string, property: string) =>
  new RegExp(`(?:^|[\\s;])${property}:\\s*var\\(--([\\w-]+)\\)`).exec(rule)?.[1];

/** Signs in solid colours stand on a disc that is as white as what is written on those colours. */
const behindBy = (text: string) => (text.endsWith('-solid') ? ['on-solid'] : ['paper', 'surface']);

/** Every text and what is behind it by the same rule; without a background it stands on the plain ones. */
function pairsOfStyles(): Set<string> {
  const rules = STYLES.flatMap((text) => [...text.matchAll(/\{([^{}]*)\}/g)].map(([, rule]) => rule!));
  const pairs = rules.flatMap((rule) => {
    const [text, behind] = [tokenOf(rule, 'color'), tokenOf(rule, 'background')];
    if (!text) return [];
    return (behind ? [behind] : behindBy(text)).map((each) => `${text} ${each}`);
  });
  return new Set(pairs);
}

describe('the tokens of colour', () => {
  it('count as black on white does', () => {
    expect(contrast('#000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#fff')).toBeCloseTo(4.48, 2);
    expect(colours.size).toBeGreaterThan(30);
  });

  it('keep the ratios that the look promises', () => {
    const broken = PROMISED.flatMap(([text, behind, ...least]) =>
      ratios(text, behind).flatMap((ratio, n) =>
        Math.round(ratio * 10) < Math.round(least[n]! * 10)
          ? [`${text} on ${behind}, ${n ? 'dark' : 'light'}: ${ratio.toFixed(2)}`]
          : [],
      ),
    );
    expect(broken).toEqual([]);
  });

  it('can be read wherever a rule sets text', () => {
    const pairs = [...pairsOfStyles()].map((pair) => pair.split(' ') as [string, string]);
    const broken = pairs.filter(([text, behind]) =>
      ratios(text, behind).some((ratio) => ratio < (GRAPHICS.includes(text) ? GRAPHIC : TEXT)),
    );
    expect(pairs.length).toBeGreaterThan(25);
    expect(broken.map((pair) => pair.join(' on '))).toEqual([]);
  });
});
