import { fork, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import startCluster from '../support/global-setup.cjs';
import stopCluster from '../support/global-teardown.cjs';
import { loadProof, proofFiles, type Figures, type Proof, type Size, type Verdict } from '../support/proof.js';

// npm run proof [-- [--quick] R1 S7]: every promise of the product, shown at full size, with the figures in reports/.

interface Result extends Verdict {
  id: string;
  what: string;
  seconds: number;
}

const LONGEST_MS = 6 * 60_000;
const args = process.argv.slice(2);
const size: Size = args.includes('--quick') ? 'quick' : 'full';
const wanted = args.filter((arg) => !arg.startsWith('--')).map((arg) => arg.toUpperCase());
const startedAt = performance.now();
const since = (start: number) => Math.round((performance.now() - start) / 100) / 10;

const proofs = await chosen();
const results: Result[] = [];
await startCluster();
try {
  for (const { file, proof } of proofs) results.push(await show(file, proof));
} finally {
  await stopCluster();
}
report(results);
process.exit(results.every(({ passed }) => passed) ? 0 : 1);

async function chosen(): Promise<{ file: string; proof: Proof }[]> {
  const all = await Promise.all(proofFiles().map(async (file) => ({ file, proof: await loadProof(file) })));
  const found = all.filter(({ proof }) => wanted.length === 0 || wanted.includes(proof.id));
  const unknown = wanted.filter((id) => !found.some(({ proof }) => proof.id === id));
  if (unknown.length > 0) {
    console.error(`There is no proof ${unknown.join(', ')}; there are ${all.map(({ proof }) => proof.id).join(', ')}.`);
    process.exit(1);
  }
  return found.sort((a, b) => a.proof.id.localeCompare(b.proof.id, 'en', { numeric: true }));
}

async function show(file: string, { id, what, needs }: Proof): Promise<Result> {
  const start = performance.now();
  console.log(`${id}  ${what}`);
  const { passed, figures } = needs === 'redis' && !hasRedis() ? withoutRedis() : await runApart(file);
  const seconds = since(start);
  console.log(`${passed ? 'passed' : 'FAILED'}  ${id}  ${seconds} s  ${written(figures)}\n`);
  return { id, what, figures, passed, seconds };
}

/** Each proof has a process of its own: what one leaves behind, or breaks, does not reach the next. */
function runApart(file: string): Promise<Verdict> {
  const loader = join(process.cwd(), 'test/support/typescript.mjs');
  const child = fork(join(process.cwd(), 'test/proof/run-one.ts'), [file, size], {
    execArgv: ['--enable-source-maps', '--import', loader],
  });
  const late = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  let verdict: Verdict | undefined;
  child.on('message', (message: { progress?: string; verdict?: Verdict }) => {
    if (message.progress) console.log(`        ${message.progress}`);
    verdict = message.verdict ?? verdict;
  });
  return new Promise((resolve) =>
    child.once('exit', (code) => {
      clearTimeout(late);
      resolve(verdict ?? { passed: false, figures: { error: `ended with ${code} and without a verdict` } });
    }),
  );
}

function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

function withoutRedis(): Verdict {
  return { passed: false, figures: { error: 'needs redis-server on the PATH' } };
}

function written(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${value}`)
    .join(', ');
}

function report(all: Result[]): void {
  const folder = join(process.cwd(), 'reports');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'proof.json'), `${JSON.stringify(all, null, 2)}\n`);
  const rows = all.map(
    ({ id, what, figures, passed, seconds }) =>
      `| ${id} | ${what} | ${passed ? 'passed' : '**failed**'} | ${written(figures).replaceAll('|', '\\|')} | ${seconds} |`,
  );
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}`;
  writeFileSync(
    join(folder, 'proof.md'),
    `# Proof\n\n${size} size, ${machine}, ${since(startedAt)} s in all.\n\n| | what | | figures | s |\n|---|---|---|---|---|\n${rows.join('\n')}\n`,
  );
  const failed = all.filter(({ passed }) => !passed).map(({ id }) => id);
  console.log(`${all.length - failed.length} of ${all.length} passed in ${since(startedAt)} s; see reports/proof.md.`);
  if (failed.length > 0) console.log(`Failed: ${failed.join(', ')}.`);
}
