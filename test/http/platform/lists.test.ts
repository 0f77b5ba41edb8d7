import { request as rawRequest } from 'node:http';
import { Controller, Get, Query } from '@nestjs/common';
import { Public } from '../../../src/platform/auth/access.js';
import { Database } from '../../../src/platform/database/database.js';
import { Selection } from '../../../src/platform/database/selection/selection.js';
import { IdField, NamesField, TextField } from '../../../src/platform/http/fields/fields.js';
import { ListQuery, pageOf, type Page } from '../../../src/platform/http/lists/lists.js';
import { Operation } from '../../../src/platform/http/openapi/operation.js';
import { testApp, type TestApp } from './test-app.js';

class Row {
  @IdField()
  id: number;

  @TextField()
  title: string;
}

class RowsQuery extends ListQuery {
  @NamesField({ optional: true })
  categories?: string[];
}

const ORDER = { ordering: { id: 'n', title: 'title' }, default: 'id', tiebreak: 'n' };

@Controller('api/v1/rows')
class RowsController {
  constructor(private readonly db: Database) {}

  @Get()
  @Public()
  @Operation({ summary: 'Rows', body: Row, list: true })
  async list(@Query() query: RowsQuery): Promise<Page<Row>> {
    return this.page(query, 45);
  }

  @Get('many')
  @Public()
  @Operation({ summary: 'Many rows', body: Row, list: true })
  many(@Query() query: ListQuery): Promise<Page<Row>> {
    return this.page(query, 25_000);
  }

  @Get('names')
  @Public()
  @Operation({ summary: 'Echo names' })
  names(@Query() query: RowsQuery): unknown {
    return { count: 1, results: query.categories ?? null };
  }

  private page(query: ListQuery, rows: number): Promise<Page<Row>> {
    const from = `(SELECT n, 'Row ' || lpad(n::text, 6, '0') AS title FROM generate_series(1, $rows::int) n) t`;
    return new Selection({ from, id: 't.n' }, { rows }).page(
      this.db,
      't.n AS id, t.title',
      pageOf(query, ORDER),
    );
  }
}

/** What `PUBLIC_URL` is where nobody sets it. */
const PUBLIC = 'http://localhost:8000';

describe('lists', () => {
  let here: TestApp;
  beforeAll(async () => void (here = await testApp([RowsController])));
  afterAll(() => here.close());

  it('are envelopes under /api/v1, of 20 unless asked otherwise', async () => {
    const { body } = await here.http.get('/api/v1/rows/?ordering=-id');
    expect(body).toEqual({
      count: 45,
      next: `${PUBLIC}/api/v1/rows/?ordering=-id&page=2&page_size=20`,
      previous: null,
      results: expect.any(Array),
    });
    expect(body.results).toHaveLength(20);
    expect(body.results[0]).toEqual({ id: 45, title: 'Row 000045' });
  });

  it('lead through all pages by their links, with nothing twice and nothing left out', async () => {
    const seen: number[] = [];
    let next: string | null = `${PUBLIC}/api/v1/rows?page_size=7&ordering=-title`;
    while (next) {
      const { body }: { body: any } = await here.http.get(next.slice(PUBLIC.length));
      seen.push(...body.results.map(({ id }: Row) => id));
      next = body.next;
    }
    expect(seen).toEqual(Array.from({ length: 45 }, (_, n) => 45 - n));
  });

  it('are bare arrays under /api, whole where no page is asked for', async () => {
    const { body, headers } = await here.http.get('/api/rows');
    expect(body).toHaveLength(45);
    expect(headers.get('x-total-count')).toBe('45');
    expect(headers.get('x-total-count-exact')).toBeNull();
    const paged = await here.http.get('/api/rows/?page=2&limit=10');
    expect(paged.body.map(({ id }: Row) => id)).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    expect(paged.headers.get('link')).toContain(`<${PUBLIC}/api/rows/?page=3&page_size=10>; rel="next"`);
    expect(paged.headers.get('link')).toContain('rel="prev"');
    expect(paged.headers.get('link')).toContain('page=5&page_size=10>; rel="last"');
  });

  it('lead to ourselves, whatever host was asked and however', async () => {
    for (const target of ['/api/rows?page=2&limit=10', 'http://evil.example/api/rows?page=2&limit=10']) {
      const answer = await asked(target, { host: 'evil.example', 'x-forwarded-host': 'evil.example' });
      expect(answer).toContain(`<${PUBLIC}/api/rows?page=3&page_size=10>; rel="next"`);
      expect(answer).not.toContain('evil');
    }
    const { body } = await here.http.get('/api/v1/rows', { headers: { 'x-forwarded-proto': 'ftp' } });
    expect(body.next).toBe(`${PUBLIC}/api/v1/rows?page=2&page_size=20`);
    for (const scheme of ['http', 'ftp'])
      expect(await asked(`${scheme}://evil.example/api/v1/rows`, { host: 'x' })).toMatch(
        /cache-control: no-store(?!.*evil)/s,
      );
  });

  it('hold up to a thousand items there, and go on by pages', async () => {
    const { body, headers } = await here.http.get('/api/rows/many');
    expect(body).toHaveLength(1000);
    expect(headers.get('link')).toContain('page=11&page_size=100>; rel="next"');
  });

  it('count a page_size over 100 as 100, and are empty past the end', async () => {
    const large = await here.http.get('/api/v1/rows/many?page_size=5000');
    expect(large.body.results).toHaveLength(100);
    const past = await here.http.get('/api/v1/rows?page=900');
    expect([past.status, past.body.results, past.body.next, past.body.count]).toEqual([200, [], null, 45]);
  });

  it('estimate counts above 10,000 and say so', async () => {
    const { body, headers } = await here.http.get('/api/v1/rows/many');
    expect(body.count).toBeGreaterThan(10_000);
    expect(headers.get('x-total-count-exact')).toBe('false');
  });

  it.each([
    ['page', 'page=0'],
    ['page', 'page=x'],
    ['page', 'page=1.5'],
    ['page_size', 'page_size=-1'],
    ['limit', 'limit=none'],
    ['ordering', 'ordering=password'],
    ['ordering', 'ordering=id;drop'],
    ['ordering', 'ordering=constructor'],
  ])('refuse a bad %s (%s)', async (field, query) => {
    for (const prefix of ['/api/v1', '/api']) {
      const { status, body } = await here.http.get(`${prefix}/rows?${query}`);
      expect([status, Object.keys(body.field_errors)]).toEqual([400, [field]]);
    }
  });

  it('keep only the fields that are asked for', async () => {
    const envelope = await here.http.get('/api/v1/rows?fields=id&page_size=1');
    expect(envelope.body).toMatchObject({ count: 45, results: [{ id: 1 }] });
    expect(envelope.body.results[0]).toEqual({ id: 1 });
    const bare = await here.http.get('/api/rows?fields=title,nothing&limit=1');
    expect(bare.body).toEqual([{ title: 'Row 000001' }]);
    const single = await here.http.get('/api/rows/names?fields=count');
    expect(single.body).toEqual({ count: 1 });
  });

  it.each([
    'categories=a&categories=b%20c',
    'categories[]=a&categories[]=b%20c',
    'categories%5B%5D=a,b%20c',
    'categories=a,b%20c',
  ])('take names as %s', async (query) => {
    const { body } = await here.http.get(`/api/v1/rows/names?${query}`);
    expect(body.results).toEqual(['a', 'b c']);
  });

  /** Everything that came, for a target that no client of today would send. */
  function asked(path: string, headers: Record<string, string>): Promise<string> {
    return new Promise((resolve, reject) => {
      const call = rawRequest({ port: new URL(here.url).port, path, headers }, (response) => {
        const lines = Object.entries(response.headers).map(([name, value]) => `${name}: ${String(value)}`);
        response.on('data', (part: Buffer) => lines.push(part.toString()));
        response.on('end', () => resolve(lines.join('\n')));
      });
      call.on('error', reject);
      call.end();
    });
  }
});
