// Tests of several processes need a redis-server; where the system's package manager can bring one, it does.
import { spawnSync } from 'node:child_process';

/** True when `redis-server` is on the PATH, or could be installed. */
export function ensureRedis() {
  if (hasRedis()) return true;
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (!canInstall) return false;
  console.log('Installing redis-server ...');
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], options);
  return hasRedis();
}

function hasRedis() {
  return spawnSync('redis-server', ['--version']).status === 0;
}
