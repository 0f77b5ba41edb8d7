// npm run openapi: writes openapi.json and docs/errors.md from the compiled product.
import { ensureBuilt, ensureInstalled, run } from './prepare.mjs';

ensureInstalled();
ensureBuilt();
run(process.execPath, ['dist/src/openapi.js', 'openapi.json', 'docs/errors.md']);
