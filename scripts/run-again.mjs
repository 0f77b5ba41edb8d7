// node scripts/run-again.mjs <folder with jest's JSON results>: runs the files in which a test failed once
// more, alone, and leaves the results of that beside the first ones.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isRunAgain, readReport, RUNS } from './test-reports.mjs';

/** Where so many fail, it is not by chance. */
const MOST_FILES = 10;

const [folder] = process.argv.slice(2);
for (const [run, script] of Object.entries(RUNS)) {
  const failures = (readReport(folder, run)?.failures ?? []).filter(isRunAgain);
  const files = [...new Set(failures.map(({ file }) => file))];
  if (files.length === 0 || files.length > MOST_FILES) continue;
  console.log(`Once more, alone: ${files.join(' ')}`);
  const output = join(folder, `${run}-again.json`);
  const args = [...script, '--', ...files, '--runInBand', '--json', `--outputFile=${output}`];
  spawnSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' });
}
