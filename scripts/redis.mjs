// npm run test:redis [-- what jest takes]: tests of several processes, which start Redis of their own.
import { ensureBuilt, ensureInstalled, runPackage } from './prepare.mjs';
import { ensureRedis } from './redis-server.mjs';

await ensureInstalled();
ensureBuilt();
if (!ensureRedis()) {
  console.error('These tests need redis-server on the PATH; install Redis 6.2 or newer and run them again.');
  process.exit(1);
}
runPackage('jest', 'bin/jest.js', ['--config', 'jest.redis.config.mjs', ...process.argv.slice(2)]);
