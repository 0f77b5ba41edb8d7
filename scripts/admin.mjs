// npm run admin -- <command>: what an operator does beside the running product; without a command it lists them.
import './node-version.mjs';
import { existsSync } from 'node:fs';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

await ensureInstalled({ dev: false });
ensureBuilt();
if (existsSync('.env')) process.loadEnvFile('.env');
await import('../dist/src/admin.js');
