// node scripts/count-tests.mjs <folder with jest's JSON results>: names what failed, and what passed only when
// it ran once more; then prints `N passed, M failed` and how many were unsteady, if any. A run without results
// is one failure, and more than two unsteady tests fail too.
import { readReport, RUNS } from './test-reports.mjs';

const MOST_UNSTEADY = 2;

const [folder] = process.argv.slice(2);
let [passed, failed, unsteady] = [0, 0, 0];
for (const run of Object.keys(RUNS)) {
  const first = readReport(folder, run);
  const again = readReport(folder, `${run}-again`);
  passed += first?.passed ?? 0;
  if (!first || (!first.success && first.failures.length === 0)) {
    failed++;
    console.log(first ? `FAILED ${run}, without a test that did.` : `No results of ${run}.`);
  }
  for (const failure of first?.failures ?? []) {
    const name = [failure.file, failure.test].join(' ').trim();
    if (passes(again, failure)) {
      unsteady++;
      console.log(`UNSTEADY ${name}\n${failure.message.slice(0, 2_000)}`);
    } else {
      failed++;
      console.log(`FAILED ${name}\n${failure.message.slice(0, 2_000)}`);
    }
  }
}
const counted = `${passed + unsteady} passed, ${failed} failed`;
console.log(unsteady > 0 ? `${counted}, ${unsteady} unsteady` : counted);
process.exitCode = failed > 0 || unsteady > MOST_UNSTEADY || passed === 0 ? 1 : 0;

/** A file that did not load the first time passes where all of its tests do. */
function passes(again, { file, test }) {
  const found = (again?.results ?? []).filter((each) => each.file === file && (!test || each.test === test));
  return found.length > 0 && found.every(({ status }) => status !== 'failed');
}
