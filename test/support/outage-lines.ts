import { eventually } from './eventually.js';
import type { Product } from './product.js';

/** Of what a product has said: warnings and errors but the lines of its requests, which have no context. */
const OF_A_PART = /\b(?:WARN|ERROR|FATAL)\b.*?: \[\w+\] (.*)/;

/** Waits until the last line says `back`, and answers all lines. */
export function outagesTold(product: Product, back: string): Promise<string[]> {
  return eventually(() => {
    const lines = product.lines.flatMap((line) => OF_A_PART.exec(line)?.[1] ?? []);
    if (!lines.at(-1)?.startsWith(back)) throw new Error(`The last line is: ${lines.slice(-5).join(' | ')}`);
    return lines;
  });
}

export function alternates(lines: string[], ...beginnings: [string, string]): boolean {
  return lines.length % 2 === 0 && lines.every((line, n) => line.startsWith(beginnings[n % 2]!));
}
