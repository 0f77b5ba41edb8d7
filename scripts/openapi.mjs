// npm run openapi: writes openapi.json from the compiled product.
import { ensureBuilt, ensureInstalled, run } from './prepare.mjs';

ensureInstalled();
ensureBuilt();
run(process.execPath, ['dist/src/openapi.js', 'openapi.json']);
