// npm start: installs and compiles what is missing, then runs the product in this very process, so that signals reach it.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

ensureInstalled();
ensureBuilt();
if (existsSync('.env')) process.loadEnvFile('.env');
module.enableCompileCache?.();
await import('../dist/src/main.js');
