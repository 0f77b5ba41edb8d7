// Files that are picked by path or name run by themselves; a whole run loads the product once for each suite of them.
const isPicked = process.argv.slice(2).some((argument) => !argument.startsWith('-'));
const inSuites = isPicked ? [] : ['<rootDir>/test/(booking|flows|http|realtime)/'];

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/web', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.test.ts', ...(isPicked ? [] : ['**/*.suite.ts'])],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/(redis|bench|browser|node)/', ...inSuites],
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  moduleFileExtensions: ['js', 'ts', 'tsx', 'mjs', 'cjs', 'json', 'node'],
  resolver: '<rootDir>/test/support/resolve-typescript.cjs',
  transform: { '\\.(ts|tsx|js|mjs)$': '<rootDir>/test/support/esm-to-cjs.cjs' },
  transformIgnorePatterns: [],
  setupFiles: ['<rootDir>/test/support/typescript-threads.cjs'],
  globalSetup: '<rootDir>/test/support/global-setup.cjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.cjs',
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts', '!src/**/*.spec.ts'],
  maxWorkers: 2,
  testTimeout: 600_000,
  // A test that ran out of time may leave a process or a socket behind; the run ends all the same.
  forceExit: true,
};
