// What jest's JSON results say: how many tests passed, and which failed in which file.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The runs of a check, and the npm script of each. */
export const RUNS = {
  tests: ['test'],
  redis: ['run', 'test:redis'],
  browser: ['run', 'test:browser'],
  node: ['run', 'test:node'],
};

/** A broken promise is broken; and a suite that did not even load has no file of its own to run. */
const NEVER_AGAIN = /^test\/(races|security)\/|\.suite\.ts$/;

/** The results of one run, or of its failed files when they ran again; nothing where it left none. */
export function readReport(folder, run) {
  const file = join(folder, `${run}.json`);
  if (!existsSync(file)) return undefined;
  const { success, numPassedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
  const results = testResults.flatMap(resultsIn);
  const failures = results.filter(({ status }) => status === 'failed');
  return { success, passed: numPassedTests, results, failures };
}

export function isRunAgain({ file }) {
  return !NEVER_AGAIN.test(file);
}

function resultsIn({ name, message, assertionResults }) {
  const path = relative(process.cwd(), name);
  const tests = assertionResults.map(({ ancestorTitles, title, status, failureMessages }) => {
    // A suite names the files that it runs together.
    const [file, titles] = path.endsWith('.suite.ts')
      ? [`test/${ancestorTitles[0]}`, ancestorTitles.slice(1)]
      : [path, ancestorTitles];
    return { file, test: [...titles, title].join(' '), status, message: failureMessages.join('\n') };
  });
  if (!message || tests.some(({ status }) => status === 'failed')) return tests;
  return [...tests, { file: path, test: '', status: 'failed', message }];
}
