import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Method = 'GET' | 'POST';

/** Addresses for people, by the list that the routes are held to. */
export function pageRoutes(method: Method): string[] {
  const lines = readFileSync(join(process.cwd(), 'test/contract/pages.txt'), 'utf8').trim().split('\n');
  return lines.filter((line) => line.startsWith(`${method} `)).map((line) => line.slice(method.length + 1));
}

/** Each `{part}` filled with what nothing has. */
export function pagePaths(method: Method): string[] {
  return pageRoutes(method).map((path) => path.replace(/\{[^}]+\}/g, '424242'));
}
