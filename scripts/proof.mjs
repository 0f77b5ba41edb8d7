// npm run proof [-- [--quick] R1 S7]: races, faults, fuzz and the matrix of rights; writes to reports/.
import { ensureRedis } from './redis-server.mjs';
import { runTypescript } from './run-typescript.mjs';

// Without one, the proofs that need it fail and say so.
ensureRedis();
await runTypescript('test/proof/run.ts');
