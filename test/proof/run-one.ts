import { spawnSync } from 'node:child_process';
import { loadProof, type Size } from '../support/proof.js';
import { onSignOfLife } from '../support/sign-of-life.js';

// node … run-one.ts <file> <size>: one proof in a process of its own; tells its parent progress, signs of life
// and verdict.

const ALIVE_EVERY_MS = 1_000;
const [file, size] = process.argv.slice(2) as [string, Size];
const tell = (message: object) =>
  new Promise<void>((resolve) => process.send!(message, undefined, undefined, () => resolve()));

// Whoever asked is gone: nobody waits for a verdict, and what was started must end.
process.once('disconnect', () => process.exit(1));
let toldAt = 0;
onSignOfLife(() => {
  if (performance.now() - toldAt < ALIVE_EVERY_MS) return;
  toldAt = performance.now();
  void tell({ alive: true });
});
const { id, what, needs, run } = await loadProof(file);
await tell({ title: what });
try {
  if (needs === 'redis' && spawnSync('redis-server', ['--version']).status !== 0)
    throw new Error('it needs redis-server on the PATH');
  const verdict = await run(size, (progress) => void tell({ progress }));
  await tell({ verdict });
  process.exit(0);
} catch (error) {
  console.error(error);
  await tell({ verdict: { passed: false, figures: { error: `${id}: ${String(error)}` } } });
  process.exit(1);
}
