// npm run test:node: fetches each version of Node that the product promises to run on, and starts it by each.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, ROOT, runPackage } from './prepare.mjs';

const VERSIONS = ['20.19.6', '22.23.5', '24.22.3'];
const PLATFORM = process.platform === 'win32' ? 'win' : process.platform;
/** node's own builds, as packages of the registry. */
const PACKAGE = `node-${PLATFORM}-${process.arch}`;
const FOLDER = join(ROOT, '.cache', 'node');

await ensureInstalled();
const programs = VERSIONS.map((version) => join(FOLDER, 'node_modules', version, 'bin', 'node'));
if (!programs.every((program) => existsSync(program))) fetchAll();
runPackage('jest', 'bin/jest.js', ['--config', 'jest.node.config.mjs', ...process.argv.slice(2)], {
  env: { ...process.env, NODE_PROGRAMS: programs.join('\n') },
});

function fetchAll() {
  mkdirSync(FOLDER, { recursive: true });
  const wanted = VERSIONS.map((version) => `${version}@npm:${PACKAGE}@${version}`);
  const words = ['install', '--prefix', FOLDER, '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'];
  const { status, stderr } = spawnSync('npm', [...words, '--prefer-offline', ...wanted], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  console.error(`Node ${VERSIONS.join(', ')} could not be fetched as ${PACKAGE}, so nothing is known of them:`);
  console.error(stderr);
  process.exit(1);
}
