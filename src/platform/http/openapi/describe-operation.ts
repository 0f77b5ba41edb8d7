import type { Type } from '@nestjs/common';
import type { Scope } from '../../auth/scopes.js';
import { documentedCodesOf, type DocumentedCode } from './documented-errors.js';
import type { DocumentedRoute } from './documented-routes.js';
import { exampleOf, exampleOfBody } from './examples.js';
import type { OperationOptions } from './operation.js';
import { refusals } from './refusals.js';
import { reference, type Schema } from './schemas.js';
import { headersOf } from './shared-components.js';

export interface OpenApiOperation {
  operationId: string;
  parameters?: { name: string; in: string; schema?: Schema; example?: unknown; [more: string]: unknown }[];
  requestBody?: { content?: Record<string, Record<string, unknown>> };
  responses: Record<string, unknown>;
  [more: string]: unknown;
}

const UNSAFE: ReadonlySet<string> = new Set(['post', 'put', 'patch', 'delete']);
const REDIRECTION = 'A redirection.';
const BINARY = /^(?:application\/pdf|image\/)/;

const PREFER = {
  name: 'Prefer',
  in: 'header',
  required: false,
  description: 'RFC 7240: `handling=strict` refuses all unknown fields of the body.',
  schema: { type: 'string' },
};

export function describeOperation(
  operation: OpenApiOperation,
  method: string,
  route: DocumentedRoute,
  { schemas, hasDemoData }: { schemas: Record<string, Schema>; hasDemoData: boolean },
): DocumentedCode[] {
  const { operation: options, access, isIdempotent, category } = route;
  const scope = route.scopeFor(method);
  const parameters = [...(operation.parameters ?? []), ...formatParameters(route)];
  for (const parameter of parameters)
    if (parameter.in === 'path') describeInPath(parameter, options?.path?.[parameter.name]);
  const hasBody = operation.requestBody !== undefined;
  operation.parameters = [...parameters, ...(hasBody ? [PREFER] : [])];
  Object.assign(operation, {
    summary: options?.summary ?? route.operationId,
    ...(options && described(options)),
    security: securityOf(access.level, scope),
    'x-access': access.level,
    'x-scope': scope,
    ...(hasDemoData && access.level !== 'public' && { 'x-demo-login': demoLoginOf(route) }),
    ...(isIdempotent && { 'x-idempotent': true }),
    ...(category && { 'x-rate-limit': category }),
  });
  const json = operation.requestBody?.content?.['application/json'];
  const requests = { ...options?.requests, ...(hasDemoData && options?.demoRequests) };
  if (json && Object.keys(requests).length > 0) json['examples'] = named(requests);
  else if (json) json['example'] = exampleOfBody(json['schema'] as Schema, schemas);
  const codes = documentedCodesOf(route, {
    hasPathParameters: parameters.some((parameter) => parameter.in === 'path'),
    hasInput: hasBody || parameters.some((parameter) => parameter.in === 'query'),
    hasBody,
    takesFiles: operation.requestBody?.content?.['multipart/form-data'] !== undefined,
    isUnsafe: UNSAFE.has(method),
  });
  operation.responses = {
    [String(options?.status ?? 200)]: success(route, hasBody),
    ...refusals(codes),
    ...(options?.redirects && { 302: { description: REDIRECTION, headers: headersOf(['X-Request-Id']) } }),
    ...alternatives(route),
    ...(options?.isTagged && { 304: NOT_CHANGED() }),
  };
  return [...codes.values()].flat();
}

function described({ description, insteadUse, isUsual }: OperationOptions): object {
  const advice = insteadUse && `Better use \`${insteadUse}\`; this one stays for clients that know it.`;
  const told = [advice, description].filter((part) => part !== undefined).join(' ');
  return {
    ...(told && { description: told }),
    ...(insteadUse && { deprecated: true }),
    ...(isUsual && { 'x-usual': true }),
  };
}

function demoLoginOf({ access, operation }: DocumentedRoute): string {
  return operation?.triedBy ?? (access.level === 'admin' ? 'admin' : 'attendee');
}

function named(values: Record<string, unknown>): Record<string, { value: unknown }> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

function formatParameters({ formats }: DocumentedRoute): NonNullable<OpenApiOperation['parameters']> {
  if (formats.length === 0) return [];
  const schema = { type: 'string', enum: formats };
  const description = 'In place of `Accept`, so that links can say it.';
  return [{ name: 'format', in: 'query', required: false, description, schema, example: formats[0] }];
}

function describeInPath(parameter: { schema?: Schema; example?: unknown }, example: unknown): void {
  const isId = parameter.schema?.['type'] === 'number';
  if (isId) parameter.schema = { type: 'integer', format: 'int64', minimum: 1 };
  if (isId || example !== undefined) parameter.example = example ?? 1;
}

function securityOf(level: DocumentedRoute['access']['level'], scope: Scope | null): object[] {
  const either = [{ bearer: [] }, ...(scope === null ? [] : [{ token: [scope] }]), { cookie: [] }];
  if (level === 'public') return [];
  return level === 'optional' ? [{}, ...either] : either;
}

function success(route: DocumentedRoute, hasBody: boolean): unknown {
  const { operation: options, isIdempotent, isUnlimited } = route;
  const { body, list, orForm, orElse, produces, status = 200 } = options ?? {};
  const headers = headersOf([
    'X-Request-Id',
    'X-Ignored-Fields',
    ...(hasBody ? (['Preference-Applied'] as const) : []),
    ...(isUnlimited ? [] : (['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'] as const)),
    ...(isIdempotent ? (['Idempotent-Replayed'] as const) : []),
    ...(list ? (['X-Total-Count', 'X-Total-Count-Exact', 'Link'] as const) : []),
    ...(options?.isTagged ? (['ETag'] as const) : []),
  ]);
  const content: Record<string, unknown> = {};
  if (body)
    content['application/json'] = list
      ? { schema: either(envelope(body, orForm), orElse), example: options?.example ?? envelopeExample(body) }
      : { schema: either(reference(body), orForm), example: options?.example ?? exampleOf(body) };
  for (const type of produces ?? [])
    if (type !== 'application/json' || !body)
      content[type] = { schema: { type: 'string', ...(BINARY.test(type) && { format: 'binary' }) } };
  const description =
    status === 204 ? 'Done; no content.' : status === 302 ? REDIRECTION : (options?.summary ?? 'Done.');
  return {
    description,
    headers,
    ...(Object.keys(content).length > 0 && { content }),
    ...(body && list && { 'x-bare-list': either(arrayOf(body, orForm), orElse) }),
  };
}

type OtherForms = Type<unknown> | Type<unknown>[] | undefined;

function arrayOf(item: Type<unknown>, orForm: OtherForms): Schema {
  return { type: 'array', items: either(reference(item), orForm) };
}

function envelope(item: Type<unknown>, orForm: OtherForms): Schema {
  const address = { type: 'string', format: 'uri', nullable: true };
  return {
    type: 'object',
    additionalProperties: false,
    required: ['count', 'next', 'previous', 'results'],
    properties: {
      count: { type: 'integer', minimum: 0 },
      next: address,
      previous: address,
      results: arrayOf(item, orForm),
    },
  };
}

function envelopeExample(item: Type<unknown>): unknown {
  return { count: 1, next: null, previous: null, results: [exampleOf(item)] };
}

function either(usual: Schema, other: OtherForms): Schema {
  return other ? { oneOf: [usual, ...[other].flat().map((type) => reference(type))] } : usual;
}

function alternatives({ operation }: DocumentedRoute): Record<string, unknown> {
  const others = Object.entries(operation?.alternatives ?? {});
  return Object.fromEntries(
    others.map(([status, body]) => [
      status,
      {
        description: operation!.summary,
        headers: headersOf(['X-Request-Id']),
        content: { 'application/json': { schema: reference(body), example: exampleOf(body) } },
      },
    ]),
  );
}

const NOT_CHANGED = () => ({
  description: 'What has this tag has not changed; no content.',
  headers: headersOf(['X-Request-Id', 'ETag']),
});
