import base from './jest.config.mjs';

/** The product as a production installs it, started by each version of Node (`npm run test:node` fetches them). */
export default {
  ...base,
  roots: ['<rootDir>/test/node'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
