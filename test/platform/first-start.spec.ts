import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LOCK = {
  '': { dependencies: { express: '1.0.0' }, devDependencies: { jest: '2.0.0' } },
  'node_modules/express': { version: '1.0.0' },
  'node_modules/jest': { version: '2.0.0', dev: true },
  'node_modules/for-elsewhere': { version: '3.0.0', optional: true, os: ['a-system-that-is-none'] },
};
/** Takes its time: until somebody has seen how far it is. */
const NPM = `#!/bin/sh
echo "$@" >> asked
echo added one package
while [ ! -e seen ]; do sleep 0.05; done
mkdir -p node_modules
echo '{"packages":{"node_modules/express":{"version":"1.0.0"}}}' > node_modules/.package-lock.json
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'convoke-first-start-'));
  for (const name of ['prepare.mjs', 'node-version.mjs'])
    cpSync(join('scripts', name), join(folder, 'scripts', name));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: LOCK }));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/npm'), NPM, { mode: 0o755 });
});
afterEach(() => rmSync(folder, { recursive: true }));

function install(options: string): Promise<{ out: string; aside: string }> {
  const program = `import { ensureInstalled } from './scripts/prepare.mjs'; await ensureInstalled(${options});`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: folder,
    env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` },
  });
  const said = { out: '', aside: '' };
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => {
    said.aside += text.toString();
    if (said.aside.includes(' after ')) writeFileSync(join(folder, 'seen'), '');
  });
  return new Promise((resolve) => child.once('close', () => resolve(said)));
}
const asked = () => readFileSync(join(folder, 'asked'), 'utf8').trimEnd().split('\n');

describe('a first start', () => {
  it('installs what running needs alone, and says how far it is beside the standard output', async () => {
    const { out, aside } = await install('{ dev: false }');
    expect(asked()).toEqual([expect.stringMatching(/^ci --ignore-scripts --omit=dev /)]);
    expect(out).toBe('');
    expect(aside).toMatch(/^Installing 1 packages .*\nadded one package\n {2}0 of 1 after \d+ s\n$/);
    expect(await install('{ dev: false }')).toEqual({ out: '', aside: '' });
    await install('');
    expect(asked()[1]).toMatch(/^ci --ignore-scripts --include=dev /);
  });
});
