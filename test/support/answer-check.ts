import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isReserved, slugFrom } from '../../src/identity/accounts/slug.policy.js';
import { ApiDocument, type ApiOperation } from './api-document.js';
import { ClosedSchema } from './closed-schema.js';
import type { Answer } from './http.js';

interface Known {
  operation: ApiOperation;
  pattern: RegExp;
}

interface Description {
  schema: ClosedSchema;
  /** By method and number of segments; static paths before those with parameters. */
  known: Map<string, Known[]>;
}

let description: Description | undefined;

/** Checks any answer in a test against the closed schema of its operation (S5); throws where it differs. */
export function checkAnswer(method: string, url: string, answer: Answer): void {
  const [path = '', query = ''] = url.split('?', 2);
  // Who asks for some fields alone gets no more than these.
  if (/(^|&)fields=/.test(query)) return;
  const isAlias = /^\/api\/(?!v1\/)/.test(path);
  const versioned = (isAlias ? path.replace('/api/', '/api/v1/') : path).replace(/(.)\/$/, '$1');
  description ??= read();
  const found = operationOf(description, method, versioned) ?? operationOf(description, method, path);
  if (!found) return;
  const problems = description.schema.problems(found, answer, isAlias);
  if (problems.length > 0)
    throw new Error(
      `${method} ${path} answered ${answer.status}, but it ${problems.join('; ')}: ${excerpt(answer)}`,
    );
}

function read(): Description {
  const raw = JSON.parse(readFileSync(join(process.cwd(), 'openapi.json'), 'utf8')) as ConstructorParameters<
    typeof ApiDocument
  >[0];
  const document = new ApiDocument(raw);
  const known = document.operations
    .map((operation) => ({
      operation,
      pattern: new RegExp(`^${operation.path.replace(/\{\w+\}/g, '[^/]+')}$`),
    }))
    .sort((a, b) => parameters(a) - parameters(b));
  const byKey = new Map<string, Known[]>();
  for (const one of known) {
    const key = keyOf(one.operation.method, one.operation.path);
    byKey.set(key, [...(byKey.get(key) ?? []), one]);
  }
  return { schema: new ClosedSchema(document), known: byKey };
}

function operationOf({ known }: Description, method: string, path: string): ApiOperation | undefined {
  const found = known.get(keyOf(method, path))?.find(({ pattern }) => pattern.test(path))?.operation;
  if (!found?.path.startsWith('/{')) return found;
  const [, first = ''] = path.split('/');
  return first.includes('.') || isReserved(slugFrom(first)) ? undefined : found;
}

function keyOf(method: string, path: string): string {
  return `${method} ${path.split('/').length}`;
}

function parameters({ operation }: Known): number {
  return operation.path.split('{').length;
}

function excerpt({ body }: Answer): string {
  return (typeof body === 'string' ? body : JSON.stringify(body)).slice(0, 300);
}
