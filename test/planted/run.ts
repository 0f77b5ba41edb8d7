import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUGS, type PlantedBug } from './bugs.js';

// npm run planted [-- <words of a name>]: plants one bug after the other into the rules of booking, runs the
// tests that lie nearest, and puts the code back. A bug that no test notices is a hole in the tests.

interface Outcome {
  bug: PlantedBug;
  /** Names of the tests that failed; none: nobody noticed. */
  noticedBy: string[];
}

const wanted = process.argv.slice(2).join(' ').toLowerCase();
const bugs = BUGS.filter(({ name }) => name.toLowerCase().includes(wanted));
const folder = mkdtempSync(join(tmpdir(), 'convoke-planted-'));
const outcomes: Outcome[] = [];
for (const [index, bug] of bugs.entries()) {
  const outcome = { bug, noticedBy: noticing(bug) };
  outcomes.push(outcome);
  const verdict = outcome.noticedBy.length > 0 ? 'noticed' : 'NOT NOTICED';
  console.log(`${index + 1} of ${bugs.length}  ${verdict}  ${bug.name}`);
}
rmSync(folder, { recursive: true });
report();
process.exit(outcomes.every(({ noticedBy }) => noticedBy.length > 0) ? 0 : 1);

function noticing(bug: PlantedBug): string[] {
  const original = readFileSync(bug.file, 'utf8');
  const places = original.split(bug.right).length - 1;
  if (places !== 1) throw new Error(`${bug.name}: ${places} places in ${bug.file} read ${bug.right}`);
  const restore = () => writeFileSync(bug.file, original);
  const interrupted = () => {
    restore();
    process.exit(130);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    writeFileSync(
      bug.file,
      original.replace(bug.right, () => bug.wrong),
    );
    return failing(bug.tests);
  } finally {
    restore();
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
}

function failing(tests: string[]): string[] {
  const output = join(folder, 'result.json');
  const args = ['node_modules/jest/bin/jest.js', ...tests, '--json', `--outputFile=${output}`, '--silent'];
  const { error } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (error) throw error;
  const { testResults } = JSON.parse(readFileSync(output, 'utf8')) as {
    testResults: { assertionResults: { status: string; fullName: string }[] }[];
  };
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  if (all.length === 0) throw new Error(`No test ran: ${tests.join(', ')}`);
  return all.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
}

function report(): void {
  mkdirSync('reports', { recursive: true });
  const rows = outcomes.map(({ bug, noticedBy }, index) => {
    const first = noticedBy[0]?.replaceAll('|', '\\|') ?? '**nobody**';
    return `| ${index + 1} | ${bug.name} | ${first} | ${noticedBy.length} |`;
  });
  const head = ['| | bug | first test that noticed | tests |', '|---|---|---|---|'];
  writeFileSync('reports/planted.md', `${[...head, ...rows].join('\n')}\n`);
  const noticed = outcomes.filter(({ noticedBy }) => noticedBy.length > 0).length;
  console.log(`${noticed} of ${outcomes.length} noticed; see reports/planted.md.`);
}
