// npm run bench: starts what it measures, prints a table and writes it to reports/.
import { runTypescript } from './run-typescript.mjs';

runTypescript('test/bench/run.ts');
