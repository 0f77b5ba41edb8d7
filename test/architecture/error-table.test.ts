import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { errorClassesOf, errorTable } from '../../src/platform/http/openapi/error-table.js';

const root = process.cwd();
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
  .map((name) => `src/${name}`);
const CODE = /static override readonly code(?:: string)? = '([A-Z_]+)'/g;

describe('docs/errors.md', () => {
  const table = read('docs/errors.md');
  const rows = new Map(
    [...table.matchAll(/^\| `([A-Z_]+)` \| (\d+) \| (.+) \| (.+) \|$/gm)].map((row) => [row[1]!, row.slice(2)]),
  );

  it('is what the code says; `npm run openapi` writes it anew', async () => {
    const files = sources.filter((name) => name.endsWith('.errors.ts'));
    const modules = await Promise.all(files.map((name) => import(join(root, name)) as Promise<object>));
    const document = JSON.parse(read('openapi.json')) as OpenAPIObject;
    expect(errorTable(document, modules.flatMap(errorClassesOf))).toBe(table);
  });

  it('has every code that a class declares', () => {
    const declared = sources.flatMap((name) => [...read(name).matchAll(CODE)].map((found) => found[1]!));
    expect(declared.length).toBeGreaterThan(60);
    expect(declared.filter((code) => !rows.has(code))).toEqual([]);
  });

  it('says of each what it means, with which status, and where', () => {
    expect(rows.get('SLOT_UNAVAILABLE')).toEqual([
      '409',
      'The selected time slot has been booked by another user.',
      expect.stringContaining('`POST /bookings`'),
    ]);
    expect(rows.get('TOO_MANY_SOCKETS')).toEqual(['429', 'Too many sockets are open at once.', '–']);
    expect(rows.get('INTERNAL_ERROR')?.[2]).toBe('every route');
    expect([...rows.values()].filter(([, meaning]) => !/^[A-Z…].*[.…]$/.test(meaning!))).toEqual([]);
  });
});
