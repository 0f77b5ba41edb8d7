import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { default as formats } from 'ajv-formats';
import { Public, Requires } from '../../../src/platform/auth/access.js';
import {
  EnumField,
  IdField,
  InstantField,
  JsonField,
  NamesField,
  NestedField,
  PartialOf,
  TextField,
} from '../../../src/platform/http/fields/fields.js';
import { Idempotent } from '../../../src/platform/http/idempotency/idempotent.js';
import { ListQuery, type Page } from '../../../src/platform/http/lists/lists.js';
import { Operation } from '../../../src/platform/http/openapi/operation.js';
import { PathId } from '../../../src/platform/http/request/path-id.js';
import { apiDocument, asOpenApi31 } from '../../../src/platform/http/openapi/api-document.js';
import { withCurrentExamples } from '../../../src/platform/http/openapi/examples.js';
import { DomainError, NotFound } from '../../../src/shared/errors.js';
import { ApiDocument } from '../../support/api-document.js';
import { testApp, type TestApp } from './test-app.js';

class SlotUnavailable extends DomainError {
  static override readonly code = 'SLOT_UNAVAILABLE';
  static override readonly kind = 'conflict';
  static override readonly title = 'The slot is taken; … is free.';

  constructor(free: Date[]) {
    super(`The slot is taken; ${free[0]!.toISOString()} is free.`);
  }
}

class VisitOwner {
  @IdField()
  id: number;
}

class VisitRequest {
  @TextField({ max: 50, description: 'What for.', example: 'Advice' })
  purpose: string;

  @InstantField()
  start_time: Date;
}

class VisitChange extends PartialOf(VisitRequest) {}

class VisitQuery extends ListQuery {
  @NamesField({ optional: true })
  categories?: string[];
}

class VisitResponse {
  @IdField()
  id: number;

  @InstantField({ nullable: true })
  cancelled_at: Date | null;

  @EnumField(['open', 'taken'], { nullable: true })
  status: string | null;

  @NestedField(() => VisitOwner, { nullable: true })
  owner: VisitOwner | null;

  @NestedField(() => VisitOwner, { many: true })
  guests: VisitOwner[];

  @JsonField()
  answers: object;

  @TextField({ optional: true })
  note?: string;
}

const VISIT: VisitResponse = {
  id: 1,
  cancelled_at: null,
  status: null,
  owner: null,
  guests: [{ id: 2 }],
  answers: { a: 1 },
};

@Controller('api/v1/visits')
class VisitsController {
  @Get()
  @Public()
  @Operation({ summary: 'Visits', isUsual: true, body: VisitResponse, list: true })
  async list(@Query() _query: VisitQuery): Promise<Page<VisitResponse>> {
    return { items: [VISIT], total: 1, limit: 20, offset: 0 };
  }

  @Post()
  @Requires('user')
  @Idempotent()
  @Operation({
    summary: 'Make a visit',
    status: 201,
    body: VisitResponse,
    errors: [SlotUnavailable, NotFound],
    triedBy: 'organizer',
    requests: { advice: { purpose: 'Advice', start_time: '2030-01-07T10:00:00Z' } },
    demoRequests: { demo: { purpose: 'Demo', start_time: '2030-01-07T11:00:00Z' } },
  })
  create(@Body() _body: VisitRequest): VisitResponse {
    return VISIT;
  }

  @Post(':id/move')
  @Requires('admin')
  @Operation({ summary: 'Move it', path: { id: 7 }, status: 204 })
  move(@PathId('id') _id: number, @Body() _body: VisitChange): void {}

  @Get('by/:slug')
  @Public()
  @Operation({ summary: 'By slug', insteadUse: 'GET /api/v1/visits', body: VisitResponse })
  bySlug(@Param('slug') _slug: string): VisitResponse {
    return VISIT;
  }
}

describe('the OpenAPI document', () => {
  let here: TestApp;
  let document: any;
  beforeAll(async () => {
    here = await testApp([VisitsController], { LOG_LEVEL: 'error' });
    document = (await here.http.get('/api/schema/')).body;
  });
  afterAll(() => here.close());

  it('is served, readable, and the same each time', async () => {
    expect(document.openapi).toBe('3.1.0');
    expect(withCurrentExamples(apiDocument(here.app), new Date())).toEqual(document);
    const { body: older } = await here.http.get('/api/docs/assets/document.json');
    expect([older.openapi, asOpenApi31(older)]).toEqual(['3.0.3', document]);
    expect(JSON.stringify(older)).not.toContain('"null"');
    const page = await here.http.get<string>('/api/docs/');
    const [script] = /\/assets\/swagger-ui-bundle\.\w+\.js/.exec(page.body)!;
    const { status, headers } = await here.http.get(script, { headers: { 'accept-encoding': 'br' } });
    expect([status, headers.get('content-type'), headers.get('content-encoding')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
      'br',
    ]);
    expect(headers.get('cache-control')).toContain('immutable');
    expect((await here.http.get('/api/docs/assets/package.json')).status).toBe(404);
  });

  it.each([
    ['test', true],
    ['production', false],
  ])('in %s, its page runs scripts from files alone, and keeps tokens: %s', async (NODE_ENV, keeps) => {
    const there = await testApp([], { NODE_ENV });
    const { body, headers } = await there.http.get<string>('/api/docs');
    const scripts = [...body.matchAll(/<script ([^>]*)>([^<]*)/g)].map(([, attributes, text]) => [
      attributes!.replace(/\.\w+\.js/, '.js'),
      text,
    ]);
    expect(scripts[0]).toEqual(['type="module" src="/assets/documentation.island.js"', '']);
    expect(
      scripts.filter(([attributes, text]) => text !== '' || !attributes!.startsWith('type="module"')),
    ).toEqual([]);
    expect(body).not.toMatch(/\son\w+=|javascript:|<style/);
    expect(headers.get('content-security-policy')).toMatch(/(?:^|;)script-src 'self'(?:;|$)/);
    expect(body.includes('data-keeps-token')).toBe(keeps);
    const schema = (await there.http.get('/api/schema')).body;
    const cookie = keeps ? 'sessionid' : '__Host-sessionid';
    expect(schema.components.securitySchemes.cookie.name).toBe(cookie);
    await there.close();
  });

  it('is outlined in the page itself: what is usual first, what is let go last, links that open', async () => {
    const { body } = await here.http.get<string>('/api/docs');
    const ofVisits = body.slice(body.indexOf('data-tag="Visits"'));
    expect([...ofVisits.matchAll(/href="(#[^"]+)"/g)].map(([, link]) => link)).toEqual(
      ['list', 'create', 'move', 'bySlug'].map((method) => `#/Visits/visits_${method}`),
    );
    expect(ofVisits).toMatch(/POST.+\/api\/v1\/visits<.+Make a visit/);
  });

  it('names operations by controller and method, with who may call them', () => {
    const { post } = document.paths['/api/v1/visits'];
    expect(post.operationId).toBe('visits_create');
    expect([post['x-access'], post['x-idempotent']]).toEqual(['user', true]);
    expect(post.security).toEqual([{ bearer: [] }, { token: ['admin:write'] }, { cookie: [] }]);
    expect(document.paths['/api/v1/visits'].get['x-access']).toBe('public');
    expect(document.paths['/api/v1/visits/{id}/move'].post['x-access']).toBe('admin');
    expect(Object.keys(document.paths).some((path) => path.includes('assets'))).toBe(false);
  });

  it('lists every refusal of each operation', () => {
    const { responses } = new ApiDocument(document).get('visits_create');
    expect(Object.keys(responses)).toEqual([
      '201',
      '400',
      '401',
      '403',
      '404',
      '409',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ]);
    expect(responses['409']!['x-codes']).toEqual(['IDEMPOTENCY_IN_PROGRESS', 'SLOT_UNAVAILABLE']);
    expect(responses['404']!['x-codes']).toEqual(['NOT_FOUND']);
  });

  it('shares what several operations refuse alike, and says once what a header is', () => {
    const { get, post } = document.paths['/api/v1/visits'];
    const { responses, parameters } = document.components;
    for (const operation of [get, post])
      expect(operation.responses['429']).toEqual({ $ref: '#/components/responses/RATE_LIMIT_EXCEEDED' });
    expect(responses.RATE_LIMIT_EXCEEDED['x-codes']).toEqual(['RATE_LIMIT_EXCEEDED']);
    expect(Object.keys(responses.RATE_LIMIT_EXCEEDED.headers)).toContain('Retry-After');
    expect(post.responses['409']['x-codes']).toEqual(['IDEMPOTENCY_IN_PROGRESS', 'SLOT_UNAVAILABLE']);
    expect(post.parameters).toContainEqual({ $ref: '#/components/parameters/Prefer' });
    expect(parameters.Prefer.in).toBe('header');
  });

  it('fills no key in: one that is sent again asks for the first answer', () => {
    const [key] = new ApiDocument(document).get('visits_create').parameters;
    expect([key!.name, JSON.stringify(key)]).toEqual(['Idempotency-Key', expect.not.stringMatching('example')]);
  });

  it('marks the usual of several doors, and what is better than an old one', () => {
    const { get } = document.paths['/api/v1/visits/by/{slug}'];
    expect([get.deprecated, get.description]).toEqual([
      true,
      'Better use `GET /api/v1/visits`; this one stays for clients that know it.',
    ]);
    expect(document.paths['/api/v1/visits'].get['x-usual']).toBe(true);
  });

  it('has the bodies to try it with that are meant for here', async () => {
    const examplesOf = (of: any) =>
      of.paths['/api/v1/visits'].post.requestBody.content['application/json'].examples;
    const advice = { value: { purpose: 'Advice', start_time: '2030-01-07T10:00:00Z' } };
    const demo = { value: { purpose: 'Demo', start_time: '2030-01-07T11:00:00Z' } };
    expect(examplesOf(apiDocument(here.app))).toEqual({ advice, demo });
    const there = await testApp([VisitsController], { NODE_ENV: 'production' });
    expect(examplesOf(apiDocument(there.app))).toEqual({ advice });
    await there.close();
  });

  it('makes a body of what must be given and of what has an example, where it is told none', () => {
    const { requestBody, parameters } = document.paths['/api/v1/visits/{id}/move'].post;
    expect(Object.keys(requestBody.content['application/json'].example)).toEqual(['purpose', 'start_time']);
    expect([parameters[0].name, parameters[0].example]).toEqual(['id', 7]);
    const { post } = document.paths['/api/v1/visits'];
    expect([post['x-demo-login'], document.paths['/api/v1/visits'].get['x-demo-login']]).toEqual([
      'organizer',
      undefined,
    ]);
  });

  it.each(['2026-02-16T00:00:00Z', '2026-12-02T09:00:00Z', '2031-01-05T23:59:59Z'])(
    'says on %s what is to come, and what is over, by whole weeks',
    (now) => {
      const said = { example: ['2026-02-15', '2026-02-23T10:00:00+01:00', '2026-03'], default: '2026-02-23' };
      const moved = withCurrentExamples({ said }, new Date(now)).said;
      const [past, ahead, month] = moved.example as [string, string, string];
      expect([Date.parse(past) < Date.parse(now), Date.parse(ahead) > Date.parse(now)]).toEqual([true, true]);
      expect(new Date(ahead.slice(0, 10)).getUTCDay()).toBe(1);
      expect([ahead.slice(10), month.length, moved.default]).toEqual(['T10:00:00+01:00', 7, '2026-02-23']);
    },
  );

  it('describes parameters and both shapes of a list', () => {
    const { get } = document.paths['/api/v1/visits'];
    const { parameters } = new ApiDocument(document).get('visits_list');
    expect(parameters.map(({ name }) => name)).toEqual([
      'page',
      'page_size',
      'limit',
      'ordering',
      'categories',
    ]);
    expect(parameters.every(({ required }) => required === false)).toBe(true);
    const { content, 'x-bare-list': bare } = get.responses['200'];
    expect(content['application/json'].schema.required).toEqual(['count', 'next', 'previous', 'results']);
    expect(bare).toEqual({ type: 'array', items: { $ref: '#/components/schemas/VisitResponse' } });
    const [id] = document.paths['/api/v1/visits/{id}/move'].post.parameters;
    expect([id.name, id.schema]).toEqual(['id', { type: 'integer', format: 'int64', minimum: 1 }]);
    expect(document.components.schemas.VisitChange.required).toBeUndefined();
    expect(document.components.schemas.VisitRequest.required).toEqual(['purpose', 'start_time']);
  });

  it('closes the schemas of answers, and the answers fit them', async () => {
    expect(document.components.schemas.VisitResponse.additionalProperties).toBe(false);
    expect(document.components.schemas.VisitOwner.additionalProperties).toBe(false);
    const validate = validator(document);
    const list = await here.http.get('/api/v1/visits');
    expect(validate('/api/v1/visits', 'get', 200, list.body)).toEqual([]);
    expect(validate('/api/v1/visits', 'get', 200, { ...list.body, more: 1 })).not.toEqual([]);
    expect(
      validate('/api/v1/visits', 'get', 200, { ...list.body, results: [{ ...VISIT, secret: 1 }] }),
    ).not.toEqual([]);
    const refused = await here.http.get('/api/v1/visits?page=x');
    expect(validate('/api/v1/visits', 'get', 400, refused.body)).toEqual([]);
    const denied = await here.http.post('/api/v1/visits', {});
    expect(validate('/api/v1/visits', 'post', 401, denied.body)).toEqual([]);
    for (const path of ['/health', '/health/ready', '/health/live', '/health/status']) {
      expect(validate(path, 'get', 200, (await here.http.get(path)).body)).toEqual([]);
    }
  });

  it('gives a typed client', () => {
    const folder = mkdtempSync(join(process.cwd(), 'node_modules', '.typed-client-'));
    try {
      writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document));
      const run = (program: string, ...args: string[]) =>
        execFileSync(process.execPath, [join(process.cwd(), 'node_modules', program), ...args], {
          cwd: folder,
          stdio: 'pipe',
        });
      run('openapi-typescript/bin/cli.js', 'openapi.json', '-o', 'schema.d.ts');
      writeFileSync(join(folder, 'client.ts'), CLIENT);
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(STRICT));
      run('typescript/bin/tsc', '-p', '.');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const STRICT = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    target: 'ES2022',
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    lib: ['ES2022', 'DOM', 'DOM.Iterable'],
    types: [],
    skipLibCheck: true,
  },
  include: ['client.ts'],
};

const CLIENT = `
import createClient from 'openapi-fetch';
import type { paths } from './schema.js';
const client = createClient<paths>({ baseUrl: 'http://localhost' });
export async function use(): Promise<void> {
  const { data } = await client.GET('/api/v1/visits', { params: { query: { page: 2 } } });
  const first: number | undefined = data?.results[0]?.id;
  const when: string | null | undefined = data?.results[0]?.cancelled_at;
  const body = { purpose: 'a', start_time: '2026-03-01T09:00:00Z' };
  const made = await client.POST('/api/v1/visits', { body });
  const code: string | undefined = made.error?.code;
  // @ts-expect-error the purpose is missing
  await client.POST('/api/v1/visits', { body: { start_time: '2026-03-01T09:00:00Z' } });
  console.log(first, when, code);
}
declare const console: { log(...all: unknown[]): void };
`;

/** Holds an answer against the document; answers what is wrong with it. */
function validator(document: any): (path: string, method: string, status: number, body: unknown) => unknown[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'convoke', ...document });
  return (path, method, status, body) => {
    const response = document.paths[path][method].responses[status];
    const found = (response.$ref as string | undefined)?.slice(2).split('/');
    const place = found ?? ['paths', path, method, 'responses', String(status)];
    const pointer = [...place, 'content', 'application/json', 'schema'];
    const fragment = pointer
      .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
      .map(encodeURIComponent)
      .join('/');
    const check = ajv.compile({ $ref: `convoke#/${fragment}` });
    return check(body) ? [] : check.errors!;
  };
}
