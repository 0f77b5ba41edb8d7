/** Of the one file that `npm run openapi` writes, for pages and for this client. */
export type { components, operations, paths } from '../../web/browser/schema.js';
