// npm run doctor: looks at everything that the product depends on; ends with 0 where nothing is broken, else 1.
import './node-version.mjs';
import { existsSync } from 'node:fs';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

await ensureInstalled({ dev: false });
ensureBuilt();
if (existsSync('.env')) process.loadEnvFile('.env');
await import('../dist/src/doctor.js');
