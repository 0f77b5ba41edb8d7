import { csrfToken } from '../browser/api.js';

interface ApiRequest {
  url: string;
  method?: string;
  headers: Record<string, string>;
  /** Of the document itself. */
  loadSpec?: boolean;
}

interface ApiResponse {
  ok: boolean;
  url: string;
  body?: unknown;
}

interface ImmutableMap {
  getIn(path: (string | number)[]): unknown;
}

interface SecurityScheme {
  toJS(): object;
}

/** As much of Swagger UI as is used here. */
interface SwaggerUi {
  getState(): ImmutableMap;
  authActions: {
    authorizeWithPersistOption(authorized: Record<string, object>): void;
    logoutWithPersistOption(names: string[]): void;
  };
  layoutActions: { show(place: unknown[], isOpen: boolean): void };
  specActions: { updateJsonSpec(json: unknown): void };
}

declare const SwaggerUIBundle: (settings: object) => SwaggerUi;

/** The same in OpenAPI 3.0, which is shown sooner. */
const SHOWN_DOCUMENT = '/api/docs/assets/document.json';
const BEARER = 'bearer';
const READING = ['GET', 'HEAD', 'OPTIONS'];
const place = document.getElementById('swagger-ui')!;

const page = SwaggerUIBundle({
  url: '/api/schema',
  domNode: place,
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: -1,
  persistAuthorization: 'keepsToken' in place.dataset,
  operationsSorter: (a: ImmutableMap, b: ImmutableMap) => rankOf(a) - rankOf(b),
  onComplete: () => location.hash || showFirstGroup(),
  requestInterceptor: prepare,
  responseInterceptor: follow,
  plugins: [readsJson],
});

/** The usual one of several first, and last what something else is to be used for. */
function rankOf(operation: ImmutableMap): number {
  const is = (mark: string) => Number(Boolean(operation.getIn(['operation', mark])));
  return is('deprecated') - is('x-usual');
}

function showFirstGroup(): void {
  const first = page.getState().getIn(['spec', 'json', 'tags', 0, 'name']);
  page.layoutActions.show(['operations-tag', first], true);
}

/** Who signed in on the site comes by cookie, which alone changes nothing. */
function prepare(request: ApiRequest): ApiRequest {
  if (request.loadSpec) return { ...request, url: SHOWN_DOCUMENT };
  const isSafe = READING.includes((request.method ?? 'GET').toUpperCase());
  const token = csrfToken();
  if (!isSafe && token && !request.headers['Authorization']) request.headers['X-CSRFToken'] = token;
  return request;
}

/** Whoever signs in by an operation has done so for all that follow. */
function follow(response: ApiResponse): ApiResponse {
  if (!response.ok) return response;
  const { access } = (response.body ?? {}) as { access?: unknown };
  if (typeof access === 'string') authorize(access);
  if (/\/logout$/.test(new URL(response.url).pathname)) page.authActions.logoutWithPersistOption([BEARER]);
  return response;
}

function authorize(value: string): void {
  const path = ['spec', 'json', 'components', 'securitySchemes', BEARER];
  const schema = page.getState().getIn(path) as SecurityScheme;
  page.authActions.authorizeWithPersistOption({ [BEARER]: { name: BEARER, schema: schema.toJS(), value } });
}

/** Swagger UI would read the document as YAML, which takes long. */
function readsJson(): object {
  const parseToJson =
    (_asYaml: unknown, { specActions }: SwaggerUi) =>
    (text: string) =>
      specActions.updateJsonSpec(JSON.parse(text));
  return { statePlugins: { spec: { wrapActions: { parseToJson } } } };
}
