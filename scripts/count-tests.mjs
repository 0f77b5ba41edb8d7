// Names what failed in the given JSON results of jest, then prints `N passed, M failed`.
// A run without results is one failure.
import { existsSync, readFileSync } from 'node:fs';

let [passed, failed] = [0, 0];
for (const file of process.argv.slice(2)) {
  if (existsSync(file)) {
    const results = JSON.parse(readFileSync(file, 'utf8'));
    passed += results.numPassedTests;
    failed += results.numFailedTests + results.numRuntimeErrorTestSuites;
    results.testResults.forEach(nameFailures);
  } else {
    console.log(`No results in ${file}.`);
    failed += 1;
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

function nameFailures({ name, message, assertionResults }) {
  const failures = assertionResults.filter((test) => test.status === 'failed');
  for (const test of failures) {
    console.log(`FAILED ${test.fullName}\n${test.failureMessages.join('\n').slice(0, 2_000)}`);
  }
  if (failures.length === 0 && message) console.log(`FAILED ${name}\n${message.slice(0, 2_000)}`);
}
