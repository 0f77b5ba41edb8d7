// npm run client: compiles src into dist, and lays the types of the document beside it.
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
// Instead of what leads to the file in the repository, which no package has.
if (status === 0) copyFileSync(join(ROOT, 'web/browser/schema.d.ts'), join(DIST, 'schema.d.ts'));
process.exitCode = status ?? 1;
