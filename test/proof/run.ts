import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, join } from 'node:path';
import startCluster from '../support/global-setup.cjs';
import stopCluster from '../support/global-teardown.cjs';
import { proofFiles, type Figures, type Size, type Verdict } from '../support/proof.js';
import { Watchdog } from '../support/sign-of-life.js';

// npm run proof [-- [--quick] R1 S7]: every promise of the product, shown at full size, with the figures in
// reports/.

interface Result extends Verdict {
  id: string;
  what: string;
  seconds: number;
}

const PRINT_EVERY_MS = 10_000;
/** These are held to limits that are close to what the machine can do: they have it to themselves. */
const ALONE = new Set(['R16', 'R19', 'R20']);
/**
 * All others run three at a time, since many of them wait for a process to start; begun first, these do not end
 * last.
 */
const LANES = 3;
const LONGEST = ['R17', 'R10', 'R23', 'S1', 'R22', 'R7'];
const args = process.argv.slice(2);
const size: Size = args.includes('--quick') ? 'quick' : 'full';
const wanted = args.filter((arg) => !arg.startsWith('--')).map((arg) => arg.toUpperCase());
const startedAt = performance.now();
const since = (start: number) => Math.round((performance.now() - start) / 100) / 10;

const chosen = chosenFiles();
const results: Result[] = [];
await startCluster();
try {
  const shared = chosen.filter(([id]) => !ALONE.has(id)).sort(([a], [b]) => rankOf(a) - rankOf(b));
  await Promise.all(Array.from({ length: LANES }, () => work(shared)));
  await work(chosen.filter(([id]) => ALONE.has(id)));
} finally {
  await stopCluster();
}
report(results.sort((a, b) => byId(a.id, b.id)));
process.exit(results.every(({ passed }) => passed) ? 0 : 1);

/** By id, which every file's name begins with. */
function chosenFiles(): [id: string, file: string][] {
  const all = proofFiles().map((file): [string, string] => [basename(file).split('-')[0]!.toUpperCase(), file]);
  const found = all.filter(([id]) => wanted.length === 0 || wanted.includes(id));
  const unknown = wanted.filter((id) => !found.some(([known]) => known === id));
  if (unknown.length > 0) {
    console.error(`There is no proof ${unknown.join(', ')}; there are ${all.map(([id]) => id).join(', ')}.`);
    process.exit(1);
  }
  return found.sort(([a], [b]) => byId(a, b));
}

function byId(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function rankOf(id: string): number {
  const rank = LONGEST.indexOf(id);
  return rank < 0 ? LONGEST.length : rank;
}

async function work(waiting: [id: string, file: string][]): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await show(...next));
}

async function show(id: string, file: string): Promise<Result> {
  const start = performance.now();
  const { what, passed, figures } = await runApart(id, file);
  const seconds = since(start);
  console.log(`${passed ? 'passed' : 'FAILED'}  ${id}  ${seconds} s  ${written(figures)}\n`);
  return { id, what, figures, passed, seconds };
}

/** Each proof has a process of its own: what one leaves behind, or breaks, does not reach the next. */
function runApart(id: string, file: string): Promise<Verdict & { what: string }> {
  const loader = join(process.cwd(), 'test/support/typescript.mjs');
  const child = fork(join(process.cwd(), 'test/proof/run-one.ts'), [file, size], {
    execArgv: ['--enable-source-maps', '--import', loader],
  });
  let [what, isSilent, printedAt] = [basename(file), false, 0];
  const watchdog = new Watchdog(() => (isSilent = child.kill('SIGKILL')));
  let verdict: Verdict | undefined;
  child.on('message', (message: { title?: string; progress?: string; verdict?: Verdict }) => {
    watchdog.hear();
    if (message.title) console.log(`${id}      ${(what = message.title)}`);
    if (message.progress && performance.now() - printedAt >= PRINT_EVERY_MS) {
      printedAt = performance.now();
      console.log(`${id}        ${message.progress}`);
    }
    verdict = message.verdict ?? verdict;
  });
  return new Promise((resolve) =>
    child.once('exit', (code) => {
      watchdog.stop();
      const error = isSilent
        ? 'hung: no sign of life for a minute'
        : `ended with ${code} and without a verdict`;
      resolve({ what, ...(verdict ?? { passed: false, figures: { error } }) });
    }),
  );
}

function written(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${value}`)
    .join(', ');
}

function cell(figures: Figures): string {
  return written(figures).replaceAll('|', '\\|');
}

function report(all: Result[]): void {
  const folder = join(process.cwd(), 'reports');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'proof.json'), `${JSON.stringify(all, null, 2)}\n`);
  const rows = all.map(
    ({ id, what, figures, passed, seconds }) =>
      `| ${id} | ${what} | ${passed ? 'passed' : '**failed**'} | ${cell(figures)} | ${seconds} |`,
  );
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}`;
  const lines = [
    '# Proof',
    '',
    `${size} size, ${machine}, ${since(startedAt)} s in all.`,
    '',
    '| | what | | figures | s |',
    '|---|---|---|---|---|',
    ...rows,
  ];
  writeFileSync(join(folder, 'proof.md'), `${lines.join('\n')}\n`);
  const failed = all.filter(({ passed }) => !passed).map(({ id }) => id);
  console.log(
    `${all.length - failed.length} of ${all.length} passed in ${since(startedAt)} s; see reports/proof.md.`,
  );
  if (failed.length > 0) console.log(`Failed: ${failed.join(', ')}.`);
}
