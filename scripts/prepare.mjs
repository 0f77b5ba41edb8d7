// Makes the checkout ready to run. Uses nothing but Node, for node_modules may not be there yet.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** Whatever directory it was started from. */
process.chdir(ROOT);

const BUILD_INPUTS = [
  'src',
  'web',
  'migrations',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'nest-cli.json',
];
const BUILD_STAMP = join(ROOT, 'dist', '.built');

/** Installs what package-lock.json names, unless node_modules holds exactly that. */
export function ensureInstalled() {
  if (isInstalled()) return;
  console.log('Installing packages (once per change of package-lock.json) ...');
  run('npm', ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    shell: process.platform === 'win32',
  });
}

/** Compiles src, web and migrations into dist, unless dist is newer than all of them. */
export function ensureBuilt() {
  const builtAt = statSync(BUILD_STAMP, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (BUILD_INPUTS.every((input) => newest(join(ROOT, input)) < builtAt)) return;
  console.log('Compiling ...');
  const startedAt = new Date();
  runPackage('@nestjs/cli', 'bin/nest.js', ['build']);
  run(process.execPath, [join(ROOT, 'web', 'build.mjs')]);
  mkdirSync(dirname(BUILD_STAMP), { recursive: true });
  writeFileSync(BUILD_STAMP, '');
  // What was changed while the compiler ran must count as newer.
  utimesSync(BUILD_STAMP, startedAt, startedAt);
}

/** Runs a program of an installed package with this Node; ends this process with its status when it fails. */
export function runPackage(name, script, args, options) {
  run(process.execPath, [join(ROOT, 'node_modules', name, script), ...args], options);
}

export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (error) console.error(`${command} could not be run: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** npm writes what it installed into node_modules/.package-lock.json, as its last step. */
function isInstalled() {
  const record = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, devOptional, link }]) => {
    if (path === '' || link) return true;
    return installed[path] ? installed[path].version === version : Boolean(optional || devOptional);
  });
}

/** The time of the latest change; a folder changes when one of its files is added or removed. */
function newest(path) {
  const own = statSync(path, { throwIfNoEntry: false });
  if (!own) return 0;
  if (!own.isDirectory()) return own.mtimeMs;
  const inside = readdirSync(path, { withFileTypes: true });
  return Math.max(own.mtimeMs, ...inside.map((entry) => newest(join(path, entry.name))));
}
