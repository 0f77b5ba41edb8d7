import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { envSchema } from '../../src/platform/config/env-schema.js';

const lines = readFileSync(resolve(__dirname, '../../.env.example'), 'utf8').split('\n');
const listed = lines.flatMap((line, index) => {
  const match = /^([A-Z0-9_]+)=(.*)$/.exec(line);
  return match
    ? [{ name: match[1]!, value: match[2]!.replace(/^"(.*)"$/, '$1'), above: lines[index - 1]! }]
    : [];
});

const SOURCES = ['src', ':!src/**/*.spec.ts', ':!src/platform/config/env-schema.ts'];
const search = ['grep', '-hoE', '[.{,] ?[A-Z][A-Z0-9_]{3,}', '--', ...SOURCES];
const options = { cwd: resolve(__dirname, '../..'), encoding: 'utf8' } as const;
const read = new Set(execFileSync('git', search, options).match(/[A-Z][A-Z0-9_]{3,}/g));

describe('.env.example', () => {
  it('lists the variables that the product reads, in their order, and no others', () => {
    expect(listed.map(({ name }) => name)).toEqual(Object.keys(envSchema));
  });

  it.each(listed)('gives $name its true default and a meaning', ({ name, value, above }) => {
    expect(value).toBe(envSchema[name as keyof typeof envSchema].defaultText);
    expect(above).toMatch(/^# \S/);
  });

  it('lists none that nothing reads', () => {
    expect(listed.map(({ name }) => name).filter((name) => !read.has(name))).toEqual([]);
  });
});
