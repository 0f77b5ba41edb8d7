import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

type Locked = { version?: string; optionalDependencies?: Record<string, string> };

const { packages } = JSON.parse(readFileSync(resolve(__dirname, '../../package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>;
};

describe('package-lock.json', () => {
  // npm leaves out what it can't fetch on the machine that writes the file, and `npm ci` then refuses it
  // everywhere.
  it('names the packages of every platform', () => {
    const paths = Object.keys(packages);
    const wanted = Object.values(packages).flatMap((each) => Object.keys(each.optionalDependencies ?? {}));
    expect(wanted.filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual([]);
  });
});
