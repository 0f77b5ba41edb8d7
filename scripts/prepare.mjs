// Makes the checkout ready to run. Uses nothing but Node, for node_modules may not be there yet.
import { spawn, spawnSync } from 'node:child_process';
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
  'nest-cli.json',
  'scripts/compile.mjs',
  'scripts/bundle.mjs',
  'scripts/swc-options.cjs',
];
const BUILD_STAMP = join(ROOT, 'dist', '.built');
const TOLD_EVERY_MS = 2_000;
/** A production's standard output is its log alone. */
const SAID_ASIDE = { cwd: ROOT, stdio: ['inherit', 2, 2] };

/**
 * Installs what package-lock.json names, unless node_modules holds it in these versions. Without `dev` that is
 * what the product is built of and runs on: what checks and tests it is left out.
 */
export async function ensureInstalled({ dev = true } = {}) {
  const wanted = wantedPackages(dev);
  if (isInstalled(wanted)) return;
  const all = Object.keys(wanted).map((path) => join(ROOT, path, 'package.json'));
  console.error(`Installing ${all.length} packages (once per change of package-lock.json) ...`);
  const began = performance.now();
  let said = -1;
  const progress = setInterval(() => {
    const there = all.filter((file) => existsSync(file)).length;
    const seconds = Math.round((performance.now() - began) / 1000);
    if (there === said) return;
    said = there;
    console.error(`  ${there} of ${all.length} after ${seconds} s`);
  }, TOLD_EVERY_MS);
  const words = ['ci', '--ignore-scripts', dev ? '--include=dev' : '--omit=dev', '--no-audit', '--no-fund'];
  const npm = spawn('npm', [...words, '--loglevel=error'], {
    ...SAID_ASIDE,
    shell: process.platform === 'win32',
  });
  endUnlessWell(
    'npm',
    await new Promise((resolve) => {
      npm.once('error', (error) => resolve({ error }));
      npm.once('exit', (status) => resolve({ status }));
    }),
  );
  clearInterval(progress);
}

/** Compiles src, web and migrations into dist, unless dist is newer than all of them. */
export function ensureBuilt() {
  const builtAt = statSync(BUILD_STAMP, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (BUILD_INPUTS.every((input) => newest(join(ROOT, input)) < builtAt)) return;
  console.error('Compiling (once per change of the source) ...');
  build();
}

export function build() {
  const startedAt = new Date();
  for (const program of ['scripts/compile.mjs', 'scripts/bundle.mjs', 'web/build.mjs'])
    run(process.execPath, [join(ROOT, program)], SAID_ASIDE);
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
  endUnlessWell(command, spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options }));
}

function endUnlessWell(command, { status, error }) {
  if (error) console.error(`${command} could not be run: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

function wantedPackages(dev) {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const isWanted = (path, { dev: isDev, devOptional, link, os, cpu }) =>
    path !== '' &&
    !link &&
    fits(os, process.platform) &&
    fits(cpu, process.arch) &&
    (dev || !(isDev || devOptional));
  return Object.fromEntries(Object.entries(packages).filter(([path, one]) => isWanted(path, one)));
}

/** Of an optional package for certain systems: whether this is one of them. */
function fits(systems, own) {
  return !systems || systems.includes(own);
}

/** npm writes what it installed into node_modules/.package-lock.json, as its last step. */
function isInstalled(wanted) {
  const record = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) =>
    installed[path] ? installed[path].version === version : Boolean(optional || devOptional),
  );
}

/** The time of the latest change; a folder changes when one of its files is added or removed. */
function newest(path) {
  const own = statSync(path, { throwIfNoEntry: false });
  if (!own) return 0;
  if (!own.isDirectory()) return own.mtimeMs;
  const inside = readdirSync(path, { withFileTypes: true });
  return Math.max(own.mtimeMs, ...inside.map((entry) => newest(join(path, entry.name))));
}
