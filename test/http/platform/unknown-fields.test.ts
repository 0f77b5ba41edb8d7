import { Body, Controller, Get, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { Public } from '../../../src/platform/auth/access.js';
import { Checked } from '../../../src/platform/http/fields/checked.js';
import {
  IntField,
  NamesField,
  NestedField,
  PickOf,
  TextField,
} from '../../../src/platform/http/fields/fields.js';
import { Operation } from '../../../src/platform/http/openapi/operation.js';
import { AcceptsTimeZone, ViewerZone } from '../../../src/platform/http/request/viewer-zone.js';
import { testApp, type TestApp } from './test-app.js';

class Answer {
  @TextField()
  categories: string;
}

class Room {
  @TextField({ max: 10 })
  building: string;
}

@Checked<Thing>(({ title, seats, category }, { now }) => ({
  ...(title === 'full' && seats === undefined && { seats: ['A full one has seats.'] }),
  ...(category === 'past' && { category: [`${now.getUTCFullYear()} is too late.`] }),
}))
class Thing {
  @TextField({ max: 20 })
  title: string;

  @IntField({ min: 1, optional: true })
  seats?: number;

  @TextField({ optional: true })
  category?: string;

  @NestedField(() => Room, { optional: true })
  room?: Room;
}

class Change extends PickOf(Thing, ['category']) {}

class Filter {
  @IntField({ min: 1, optional: true })
  page?: number;

  @NamesField({ optional: true })
  names?: string[];
}

@Controller('api/v1/things')
class ThingsController {
  @Post()
  @Public()
  @Operation({ summary: 'Make', status: 201 })
  make(@Body() thing: Thing, @Query() _filter: Filter): unknown {
    return { ...thing };
  }

  @Patch(':id')
  @Public()
  @Operation({ summary: 'Change' })
  change(@Param('id') id: string, @Body() change: Change): unknown {
    return { id, ...change };
  }

  @Get(':thing')
  @Public()
  @Operation({ summary: 'One', body: Answer })
  one(): unknown {
    return { categories: 'a' };
  }

  @Post(':id/finish')
  @Public()
  @Operation({ summary: 'Reads nothing' })
  finish(): unknown {
    return {};
  }

  @Post(':id/raw')
  @Public()
  @Operation({ summary: 'Reads by itself' })
  raw(@Req() _request: unknown): unknown {
    return {};
  }

  @Get()
  @Public()
  @AcceptsTimeZone()
  @Operation({ summary: 'List' })
  list(@Query() { names }: Filter, @ViewerZone() zone: string, @Query('token') token: string): unknown {
    return { names, zone, token };
  }
}

const STRICT = { headers: { prefer: 'handling=strict' } };

describe('unknown fields', () => {
  let here: TestApp;
  beforeAll(async () => void (here = await testApp([ThingsController])));
  afterAll(() => here.close());

  it('are ignored and named', async () => {
    const sent = {
      title: 'a',
      owner: 7,
      'a, b\r\nX-Evil: 1': 1,
      'größe\ud800': 2,
      room: { building: 'b', floor: 3 },
    };
    const { status, body, headers } = await here.http.post('/api/v1/things', sent);
    expect([status, body]).toEqual([201, { title: 'a', room: { building: 'b' } }]);
    expect(headers.get('x-ignored-fields')).toBe(
      'owner, a%2C%20b%0D%0AX-Evil%3A%201, gr%C3%B6%C3%9Fe%EF%BF%BD, room.floor',
    );
    expect(headers.get('x-evil')).toBeNull();
    const clean = await here.http.post('/api/v1/things', { title: 'a' });
    expect(clean.headers.get('x-ignored-fields')).toBeNull();
  });

  it('are named in a header of some length', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`${n}${'x'.repeat(180)}`, n]));
    const { status, headers } = await here.http.post('/api/v1/things', { title: 'a', ...many });
    const named = headers.get('x-ignored-fields')!.split(', ');
    expect([status, named.length, named[19]!.length]).toEqual([201, 20, 60]);
  });

  it('are refused where they are nearly a field, beside all else that is wrong', async () => {
    const { status, body } = await here.http.post('/api/v1/things', {
      title: '',
      categroy: 'a',
      room: { bulding: 'b' },
    });
    expect([status, body.code]).toEqual([400, 'UNKNOWN_FIELD']);
    expect(body.field_errors).toEqual({
      categroy: ['There is no such field. Did you mean category?'],
      'room.bulding': ['There is no such field. Did you mean building?'],
      title: ['This field may not be blank.'],
      'room.building': ['This field is required.'],
    });
    expect(body.error).toBe('categroy: There is no such field. Did you mean category?');
  });

  it('are no typo where the answer at the same address has them', async () => {
    const sent = { categories: 'a' };
    const made = await here.http.post('/api/v1/things', { title: 'a', categorie: 'a' });
    expect([made.status, made.body.code]).toEqual([400, 'UNKNOWN_FIELD']);
    const changed = await here.http.patch('/api/v1/things/1', sent);
    expect([changed.status, changed.headers.get('x-ignored-fields')]).toEqual([200, 'categories']);
    const strict = await here.http.patch('/api/v1/things/1', sent, STRICT);
    expect([strict.status, strict.body.code]).toEqual([400, 'UNKNOWN_FIELD']);
  });

  it.each(['handling=strict', 'respond-async, Handling="strict"', 'wait=5; x=y, handling = strict'])(
    'are all refused to who sends Prefer: %s',
    async (prefer) => {
      const options = { headers: { prefer } };
      const { status, body, headers } = await here.http.post(
        '/api/v1/things',
        { title: 'a', owner: 7 },
        options,
      );
      expect([status, body.code, Object.keys(body.field_errors)]).toEqual([400, 'UNKNOWN_FIELD', ['owner']]);
      expect(headers.get('preference-applied')).toBe('handling=strict');
      const known = await here.http.post('/api/v1/things', { title: 'a' }, options);
      expect([known.status, known.headers.get('preference-applied')]).toEqual([201, 'handling=strict']);
    },
  );

  it.each(['handling=lenient', 'handling=stricter', 'xhandling=strict', 'return=minimal'])(
    'are not refused to who sends Prefer: %s',
    async (prefer) => {
      const answer = await here.http.post('/api/v1/things', { title: 'a', owner: 7 }, { headers: { prefer } });
      expect([answer.status, answer.headers.get('preference-applied')]).toEqual([201, null]);
    },
  );

  it('are all that a route without a body is sent', async () => {
    const lenient = await here.http.post('/api/v1/things/1/finish', { reason: 'a' });
    expect([lenient.status, lenient.headers.get('x-ignored-fields')]).toEqual([200, 'reason']);
    const strict = await here.http.post('/api/v1/things/1/finish', { reason: 'a' }, STRICT);
    expect([strict.status, strict.body.code]).toEqual([400, 'UNKNOWN_FIELD']);
    const raw = await here.http.post('/api/v1/things/1/raw', { reason: 'a' }, STRICT);
    expect([raw.status, raw.headers.get('x-ignored-fields')]).toEqual([200, null]);
  });

  it('of a query are ignored and named, however near they are', async () => {
    const { status, body, headers } = await here.http.get(
      '/api/v1/things?pages=2&names[]=a&token=t&fields=names&nmaes=b&format=csv',
      STRICT,
    );
    expect([status, body.names, headers.get('x-ignored-fields')]).toEqual([200, ['a'], 'pages, nmaes, format']);
    const bare = await here.http.post('/api/v1/things/1/finish?reason=a', undefined);
    expect([bare.status, bare.headers.get('x-ignored-fields')]).toEqual([200, 'reason']);
  });

  it('are named to pages of other origins too', async () => {
    const { headers } = await here.http.post(
      '/api/v1/things',
      { title: 'a', owner: 7 },
      { headers: { origin: 'http://localhost:3000' } },
    );
    const exposed = headers.get('access-control-expose-headers')!.split(',');
    expect(exposed).toEqual(expect.arrayContaining(['X-Ignored-Fields', 'Preference-Applied']));
  });
});

describe('one 400', () => {
  let here: TestApp;
  beforeAll(async () => void (here = await testApp([ThingsController])));
  afterAll(() => here.close());

  it('names what is wrong with body and query', async () => {
    const { status, body } = await here.http.post('/api/v1/things?page=0', { title: 5, seats: 0 });
    expect([status, body.code, Object.keys(body.field_errors).sort()]).toEqual([
      400,
      'VALIDATION_ERROR',
      ['page', 'seats', 'title'],
    ]);
  });

  it('names what is wrong with headers and query', async () => {
    const { status, body } = await here.http.get('/api/v1/things?page=0', {
      headers: { 'x-timezone': 'Mars' },
    });
    expect([status, Object.keys(body.field_errors).sort()]).toEqual([400, ['X-Timezone', 'page']]);
  });

  it('names what is malformed and what breaks a rule', async () => {
    const { body } = await here.http.post('/api/v1/things', { title: 'full', category: 'past', room: 5 });
    expect(body.field_errors).toEqual({
      room: ['An object is required.'],
      seats: ['A full one has seats.'],
      category: [`${new Date(here.clock.now()).getUTCFullYear()} is too late.`],
    });
    expect((await here.http.post('/api/v1/things', { title: 'full', seats: 'x' })).body.field_errors).toEqual({
      seats: ['A whole number is required.'],
    });
  });
});
