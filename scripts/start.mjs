// npm start: installs and compiles what is missing for it, then runs in this process, so that signals reach it.
import './node-version.mjs';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

await ensureInstalled({ dev: false });
ensureBuilt();
if (existsSync('.env')) process.loadEnvFile('.env');
module.enableCompileCache?.();
process.setSourceMapsEnabled(true);
endWithNpm();
await import('../dist/bundle/main.js');

/** npm passes signals on; when it is killed outright, nobody is left to do so. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const npm = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250).unref();
}
