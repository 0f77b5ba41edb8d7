import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Addresses for people by the list that the routes are held to, each `{part}` filled with what nothing has. */
export function pagePaths(method: 'GET' | 'POST'): string[] {
  const lines = readFileSync(join(process.cwd(), 'test/contract/pages.txt'), 'utf8').trim().split('\n');
  return lines
    .filter((line) => line.startsWith(`${method} `))
    .map((line) => line.slice(method.length + 1).replace(/\{[^}]+\}/g, '424242'));
}
