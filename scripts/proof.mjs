// npm run proof: races, faults, fuzz and the authorization matrix at full size; writes to reports/.
import { runTypescript } from './run-typescript.mjs';

runTypescript('test/proof/run.ts');
