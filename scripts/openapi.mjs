// npm run openapi: writes openapi.json, docs/errors.md and the types of pages and client from the compiled product.
import { readFileSync, writeFileSync } from 'node:fs';
import { ensureBuilt, ensureInstalled, run } from './prepare.mjs';

await ensureInstalled();
ensureBuilt();
run(process.execPath, ['dist/src/openapi.js', 'openapi.json', 'docs/errors.md']);
const { keyedRoutesOf, schemaOf } = await import('./schema.mjs');
const document = JSON.parse(readFileSync('openapi.json', 'utf8'));
writeFileSync('web/browser/schema.d.ts', await schemaOf(document));
writeFileSync('client/src/keyed-routes.ts', keyedRoutesOf(document));
