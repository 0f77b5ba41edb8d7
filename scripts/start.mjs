// npm start: installs and compiles what is missing, then runs the product in this very process, so that signals reach it.
import module from 'node:module';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

ensureInstalled();
ensureBuilt();
module.enableCompileCache?.();
await import('../dist/src/main.js');
