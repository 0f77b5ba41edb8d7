// npm run restore: puts an archive of npm run backup into an empty installation.
import './node-version.mjs';
import { existsSync } from 'node:fs';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

await ensureInstalled({ dev: false });
ensureBuilt();
if (existsSync('.env')) process.loadEnvFile('.env');
await import('../dist/src/operator/restore.js');
