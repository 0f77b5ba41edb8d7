import { request as rawRequest } from 'node:http';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { Public, Requires } from '../../../src/platform/auth/access.js';
import { Database } from '../../../src/platform/database/database.js';
import { IntField, NestedField, TextField } from '../../../src/platform/http/fields/fields.js';
import { Operation } from '../../../src/platform/http/openapi/operation.js';
import { PathId } from '../../../src/platform/http/request/path-id.js';
import { Forbidden, InvalidInput, NotFound } from '../../../src/shared/errors.js';
import { testApp, type TestApp } from './test-app.js';

class Option {
  @TextField({ max: 10 })
  text: string;
}

class Thing {
  @TextField({ max: 20 })
  title: string;

  @IntField({ min: 1, optional: true })
  seats?: number;

  @NestedField(() => Option, { many: true, optional: true, maxItems: 3 })
  options?: Option[];
}

class Filter {
  @IntField({ min: 1, optional: true })
  page?: number;
}

@Controller('api/v1/things')
class ThingsController {
  constructor(private readonly db: Database) {}

  @Post()
  @Public()
  @Operation({ summary: 'Echo', status: 201 })
  create(@Body() thing: Thing): unknown {
    return { received: { ...thing } };
  }

  @Get('refused/:how')
  @Public()
  @Operation({ summary: 'Refuse' })
  async refuse(): Promise<never> {
    throw new InvalidInput({ start_time: ['Start time must be in the future.'] });
  }

  @Get('forbidden')
  @Public()
  @Operation({ summary: 'Forbid' })
  forbid(): never {
    throw new Forbidden();
  }

  @Get('broken')
  @Public()
  @Operation({ summary: 'Break' })
  fail(): never {
    throw new Error('SELECT secret FROM /etc/passwd');
  }

  @Get('full/:code')
  @Public()
  @Operation({ summary: 'Fill a disk' })
  full(@Param('code') code: string): never {
    throw Object.assign(new Error('no space left on device'), { code });
  }

  @Get('away')
  @Public()
  @Operation({ summary: 'Lose the database' })
  away(): never {
    throw new QueryFailedError(
      'SELECT 1',
      [],
      Object.assign(new Error('terminating connection'), { code: '57P01' }),
    );
  }

  @Get('too-long')
  @Public()
  @Operation({ summary: 'Store what does not fit' })
  async tooLong(@Query() _query: Filter): Promise<unknown> {
    return this.db.query('SELECT $1::text::int', ['99999999999']);
  }

  @Get('nul')
  @Public()
  @Operation({ summary: 'Store a null character' })
  async nul(): Promise<unknown> {
    return this.db.query('SELECT $1::text', ['a\0b']);
  }

  @Get('mine')
  @Requires('user')
  @Operation({ summary: 'Needs a user' })
  mine(): unknown {
    return {};
  }

  @Get(':id')
  @Public()
  @Operation({ summary: 'One' })
  one(@PathId('id') id: number): unknown {
    if (id > 1000) throw new NotFound('The thing');
    return { id };
  }
}

describe('errors', () => {
  let here: TestApp;
  beforeAll(async () => void (here = await testApp([ThingsController])));
  afterAll(() => here.close());

  it('have one body, with every document’s names', async () => {
    const { status, body, headers } = await here.http.get('/api/v1/things/refused/now');
    expect(status).toBe(400);
    expect(body).toEqual({
      error: expect.any(String),
      message: body.error,
      detail: body.error,
      code: 'VALIDATION_ERROR',
      details: { start_time: ['Start time must be in the future.'] },
      field_errors: { start_time: ['Start time must be in the future.'] },
      errors: { start_time: ['Start time must be in the future.'] },
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      request_id: headers.get('x-request-id'),
    });
  });

  it('name fields, inner ones with their path', async () => {
    const { status, body } = await here.http.post('/api/v1/things', {
      title: '',
      seats: 0,
      options: [{ text: 'ok' }, {}, 'no'],
    });
    expect(status).toBe(400);
    expect(Object.keys(body.field_errors).sort()).toEqual(['options.1.text', 'options.2', 'seats', 'title']);
  });

  it('ignore unknown fields, and what would change a prototype', async () => {
    const raw =
      '{"title":"a","owner":7,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    const { status, body } = await here.http.post('/api/v1/things', raw);
    expect(status).toBe(201);
    expect(body).toEqual({ received: { title: 'a' } });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    ['malformed JSON', '{"title":', 'application/json', 400, 'MALFORMED_BODY'],
    ['a list for an object', '[]', 'application/json', 400, 'VALIDATION_ERROR'],
    ['another type', 'title=a', 'text/plain', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['another charset', '{"title":"a"}', 'application/json; charset=iso-8859-1', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'a large body',
      JSON.stringify({ title: 'a'.repeat(110_000) }),
      'application/json',
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    ['no body', undefined, 'application/json', 400, 'VALIDATION_ERROR'],
  ])('refuse %s', async (_what, text, type, status, code) => {
    const answer = await here.http.post('/api/v1/things', text, { headers: { 'content-type': type } });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('refuse a large body that came in chunks', async () => {
    const answer = await chunked(`${here.url}/api/v1/things`, 'a'.repeat(60_000), 3);
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('read forms as well', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { status, body } = await here.http.post('/api/v1/things', 'title=a%20b&seats=3', { headers });
    expect([status, body]).toEqual([201, { received: { title: 'a b', seats: 3 } }]);
  });

  it.each(['0', '-1', 'abc', '1.5', '99999999999999999999', '9007199254740993', '1e3', '%00'])(
    'answer 404 for the id %s',
    async (id) => {
      const { status, body } = await here.http.get(`/api/v1/things/${id}`);
      expect([status, body.code]).toEqual([404, 'NOT_FOUND']);
    },
  );

  it.each([
    ['/api/v1/things/forbidden', 403, 'FORBIDDEN'],
    ['/api/v1/things/mine', 401, 'NOT_AUTHENTICATED'],
    ['/api/v1/things/too-long?page=x', 400, 'VALIDATION_ERROR'],
    ['/api/v1/things/too-long?page=1&page=2', 400, 'VALIDATION_ERROR'],
    ['/api/v1/things/too-long', 400, 'VALIDATION_ERROR'],
    ['/api/v1/things/nul', 400, 'VALIDATION_ERROR'],
    ['/api/v1/nothing', 404, 'NOT_FOUND'],
    ['/api/nothing/', 404, 'NOT_FOUND'],
    ['/nothing', 404, 'NOT_FOUND'],
    ['/api/v1/things/%E0%A4%A', 400, 'BAD_REQUEST'],
  ])('answer %s with %i %s', async (path, status, code) => {
    const answer = await here.http.get(path);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('answer 503 with Retry-After when the database is away', async () => {
    const { status, body, headers } = await here.http.get('/api/v1/things/away');
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'SERVICE_UNAVAILABLE', '2']);
  });

  it.each(['53100', 'ENOSPC', 'EDQUOT'])('answer 503 where a disk is full (%s), and not why', async (code) => {
    const { status, body } = await here.http.get(`/api/v1/things/full/${code}`);
    expect([status, body.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
    expect(JSON.stringify(body)).not.toContain('space');
  });

  it('tell nothing of a fault', async () => {
    const { status, body } = await here.http.get('/api/v1/things/broken');
    expect([status, body.code]).toEqual([500, 'INTERNAL_ERROR']);
    expect(JSON.stringify(body)).not.toMatch(/SELECT|passwd|at /);
  });
});

function chunked(url: string, chunk: string, times: number): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = rawRequest(
      url,
      { method: 'POST', headers: { 'content-type': 'application/json' } },
      (response) => {
        let text = '';
        response.on('data', (part: Buffer) => (text += part.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    call.on('error', reject);
    for (let n = 0; n < times; n++) call.write(chunk);
    call.end();
  });
}
