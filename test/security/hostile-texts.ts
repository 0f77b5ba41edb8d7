import { RegExpParser, visitRegExpAST, type AST } from '@eslint-community/regexpp';
import type { Random } from '../support/random.js';
import type { Pattern } from './patterns.js';

/** A text that is as long as one wants: `pump` again and again between the two others. */
export interface HostileText {
  head: string;
  pump: string;
  tail: string;
}

type Atom = AST.Character | AST.CharacterSet | AST.CharacterClass;

/** Beside what a pattern names itself; the first one fits few of them, `s` and `k` have a form beyond ASCII. */
const LETTERS = [...'\0aZskſé中0_ \t\n-.!"<\u0301\u2028😀'];
/** So many texts for a group that is repeated, and for a pattern as a whole. */
const SAMPLES = 3;

/** What may make a pattern try again and again: what it repeats, after what it wants before, without an end. */
export function hostileTexts({ source, flags }: Pattern, random: Random): HostileText[] {
  const mode = { unicode: flags.includes('u'), unicodeSets: flags.includes('v') };
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, mode);
  const maker = new SampleMaker(pattern, flags, random);
  const begun: [head: string, pump: string][] = [];
  for (const pump of [...maker.letters, ...maker.samplesOf(pattern)])
    begun.push(['', pump], [LETTERS[0]!, pump]);
  for (const repeated of quantifiersOf(pattern)) {
    const head = maker.before(repeated);
    begun.push(['', head]);
    for (const pump of maker.samplesOf(repeated.element))
      begun.push(['', pump], [head, pump], ['', head + pump]);
  }
  const tails = ['', LETTERS[0]!, '\n', random.of(maker.letters)];
  const all = begun
    .filter(([, pump]) => pump !== '')
    .flatMap(([head, pump]) => tails.map((tail) => ({ head, pump, tail })));
  return [...new Map(all.map((text) => [JSON.stringify(text), text])).values()];
}

export function atLength({ head, pump, tail }: HostileText, length: number): string {
  const middle = pump.repeat(Math.ceil(length / pump.length));
  return (head + middle.slice(0, Math.max(0, length - head.length - tail.length)) + tail).slice(0, length);
}

function quantifiersOf(pattern: AST.Pattern): AST.Quantifier[] {
  const found: AST.Quantifier[] = [];
  visitRegExpAST(pattern, { onQuantifierEnter: (node) => node.max > 1 && found.push(node) });
  return found;
}

/** Texts that parts of a pattern match. */
class SampleMaker {
  /** One of all that the pattern cannot tell apart. */
  readonly letters: string[];
  private readonly fitting = new Map<string, string[]>();

  constructor(
    pattern: AST.Pattern,
    private readonly flags: string,
    private readonly random: Random,
  ) {
    const [named, atoms] = [new Set(LETTERS), new Set<string>()];
    visitRegExpAST(pattern, {
      onCharacterEnter(node) {
        named.add(String.fromCodePoint(node.value));
        if (node.parent.type !== 'CharacterClass' && node.parent.type !== 'CharacterClassRange')
          atoms.add(node.raw);
      },
      onCharacterSetEnter: (node) => void atoms.add(node.raw),
      onCharacterClassEnter: (node) => void atoms.add(node.raw),
    });
    const tests = [...atoms].map((raw) => [raw, this.exactly(raw)] as const);
    const kinds = new Map(
      [...named].reverse().map((letter) => [tests.map(([, is]) => Number(is.test(letter))).join(''), letter]),
    );
    this.letters = [...kinds.values()].reverse();
    for (const [raw, is] of tests)
      this.fitting.set(
        raw,
        this.letters.filter((letter) => is.test(letter)),
      );
  }

  /** Each letter that an atom tells apart, or some texts of what is larger. */
  samplesOf(node: AST.Pattern | AST.QuantifiableElement): string[] {
    if (isAtom(node)) return this.fitting.get(node.raw) ?? [];
    return Array.from({ length: SAMPLES }, () => this.sample(node));
  }

  /** What stands before it, in all that it stands in. */
  before(node: AST.Node): string {
    if (!node.parent) return '';
    const { parent } = node;
    const siblings = parent.type === 'Alternative' ? parent.elements : [];
    const earlier = siblings.slice(0, siblings.indexOf(node as AST.Element));
    return this.before(parent) + earlier.map((each) => this.sample(each)).join('');
  }

  private sample(node: AST.Node): string {
    if (isAtom(node)) return this.some(this.fitting.get(node.raw));
    if (node.type === 'Quantifier')
      return Array.from({ length: Math.max(node.min, Math.min(node.max, 1)) }, () =>
        this.sample(node.element),
      ).join('');
    if (node.type === 'Alternative') return node.elements.map((each) => this.sample(each)).join('');
    if (node.type === 'Group' || node.type === 'CapturingGroup' || node.type === 'Pattern')
      return this.sample(this.random.of(node.alternatives));
    return '';
  }

  private some(letters: string[] = []): string {
    return letters.length > 0 ? this.random.of(letters) : '';
  }

  private exactly(raw: string): RegExp {
    return new RegExp(`^(?:${raw})$`, this.flags.replace(/[gmy]/g, ''));
  }
}

function isAtom(node: AST.Node): node is Atom {
  return node.type === 'Character' || node.type === 'CharacterSet' || node.type === 'CharacterClass';
}
