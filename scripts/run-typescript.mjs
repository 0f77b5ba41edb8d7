// Runs a TypeScript file of test/ from source, with all arguments of the command; signals reach both processes.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, ROOT } from './prepare.mjs';

export async function runTypescript(file) {
  await ensureInstalled();
  ensureBuilt();
  const loader = pathToFileURL(join(ROOT, 'test/support/typescript.mjs')).href;
  const args = ['--enable-source-maps', '--import', loader, join(ROOT, file), ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.once('exit', (status) => process.exit(status ?? 1));
}
