import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const GUIDES = join(process.cwd(), 'docs', 'guide');

export interface Asked {
  method: string;
  path: string;
  headers: Record<string, string>;
  /** As it stands there, names and all. */
  body?: string;
}

/** A request with the answer that follows it, or a script. */
export type Step =
  { asked: Asked; status: number; headers: Record<string, string>; body?: string } | { script: string };

type Values = Record<string, unknown>;

const BLOCK = /^```(http|js)\n([\s\S]*?)^```$/gm;
const NAME = /\{\{(\w+)\}\}/g;

export function stepsOf(file: string): Step[] {
  const blocks = [...readFileSync(join(GUIDES, file), 'utf8').matchAll(BLOCK)];
  const steps: Step[] = [];
  for (let at = 0; at < blocks.length; at++) {
    const [, language, text] = blocks[at]!;
    if (language === 'js') {
      steps.push({ script: text! });
      continue;
    }
    const [method, path] = text!.split(/[ \n]/, 2) as [string, string];
    const answer = blocks[++at]?.[2] ?? '';
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
    if (!status) throw new Error(`${file}: no answer follows ${method} ${path}.`);
    steps.push({ asked: { method, path, ...partsOf(text!) }, status, ...partsOf(answer) });
  }
  return steps;
}

function partsOf(text: string): { headers: Record<string, string>; body?: string } {
  const [head = '', ...rest] = text.trim().split('\n\n');
  const headers = head
    .split('\n')
    .slice(1)
    .map((line) => line.split(/: (.*)/).slice(0, 2));
  const body = rest.join('\n\n');
  return { headers: Object.fromEntries(headers) as Record<string, string>, ...(body && { body }) };
}

export function filledIn(text: string, values: Values): string {
  return text.replace(NAME, (_, name: string) => {
    if (!(name in values)) throw new Error(`Nothing says what ${name} is.`);
    return String(values[name]);
  });
}

/** Compares an answer with what the guide shows of it, and takes over what has a name there. */
export function take(shown: string, answer: unknown, values: Values): void {
  compare(JSON.parse(shown.replace(/"\{\{(\w+)\}\}"|\{\{(\w+)\}\}/g, '"{{$1$2}}"')), answer, values, '');
}

function compare(shown: unknown, given: unknown, values: Values, at: string): void {
  const name = typeof shown === 'string' ? /^\{\{(\w+)\}\}$/.exec(shown)?.[1] : undefined;
  if (name && given !== undefined && !(name in values)) values[name] = given;
  if (typeof shown === 'object' && shown !== null) {
    for (const [key, value] of Object.entries(shown))
      compare(value, (given as Values | undefined)?.[key], values, `${at}.${key}`);
    return;
  }
  const meant = name ? values[name] : shown;
  if (given !== meant) throw new Error(`${at} is ${JSON.stringify(given)}, not ${JSON.stringify(meant)}.`);
}
