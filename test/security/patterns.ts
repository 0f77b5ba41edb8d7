import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface Pattern {
  source: string;
  flags: string;
  at: string;
}

const FOLDERS = ['src', 'web', 'client'];
const IS_CODE = /(?<![.](?:spec|d))[.](?:tsx?|[cm]?js)$/;
const IS_FOREIGN = /(?:^|\/)(?:node_modules|dist)\//;
/** Most files have none, and are not worth parsing: no slash where a literal may begin. */
const MAY_HAVE_SOME = /RegExp\(|(?:^|[(,=:[!&|?>+{;]|\breturn)\s*\/(?![/*>])/m;
/** For a part that is known only at run time: a word, and the name of a script. */
const SOME_WORD = 'Latin';

/** Each regular expression of the product and of its API document once, with the first place it stands at. */
export function patternsOfProduct(): Pattern[] {
  const written = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => IS_CODE.test(path) && !IS_FOREIGN.test(path))
      .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
      .filter(({ text }) => MAY_HAVE_SOME.test(text))
      .flatMap(({ path, text }) => patternsIn(path, text)),
  );
  const promised = documented(JSON.parse(readFileSync('openapi.json', 'utf8')));
  const all = [...written, ...promised].reverse();
  return [...new Map(all.map((pattern) => [`${pattern.flags}/${pattern.source}`, pattern])).values()].reverse();
}

/** The literals of a file, and what it makes by `RegExp` as far as its constants tell. */
export function patternsIn(path: string, text: string): Pattern[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const constants = new Map<string, ts.Expression>();
  const found: { source: ts.Expression; flags: ts.Expression | undefined; at: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
      constants.set(node.name.text, node.initializer);
    const source = madeOf(node);
    if (source) {
      const line = file.getLineAndCharacterOfPosition(node.pos).line + 1;
      const flags = ts.isRegularExpressionLiteral(node) ? node : (node as ts.NewExpression).arguments![1];
      found.push({ source, flags, at: `${path}:${line}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.map(({ source, flags, at }) => ({
    source: textOf(source, constants),
    flags:
      flags && ts.isRegularExpressionLiteral(flags) ? flagsOf(flags) : flags ? textOf(flags, constants) : '',
    at,
  }));
}

function madeOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isRegularExpressionLiteral(node)) return node;
  const isMade = ts.isNewExpression(node) || ts.isCallExpression(node);
  return isMade && isNamed(node.expression, 'RegExp') ? node.arguments?.[0] : undefined;
}

function isNamed(node: ts.Expression, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

function flagsOf({ text }: ts.RegularExpressionLiteral): string {
  return text.slice(text.lastIndexOf('/') + 1);
}

function textOf(node: ts.Expression, constants: ReadonlyMap<string, ts.Expression>): string {
  const of = (inner: ts.Expression): string => textOf(inner, constants);
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return node.text;
  if (ts.isRegularExpressionLiteral(node)) return node.text.slice(1, node.text.lastIndexOf('/'));
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map((span) => of(span.expression) + span.literal.text).join('');
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return sumOf(of(node.left), of(node.right));
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'source') return of(node.expression);
  const constant = ts.isIdentifier(node) && constants.get(node.text);
  return constant ? of(constant) : SOME_WORD;
}

function sumOf(one: string, other: string): string {
  return /^\d+$/.test(one) && /^\d+$/.test(other) ? String(Number(one) + Number(other)) : one + other;
}

/** As whoever reads the document compiles them. */
function documented(node: unknown): Pattern[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    key === 'pattern' && typeof value === 'string'
      ? [{ source: value, flags: 'u', at: 'openapi.json' }]
      : documented(value),
  );
}
