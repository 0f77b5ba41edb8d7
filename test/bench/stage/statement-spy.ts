import { appendFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import pg from 'pg';
import { watchStatements } from '../../support/statements.js';

interface Context {
  requestId: string;
  ip: string;
}

// Loaded before the product's own code: writes each statement that runs for a request of a client into a file,
// and with BENCH_ALL_STATEMENTS every other one too.
const context = pathToFileURL(join(process.cwd(), 'dist/bundle/request-context.js')).href;
const { currentRequest } = (await import(context)) as { currentRequest: () => Context | undefined };
const file = process.env.BENCH_STATEMENTS!;

watchStatements(pg.Client, (statement) => {
  const request = currentRequest();
  if (!request?.ip && !process.env.BENCH_ALL_STATEMENTS) return;
  appendFileSync(file, `${JSON.stringify({ requestId: request?.requestId, ...statement })}\n`);
});
