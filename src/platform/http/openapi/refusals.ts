import { ErrorResponse } from '../errors/error-response.js';
import type { DocumentedCode } from './documented-errors.js';
import { reference } from './schemas.js';
import { headersOf, shareAlike } from './shared-components.js';

const INSTANT = '2026-01-01T12:00:00Z';

export interface Refusal {
  description: string;
  'x-codes': string[];
  [more: string]: unknown;
}

type Responses = Record<string, unknown>;

export function refusals(codes: ReadonlyMap<number, DocumentedCode[]>): Record<string, Refusal> {
  return Object.fromEntries([...codes].map(([status, ofStatus]) => [status, refusal(status, ofStatus)]));
}

function refusal(status: number, codes: DocumentedCode[]): Refusal {
  const isPassing = status === 429 || status === 503;
  return {
    description: codes.map(({ code, meaning }) => `\`${code}\`: ${meaning}`).join('\n\n'),
    headers: headersOf(['X-Request-Id', 'X-RateLimit-Limit', ...(isPassing ? (['Retry-After'] as const) : [])]),
    content: { 'application/json': { schema: reference(ErrorResponse), examples: examplesOf(codes) } },
    'x-codes': codes.map(({ code }) => code),
  };
}

export function shareRefusals(operations: readonly { responses: Responses }[]): Record<string, Refusal> {
  const places = operations.flatMap(({ responses }) =>
    Object.keys(responses)
      .filter((status) => (responses[status] as Partial<Refusal>)['x-codes'] !== undefined)
      .map((key) => ({ holder: responses, key })),
  );
  return shareAlike('responses', places, (refusal: Refusal) => refusal['x-codes'].join('.'));
}

function examplesOf(codes: DocumentedCode[]): Record<string, unknown> {
  return Object.fromEntries(codes.map(({ code }) => [code, { $ref: `#/components/examples/${code}` }]));
}

export function errorExamples(codes: Iterable<DocumentedCode>): Record<string, { value: unknown }> {
  const examples: Record<string, { value: unknown }> = {};
  for (const { code, meaning } of codes) examples[code] ??= { value: errorExample(code, meaning) };
  return examples;
}

function errorExample(code: string, meaning: string): Record<string, unknown> {
  const fieldErrors = code === 'VALIDATION_ERROR' ? { start_time: ['This field is required.'] } : undefined;
  return {
    error: meaning,
    message: meaning,
    detail: meaning,
    code,
    details: fieldErrors ?? null,
    ...(fieldErrors && { field_errors: fieldErrors, errors: fieldErrors }),
    timestamp: INSTANT,
    request_id: '0b5e7a52-8a3c-4c0e-9d43-0f6f0c1d5c11',
  };
}
