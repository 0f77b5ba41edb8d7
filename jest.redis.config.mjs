import base from './jest.config.mjs';

/** The tests that need a Redis server; scripts/redis.mjs starts one and sets TEST_REDIS_URL. */
export default {
  ...base,
  roots: ['<rootDir>/test/redis'],
  testPathIgnorePatterns: ['/node_modules/'],
};
