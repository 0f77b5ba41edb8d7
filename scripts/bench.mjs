// npm run bench: starts what it measures, prints a table and writes it to reports/.
import { ensureRedis } from './redis-server.mjs';
import { runTypescript } from './run-typescript.mjs';

// Without one, the figures that need it say that they were not measured.
ensureRedis();
await runTypescript('test/bench/run.ts');
