// npm run client: builds the typed client into client/dist.
import { ensureInstalled } from './prepare.mjs';

await ensureInstalled();
await import('../client/build.mjs');
