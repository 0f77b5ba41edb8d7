import base from './jest.config.mjs';

const isPicked = process.argv.slice(2).some((argument) => /^(?!--).*\.test\.ts$/.test(argument));

/** What needs a browser (npm run test:browser sees to it): in two halves, the product loaded once for each. */
export default {
  ...base,
  roots: ['<rootDir>/test/browser'],
  testMatch: [isPicked ? '**/*.test.ts' : '**/*.suite.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
