// npm run client: compiles src, and what pages share with it, into dist, and lays the types of the document beside it.
import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLIENT = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(CLIENT);
const DIST = join(CLIENT, 'dist');

rmSync(DIST, { recursive: true, force: true });
const args = [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', join(CLIENT, 'tsconfig.json')];
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
const SCHEMA = 'web/browser/schema.d.ts';
if (status === 0) copyFileSync(join(ROOT, SCHEMA), join(DIST, SCHEMA));
process.exitCode = status ?? 1;
