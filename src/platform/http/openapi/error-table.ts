import type { OpenAPIObject } from '@nestjs/swagger';
import { DomainError } from '../../../shared/errors.js';
import { ERROR_CODES } from '../errors/error-codes.js';
import { describeError } from './documented-errors.js';

export type ErrorClass = typeof DomainError;

const RESPONSES = '#/components/responses/';
const MOST_ROUTES = 6;
const HEAD = `# Error codes

\`code\` of an error's body, for programs; \`npm run openapi\` writes this table from the code. A code without a
route comes by a socket, in the address that a provider's sign-in returns to, or from a rule that comes second.

| code | status | meaning | where |
|---|---|---|---|
`;

interface Row {
  status: number;
  meaning: string;
  routes: string[];
}

interface DocumentedOperation {
  responses: Record<string, { 'x-codes'?: string[]; $ref?: string }>;
}

/** One row a code: those of the routes, and the classes that no route declares. */
export function errorTable(document: OpenAPIObject, classes: readonly ErrorClass[]): string {
  const rows = new Map<string, Row>();
  for (const { code, status, meaning } of classes.map(describeError))
    rows.set(code, { status, meaning, routes: [] });
  for (const [code, known] of Object.entries(ERROR_CODES)) rows.set(code, { ...known, routes: [] });
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, DocumentedOperation>).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path.replace(/^\/api\/v1/, '')}`,
      operation,
    })),
  );
  for (const { route, operation } of operations)
    for (const [status, response] of Object.entries(operation.responses))
      for (const code of codesOf(document, response)) {
        const row = rows.get(code) ?? {
          status: Number(status),
          meaning: meaningOf(document, code),
          routes: [],
        };
        row.routes.push(route);
        rows.set(code, row);
      }
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
  return HEAD + sorted.map(([code, row]) => line(code, row, operations.length)).join('');
}

/** Of what a module exports the refusals that have a code of their own. */
export function errorClassesOf(module: object): ErrorClass[] {
  return Object.values(module).filter(
    (exported): exported is ErrorClass =>
      typeof exported === 'function' &&
      exported.prototype instanceof DomainError &&
      Object.hasOwn(exported, 'code'),
  );
}

function codesOf({ components }: OpenAPIObject, response: DocumentedOperation['responses'][string]): string[] {
  const shared = response.$ref?.slice(RESPONSES.length);
  const found = shared ? (components!.responses![shared] as typeof response) : response;
  return found['x-codes'] ?? [];
}

function meaningOf({ components }: OpenAPIObject, code: string): string {
  return (components!.examples![code] as { value: { error: string } }).value.error;
}

function line(code: string, { status, meaning, routes }: Row, all: number): string {
  return `| \`${code}\` | ${status} | ${meaning.replaceAll('|', '\\|')} | ${where(code, routes, all)} |\n`;
}

function where(code: string, routes: readonly string[], all: number): string {
  if (routes.length === 0) return '–';
  if (code in ERROR_CODES && routes.length > MOST_ROUTES)
    return routes.length === all ? 'every route' : `${routes.length} routes`;
  const named = routes.slice(0, MOST_ROUTES).map((route) => `\`${route}\``);
  const more = routes.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
