// npm run backup: one archive of all that the installation keeps; the product may run meanwhile.
import './node-version.mjs';
import { existsSync } from 'node:fs';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

await ensureInstalled({ dev: false });
ensureBuilt();
if (existsSync('.env')) process.loadEnvFile('.env');
await import('../dist/src/operator/backup.js');
