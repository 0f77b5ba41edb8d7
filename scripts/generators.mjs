// npm run generators: three generators of others, fetched, make clients of openapi.json, which have to compile.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, ROOT } from './prepare.mjs';

const DOCUMENT = join(ROOT, 'openapi.json');
const GENERATORS = [
  {
    name: 'openapi-typescript',
    packages: ['openapi-typescript@7.13.0', 'typescript@5.9.3'],
    command: ['openapi-typescript', DOCUMENT, '-o', 'openapi-typescript/schema.d.ts'],
  },
  {
    name: '@hey-api/openapi-ts',
    packages: ['@hey-api/openapi-ts@0.95.0', 'typescript@5.9.3'],
    command: ['openapi-ts', '-i', DOCUMENT, '-o', 'hey-api'],
  },
  {
    name: 'orval',
    packages: ['orval@7.13.2'],
    command: ['orval', '-i', DOCUMENT, '-o', 'orval/client.ts', '--client', 'fetch'],
  },
];
const STRICTLY = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    target: 'ES2022',
    module: 'ESNext',
    moduleResolution: 'bundler',
    lib: ['ES2022', 'DOM', 'DOM.Iterable'],
    types: [],
  },
};

await ensureInstalled();
const folder = mkdtempSync(join(tmpdir(), 'convoke-generators-'));
try {
  for (const { name, packages, command } of GENERATORS) {
    const wanted = packages.flatMap((each) => ['--package', each]);
    report(`${name} makes a client`, run('npx', ['--yes', ...wanted, '--', ...command]));
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(STRICTLY));
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  report('All of them compile', run(process.execPath, [compiler, '-p', folder]));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(command, args) {
  const shell = command === 'npx' && process.platform === 'win32';
  return spawnSync(command, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28, shell });
}

function report(what, { status, error, stdout, stderr }) {
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${what}`);
  if (status === 0) return;
  console.log(error?.message ?? `${stdout}${stderr}`.trimEnd());
  process.exitCode = 1;
}
