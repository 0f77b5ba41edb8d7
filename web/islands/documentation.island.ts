import { csrfToken } from '../browser/api.js';

interface ApiRequest {
  url: string;
  method?: string;
  headers: Record<string, string>;
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
  specActions: { updateJsonSpec(json: unknown): void; updateUrl(url: string): void };
}

declare const SwaggerUIBundle: (settings: object) => SwaggerUi;

/** The same in OpenAPI 3.0, which is shown sooner. */
const SHOWN_DOCUMENT = '/api/docs/assets/document.json';
const BEARER = 'bearer';
const READING = ['GET', 'HEAD', 'OPTIONS'];
const place = document.getElementById('swagger-ui')!;
/** Where each operation stands in the outline: there it stays. */
const ranks = new Map<unknown, number>(
  [...place.querySelectorAll<HTMLAnchorElement>('.opblock a')].map((link, rank) => [
    link.hash.split('/').at(-1),
    rank,
  ]),
);

// Evaluating Swagger UI holds the page for long: first its outline is to be seen.
const [spec] = await Promise.all([shownDocument(), painted().then(loadBundle)]);
// With its document at hand it puts itself in the outline's place at once, without a state of loading.
const page = SwaggerUIBundle({
  spec,
  domNode: place,
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: -1,
  persistAuthorization: 'keepsToken' in place.dataset,
  operationsSorter: (a: ImmutableMap, b: ImmutableMap) => rankOf(a) - rankOf(b),
  requestInterceptor: prepare,
  responseInterceptor: follow,
  plugins: [hasJson],
});
page.specActions.updateUrl('/api/schema');
if (!location.hash) showOpenGroups();

async function shownDocument(): Promise<object> {
  const response = await fetch(SHOWN_DOCUMENT);
  return (await response.json()) as object;
}

function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

function loadBundle(): Promise<Event> {
  const script = document.createElement('script');
  script.src = place.dataset['bundle']!;
  document.head.append(script);
  return new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error('Swagger UI cannot be loaded.'));
  });
}

function rankOf(operation: ImmutableMap): number {
  return ranks.get(operation.getIn(['operation', 'operationId']))!;
}

function showOpenGroups(): void {
  for (const group of place.querySelectorAll<HTMLElement>('details[open]'))
    page.layoutActions.show(['operations-tag', group.dataset['tag']], true);
}

/** Who signed in on the site comes by cookie, which alone changes nothing. */
function prepare(request: ApiRequest): ApiRequest {
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

/** Swagger UI would write the document as text and read it as YAML, which takes long. */
function hasJson(): object {
  const parseToJson =
    (_asYaml: unknown, { specActions }: SwaggerUi) =>
    () =>
      specActions.updateJsonSpec(spec);
  return { statePlugins: { spec: { wrapActions: { parseToJson } } } };
}
