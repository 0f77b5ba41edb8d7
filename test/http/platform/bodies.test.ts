import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { Public } from '../../../src/platform/auth/access.js';
import { Database } from '../../../src/platform/database/database.js';
import { IdField, JsonField, TextField } from '../../../src/platform/http/fields/fields.js';
import { Idempotent } from '../../../src/platform/http/idempotency/idempotent.js';
import { Operation } from '../../../src/platform/http/openapi/operation.js';
import { InvalidInput } from '../../../src/shared/errors.js';
import { testApp, type TestApp } from './test-app.js';

class Note {
  @TextField({ max: 200, trim: false })
  text: string;

  @JsonField({ optional: true })
  extra?: Record<string, unknown>;

  @IdField({ optional: true, many: true })
  users?: number[];
}

class Search {
  @TextField({ optional: true })
  q?: string;
}

@Controller('api/v1/notes')
class NotesController {
  constructor(private readonly db: Database) {}

  @Post()
  @Public()
  @Idempotent()
  @Operation({ summary: 'Write', status: 201 })
  write(@Body() note: Note): Promise<unknown> {
    return this.db.single(async (tx) => {
      const [row] = await tx.query('SELECT $1::text AS text', [note.text]);
      return row;
    });
  }

  @Post('bare')
  @Public()
  @Operation({ summary: 'Reads no body' })
  bare(): unknown {
    return {};
  }

  @Get()
  @Public()
  @Operation({ summary: 'Find' })
  find(@Query() { q }: Search): unknown {
    return { q };
  }

  @Get('long')
  @Public()
  @Operation({ summary: 'Refuses at length' })
  long(): never {
    const word = 'x'.repeat(5_000);
    throw new InvalidInput({ [word]: Array<string>(50).fill(word) }, word);
  }
}

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const bytes = (text: string) => Buffer.from(text, 'latin1');
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('what is read of a request', () => {
  let here: TestApp;
  beforeAll(async () => void (here = await testApp([NotesController])));
  afterAll(() => here.close());

  async function send(
    path: string,
    body: Buffer<ArrayBuffer> | FormData | string,
    headers: Record<string, string> = {},
  ) {
    const answer = await fetch(here.url + path, { method: 'POST', body, headers });
    return [answer.status, ((await answer.json()) as { code?: string }).code];
  }
  const MALFORMED = [400, 'MALFORMED_BODY'];

  it('is nested so deep at most, whatever the field, with a key or without', async () => {
    const write = (extra: string, key: object) =>
      send('/api/v1/notes', `{"text":"a","more":${extra}}`, { ...JSON_TYPE, ...key });
    for (const key of [{}, { 'idempotency-key': 'deep' }]) {
      expect(await write(deep(30_000), key)).toEqual(MALFORMED);
      expect(await write('{"a":'.repeat(33) + '1' + '}'.repeat(33), key)).toEqual(MALFORMED);
    }
    expect((await write(deep(31), { 'idempotency-key': 'flat' }))[0]).toBe(201);
  });

  it('is UTF-8, in JSON and forms', async () => {
    for (const text of ['a\xff', 'a\xfe', '\xc3', '\xed\xa0\x80', '\xc0\xaf']) {
      expect(await send('/api/v1/notes', bytes(`{"text":"${text}"}`), JSON_TYPE)).toEqual(MALFORMED);
      expect(await send('/api/v1/notes', bytes(`text=${text}`), FORM_TYPE)).toEqual(MALFORMED);
    }
    expect(await send('/api/v1/notes', 'text=a%FF', FORM_TYPE)).toEqual(MALFORMED);
    expect((await send('/api/v1/notes', 'text=100%&more=%C3%BC', FORM_TYPE))[0]).toBe(201);
    expect((await send('/api/v1/notes', '{"text":"ü\ufffd"}', JSON_TYPE))[0]).toBe(201);
    for (const type of ['application/json', 'application/x-www-form-urlencoded'])
      for (const charset of ['utf-16', 'UTF-7', 'iso-8859-1'])
        expect(
          await send('/api/v1/notes', 'text=a', { 'content-type': `${type}; charset="${charset}"` }),
        ).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('is no JSON that calls itself a form', async () => {
    expect(await send('/api/v1/notes', '{"text":"a"}', FORM_TYPE)).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    expect((await send('/api/v1/notes', 'text={"a":1}', FORM_TYPE))[0]).toBe(201);
  });

  it('is UTF-8 in a query', async () => {
    for (const query of ['q=%FF', 'q=%C3%28', '%FE=1', 'q=ok&other=%ED%A0%80']) {
      const { status, body } = await here.http.get(`/api/v1/notes?${query}`);
      expect([status, body.code]).toEqual(MALFORMED);
    }
    expect((await here.http.get('/api/v1/notes?q=M%C3%BCnchen')).body.q).toBe('München');
  });

  it('is no form with files where none are taken', async () => {
    const form = new FormData();
    form.set('text', 'a');
    for (const path of ['/api/v1/notes', '/api/v1/notes/bare'])
      expect(await send(path, form)).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    expect(await send('/api/v1/nowhere', form)).toEqual([404, 'NOT_FOUND']);
  });

  it('is answered with few faults, and short ones', async () => {
    const extra = Object.fromEntries(Array.from({ length: 9_000 }, (_, n) => [`k${n}`, 1]));
    const many = await here.http.post('/api/v1/notes', { text: 'a', extra });
    expect(many.body.field_errors).toEqual({ extra: ['Holds too much.'] });
    const wide = await here.http.post('/api/v1/notes', { text: 'a', extra: { ['k'.repeat(50_000)]: 1 } });
    expect(Object.keys(wide.body.field_errors)).toEqual(['extra']);
    const listed = await here.http.post('/api/v1/notes', { text: 'a', users: Array(100).fill(0) });
    expect(Object.keys(listed.body.field_errors)).toHaveLength(20);
    expect(listed.body.details).toEqual(listed.body.field_errors);
    const long = await here.http.get('/api/v1/notes/long');
    expect(JSON.stringify(long.body).length).toBeLessThan(10_000);
  });
});
