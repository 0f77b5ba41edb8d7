import type { INestApplication, Type } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Config } from '../../config/config.js';
import { productVersion } from '../../config/versions.js';
import { ErrorResponse } from '../errors/error-response.js';
import type { DocumentedCode } from './documented-errors.js';
import { documentedRoutes, operationIdOf, type DocumentedRoute } from './documented-routes.js';
import { describeOperation, type OpenApiOperation } from './describe-operation.js';
import { responseTypesOf } from './operation.js';
import { errorExamples, shareRefusals } from './refusals.js';
import { closeSchemas, refuseDuplicateNames, withNullTypes, type Schema } from './schemas.js';
import { shareAlike, SHARED_HEADERS } from './shared-components.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const DESCRIPTION = `One platform to arrange, book and pay for time together.

**To authorise**, send \`POST /api/v1/auth/login\`: this page sends \`access\` from the answer with all that \
you try next, programs send it as \`Authorization: Bearer <access>\`. *Authorize* takes a token of elsewhere \
as \`bearer\`.

**Guides by task**: [book a slot](/api/docs/guide/book-a-slot.md), [sell \
tickets](/api/docs/guide/sell-tickets.md), [publish a booking \
page](/api/docs/guide/publish-a-booking-page.md), [take a meeting](/api/docs/guide/take-a-meeting.md), \
[listen live](/api/docs/guide/listen-live.md) over Socket.IO or WebSockets, [receive \
webhooks](/api/docs/guide/receive-webhooks.md). [llms.txt](/llms.txt) lists them for programs.

**Paths.** Every \`/api/v1/x\` also answers at \`/api/x\`, with or without a trailing slash. Lists are \
\`{count, next, previous, results}\` under \`/api/v1\`, and the bare array with \`X-Total-Count\` and \
\`Link\` under \`/api\` (\`x-bare-list\`). \`?fields=id,title\` keeps only these fields of an item.

**Bodies.** Unknown fields and parameters are ignored and named in \`X-Ignored-Fields\`; what is nearly a \
field of the body is refused with \`UNKNOWN_FIELD\`. \`Idempotency-Key\` is read where an operation lists \
it, and without effect elsewhere. Every failure has the one body \`ErrorResponse\`.

**Who may call.** \`x-access\` says it: \`public\`, \`optional\`, \`user\` or \`admin\`; \`x-scope\` what a \
token for programs must be made for: without it, it counts as none on public and optional routes. Where it \
is null, only people are let in who signed in.`;

/** Groups of operations in a newcomer’s order; whoever builds the app provides them. */
export const API_GROUPS = 'convoke:api-groups';

export interface ApiGroup {
  name: string;
  description: string;
}

/** The OpenAPI document of the running routes; the same routes give the same bytes. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  return asOpenApi31(openApi30(app));
}

export function asOpenApi31(document: OpenAPIObject): OpenAPIObject {
  return { ...(withNullTypes(document) as OpenAPIObject), openapi: '3.1.0' };
}

export function openApi30(app: INestApplication): OpenAPIObject {
  const routes = documentedRoutes(app);
  const responseTypes = [...routes.values()].flatMap(({ operation }) => responseTypesOf(operation));
  refuseDuplicateNames(responseTypes);
  const config = app.get(Config);
  const groups = app.get<ApiGroup[]>(API_GROUPS);
  const document = SwaggerModule.createDocument(app, base(config.sessionCookie), {
    operationIdFactory: operationIdOf,
    extraModels: [ErrorResponse, ...responseTypes],
  });
  const paths = Object.keys(document.paths)
    .sort()
    .map((path) => document.paths[path] as Record<string, OpenApiOperation>);
  const components = document.components!;
  const schemas = components.schemas as Record<string, Schema>;
  const known = { schemas, hasDemoData: !config.isProduction };
  const codes = paths.flatMap((path) => describePath(path, routes, known));
  const operations = paths.flatMap((path) => METHODS.flatMap((method) => path[method] ?? []));
  const responses = shareRefusals(operations);
  const parameters = sharedParameters(operations);
  closeSchemas(
    schemas,
    [ErrorResponse, ...responseTypes].map(({ name }: Type<unknown>) => name),
  );
  components.schemas = sorted(components.schemas!);
  components.headers = SHARED_HEADERS;
  components.examples = sorted(errorExamples(codes));
  components.responses = sorted(responses) as typeof components.responses;
  components.parameters = sorted(parameters) as unknown as typeof components.parameters;
  document.tags = groups;
  document.paths = sorted(withoutWildcards(document.paths));
  return document;
}

function describePath(
  path: Record<string, OpenApiOperation>,
  routes: Map<string, DocumentedRoute>,
  known: Parameters<typeof describeOperation>[3],
): DocumentedCode[] {
  return METHODS.flatMap((method) => {
    const operation = path[method];
    const route = operation && routes.get(operation.operationId);
    return operation && route ? describeOperation(operation, method, route, known) : [];
  });
}

function sharedParameters(operations: readonly OpenApiOperation[]): Record<string, { name: string }> {
  const places = operations.flatMap(({ parameters = [] }) =>
    parameters.flatMap(({ in: where }, key) =>
      where === 'path' ? [] : [{ holder: parameters as unknown as Record<number, unknown>, key }],
    ),
  );
  return shareAlike('parameters', places, ({ name }: { name: string }) => name);
}

function base(sessionCookie: string): Omit<OpenAPIObject, 'paths'> {
  return new DocumentBuilder()
    .setOpenAPIVersion('3.0.3')
    .setTitle('Convoke')
    .setDescription(DESCRIPTION)
    .setVersion(productVersion)
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .addServer('/', 'This server')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'The access token; the scheme `Token` means the same.' },
      'bearer',
    )
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'cvk_…',
        description: 'A token for programs, of `POST users/tokens`, with the scope that is named.',
      },
      'token',
    )
    .addCookieAuth(
      sessionCookie,
      {
        type: 'apiKey',
        in: 'cookie',
        description:
          'The session cookie, sent by browsers by themselves; unsafe methods need `X-CSRFToken` equal to ' +
          'its own `csrftoken` cookie.',
      },
      'cookie',
    )
    .build();
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function withoutWildcards(paths: OpenAPIObject['paths']): OpenAPIObject['paths'] {
  return Object.fromEntries(
    Object.entries(paths).filter(([path]) => !path.includes('*') && !/\{(?:\w+)\*\}|\{\.\.\./.test(path)),
  );
}
