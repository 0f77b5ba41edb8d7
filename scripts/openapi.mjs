// npm run openapi: writes openapi.json, docs/errors.md and the types of pages from the compiled product.
import { readFileSync, writeFileSync } from 'node:fs';
import { ensureBuilt, ensureInstalled, run } from './prepare.mjs';

ensureInstalled();
ensureBuilt();
run(process.execPath, ['dist/src/openapi.js', 'openapi.json', 'docs/errors.md']);
const { schemaOf } = await import('./schema.mjs');
writeFileSync('web/browser/schema.d.ts', await schemaOf(JSON.parse(readFileSync('openapi.json', 'utf8'))));
