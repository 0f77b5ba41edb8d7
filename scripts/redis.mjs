// npm run test:redis: the tests that need a Redis server, with one started for them.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureBuilt, ensureInstalled, ROOT } from './prepare.mjs';

ensureInstalled();
ensureBuilt();
ensureRedis();
const folder = mkdtempSync(join(tmpdir(), 'convoke-redis-'));
const port = await freePort();
const redis = spawn('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', folder], {
  stdio: 'ignore',
  detached: true,
});
process.once('exit', () => {
  redis.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});
await answers(port);

const jest = spawn(
  process.execPath,
  [join(ROOT, 'node_modules/jest/bin/jest.js'), '--config', 'jest.redis.config.mjs', ...process.argv.slice(2)],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, TEST_REDIS_URL: `redis://127.0.0.1:${port}` } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
jest.once('exit', (status) => process.exit(status ?? 1));

function ensureRedis() {
  if (hasRedis()) return;
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (canInstall) {
    console.log('Installing redis-server ...');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env });
    const packages = ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'];
    spawnSync('apt-get', packages, { stdio: ['ignore', 'ignore', 'inherit'], env });
  }
  if (hasRedis()) return;
  console.error('These tests need redis-server on the PATH; install Redis 6.2 or newer and run them again.');
  process.exit(1);
}

function hasRedis() {
  return spawnSync('redis-server', ['--version']).status === 0;
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answers(port) {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await pings(port)) return;
    await pause(50);
  }
  console.error('redis-server does not answer.');
  process.exit(1);
}

function pings(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString().startsWith('+PONG'));
    });
    socket.once('error', () => resolve(false));
  });
}
