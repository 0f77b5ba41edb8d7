import base from './jest.config.mjs';

/** The tests of several processes, for which a redis-server must be on the PATH (npm run test:redis sees to it). */
export default {
  ...base,
  roots: ['<rootDir>/test/redis'],
  testPathIgnorePatterns: ['/node_modules/'],
};
