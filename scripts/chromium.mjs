// Tests of pages need a browser; on a clean machine of CI the system's package manager brings one.
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Somebody else may hold the lock of the package lists; it is waited for. */
const PATIENCE = 'DPkg::Lock::Timeout=120';
const TRIES = 5;

/** The path of what `CHROMIUM_PATH` names, or of the first that answers; nothing without one. */
export function findChromium() {
  return installed() ?? (isCi() && install() ? installed() : undefined);
}

function installed() {
  const named = process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = named ? [named] : NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find((path) => spawnSync(path, ['--version']).status === 0);
}

function isCi() {
  return (
    process.env.CI === 'true' && process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0
  );
}

function install() {
  console.log('Installing chromium ...');
  return aptGet('update', '-qq') && aptGet('install', '-y', '-qq', '--no-install-recommends', 'chromium');
}

function aptGet(...args) {
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  for (let tried = 0; tried < TRIES; tried++) {
    const { status } = spawnSync('apt-get', ['-o', PATIENCE, ...args], options);
    if (status === 0) return true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_000);
  }
  return false;
}
