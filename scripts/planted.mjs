// npm run planted [-- <words of a name>]: bugs planted into the rules of booking, each of which a test has to notice.
import { runTypescript } from './run-typescript.mjs';

await runTypescript('test/planted/run.ts');
