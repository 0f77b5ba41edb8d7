import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Status = 'passed' | 'failed';
type Tests = Record<string, Status>;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'convoke-reports-'));
  report('node', {});
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Results as jest writes them, of tests by their file; those of a suite are named behind its path. */
function report(run: string, files: Record<string, Tests | string>): void {
  const testResults = Object.entries(files).map(([file, tests]) => {
    const [path, suited] = file.split(' ') as [string, string?];
    const given = typeof tests === 'string' ? {} : tests;
    const assertionResults = Object.entries(given).map(([title, status]) => ({
      ...{ ancestorTitles: [...(suited ? [suited] : []), 'a slot'], title, status },
      failureMessages: status === 'failed' ? ['Expected 1, received 2'] : [],
    }));
    const isFailed = assertionResults.some(({ status }) => status === 'failed');
    const message = typeof tests === 'string' ? tests : isFailed ? 'Expected 1, received 2' : '';
    return { name: join(process.cwd(), path), message, assertionResults };
  });
  const statuses = testResults.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const numPassedTests = statuses.filter((status) => status === 'passed').length;
  const success = testResults.every(({ message }) => message === '');
  writeFileSync(join(folder, `${run}.json`), JSON.stringify({ success, numPassedTests, testResults }));
}

function node(script: string, env = {}): { status: number | null; said: string[] } {
  const { status, stdout } = spawnSync(process.execPath, [join('scripts', script), folder], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, said: stdout.trimEnd().split('\n') };
}
const counted = () => {
  const { status, said } = node('count-tests.mjs');
  return [status, said.at(-1), ...said.filter((line) => /^[A-Z]{3}|^No /.test(line))];
};

const BOOKING = 'test/suites/booking.suite.ts http/booking/book.test.ts';
const BOOK = 'test/http/booking/book.test.ts';
const REDIS = 'test/redis/engine.redis.spec.ts';
const BROWSED = 'test/browser/browser.suite.ts browser/pages.test.ts';
const PAGES = 'test/browser/pages.test.ts';
const NODE = 'test/node/node-versions.test.ts';
const GOOD = { opens: 'passed', closes: 'passed' } as const;

/** What `npm` would have been asked for. */
function askedAgain(): string[] {
  writeFileSync(join(folder, 'npm'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
  const { said } = node('run-again.mjs', { PATH: `${folder}:${process.env.PATH}` });
  return said.filter((line) => line.includes('--runInBand')).map((line) => line.split(' --runInBand')[0]!);
}

describe('tests that failed', () => {
  it('are counted', () => {
    report('tests', { [BOOKING]: GOOD });
    report('redis', { [REDIS]: GOOD });
    report('browser', { [BROWSED]: GOOD });
    expect(counted()).toEqual([0, '6 passed, 0 failed']);
    expect(askedAgain()).toEqual([]);
  });

  it('run once more by their files, out of the suite that they stood in', () => {
    report('tests', {
      [BOOKING]: { opens: 'failed', closes: 'failed' },
      'test/platform/mail.test.ts': { opens: 'failed', closes: 'passed' },
    });
    report('redis', { [REDIS]: { opens: 'failed' } });
    report('browser', { [BROWSED]: { opens: 'failed', closes: 'passed' } });
    report('node', { [NODE]: { starts: 'failed' } });
    expect(askedAgain()).toEqual([
      `test -- ${BOOK} test/platform/mail.test.ts`,
      `run test:redis -- ${REDIS}`,
      `run test:browser -- ${PAGES}`,
      `run test:node -- ${NODE}`,
    ]);
  });

  it('do not run again where a promise was broken, a suite did not load, or many failed', () => {
    report('tests', {
      'test/races/races.test.ts': { 'r5-waitlist': 'failed' },
      'test/security/security.test.ts': { 's7-refresh-rotation': 'failed' },
      'test/suites/flows.suite.ts': 'It could not be loaded.',
    });
    const many = Array.from({ length: 11 }, (_, n): [string, Tests] => [`test/x${n}.test.ts`, { a: 'failed' }]);
    report('redis', Object.fromEntries(many));
    report('browser', { [BROWSED]: GOOD });
    expect(askedAgain()).toEqual([]);
    expect(counted()[0]).toBe(1);
    expect(counted()[1]).toBe('2 passed, 14 failed');
  });

  it('are unsteady where they pass then, which two may be', () => {
    report('tests', { [BOOKING]: { opens: 'failed', closes: 'passed' }, 'test/a.spec.ts': 'Not loaded.' });
    report('redis', { [REDIS]: GOOD });
    report('browser', { [BROWSED]: GOOD });
    report('tests-again', { [BOOK]: GOOD, 'test/a.spec.ts': GOOD });
    expect(counted()).toEqual([
      0,
      '7 passed, 0 failed, 2 unsteady',
      `UNSTEADY ${BOOK} a slot opens`,
      'UNSTEADY test/a.spec.ts',
    ]);
  });

  it('fail the check where more than two are unsteady', () => {
    report('tests', { [BOOKING]: { opens: 'failed', closes: 'failed' } });
    report('tests-again', { [BOOK]: GOOD });
    report('redis', { [REDIS]: { opens: 'failed', closes: 'passed' } });
    report('redis-again', { [REDIS]: GOOD });
    report('browser', { [BROWSED]: GOOD });
    expect(counted().slice(0, 2)).toEqual([1, '6 passed, 0 failed, 3 unsteady']);
  });

  it('have failed where they fail again, or did not run again', () => {
    report('tests', { [BOOKING]: { opens: 'failed', closes: 'failed' }, 'test/b.spec.ts': { ends: 'failed' } });
    report('tests-again', { [BOOK]: { opens: 'failed', closes: 'passed' } });
    report('redis', { [REDIS]: GOOD });
    report('browser', { [BROWSED]: GOOD });
    expect(counted()).toEqual([
      1,
      '5 passed, 2 failed, 1 unsteady',
      `FAILED ${BOOK} a slot opens`,
      `UNSTEADY ${BOOK} a slot closes`,
      'FAILED test/b.spec.ts a slot ends',
    ]);
  });

  it('are not needed to fail: a run that left no results, or was not well, has', () => {
    report('tests', { [BOOKING]: GOOD });
    const good = { success: false, numPassedTests: 3, testResults: [] };
    writeFileSync(join(folder, 'tests.json'), JSON.stringify(good));
    expect(counted()).toEqual([
      1,
      '3 passed, 3 failed',
      'FAILED tests, without a test that did.',
      'No results of redis.',
      'No results of browser.',
    ]);
  });
});
