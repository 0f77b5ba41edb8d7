// node --import ./test/support/typescript.mjs some.ts: runs TypeScript as the ES modules that it is.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
