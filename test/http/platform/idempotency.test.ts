import { Body, Controller, Param, Post } from '@nestjs/common';
import { OptionalUser } from '../../../src/platform/auth/access.js';
import { Database } from '../../../src/platform/database/database.js';
import { IdField, IntField } from '../../../src/platform/http/fields/fields.js';
import { Idempotent } from '../../../src/platform/http/idempotency/idempotent.js';
import { Operation } from '../../../src/platform/http/openapi/operation.js';
import { IdempotencyKeys } from '../../../src/platform/http/idempotency/idempotency-keys.js';
import { DomainError, Forbidden, InvalidInput, NotFound } from '../../../src/shared/errors.js';
import { Gate } from '../../support/gate.js';
import { testApp, type TestApp } from './test-app.js';

class Order {
  @IntField({ min: 1, max: 50 })
  amount: number;
}

class OrderResponse {
  @IdField()
  id: number;
}

class SoldOut extends DomainError {
  static override readonly code = 'SOLD_OUT';
  static override readonly kind = 'conflict';
}

class Busy extends DomainError {
  static override readonly code = 'BUSY';
  static override readonly kind = 'throttled';
}

const TABLE = 'CREATE TABLE IF NOT EXISTS orders (id int GENERATED ALWAYS AS IDENTITY, amount int)';
const INSERT = 'INSERT INTO orders (amount) VALUES ($1) RETURNING id, $2::text AS made_at';

const slowly = new Gate();

const REFUSALS = {
  invalid: () => new InvalidInput({ amount: ['Not today.'] }),
  forbidden: () => new Forbidden(),
  absent: () => new NotFound(),
};
type RefusedOnce = keyof typeof REFUSALS;
const refusedBefore = new Set<string>();

@Controller('api/v1/orders')
class OrdersController {
  constructor(private readonly db: Database) {}

  @Post()
  @OptionalUser()
  @Idempotent()
  @Operation({ summary: 'Order', status: 201, body: OrderResponse })
  create(@Body() { amount }: Order): Promise<unknown> {
    return this.db.single(async (tx) => {
      const [row] = await tx.query(INSERT, [amount, String(performance.now())]);
      return row;
    });
  }

  @Post('how/:how')
  @OptionalUser()
  @Idempotent()
  @Operation({ summary: 'Order in odd ways', status: 201 })
  async odd(@Param('how') how: string, @Body() { amount }: Order): Promise<unknown> {
    const answer = await this.db.transaction(async (tx) => {
      const [row] = await tx.query<object>(INSERT, [amount, String(performance.now())]);
      if (how === 'slow') await slowly.pass();
      if (how === 'refused') throw new SoldOut(`Sold out at ${performance.now()}`);
      if (how === 'throttled') throw new Busy('Busy');
      if (how === 'broken') throw new Error('broken');
      if (how === 'nothing') return undefined;
      return row!;
    });
    return how === 'copied' ? { ...(answer as object) } : answer;
  }

  @Post('refused-once/:why')
  @OptionalUser()
  @Idempotent()
  @Operation({ summary: 'Order, where the first try is refused', status: 201 })
  late(@Param('why') why: RefusedOnce, @Body() { amount }: Order): Promise<unknown> {
    return this.db.single(async (tx) => {
      const [row] = await tx.query(INSERT, [amount, String(performance.now())]);
      if (refusedBefore.has(why)) return row;
      refusedBefore.add(why);
      throw REFUSALS[why]();
    });
  }

  @Post('before')
  @OptionalUser()
  @Idempotent()
  @Operation({ summary: 'Order, until it is refused before the transaction', status: 201 })
  before(@Body() order: Order): Promise<unknown> {
    if (refusedBefore.has('before')) throw REFUSALS.invalid();
    return this.create(order);
  }

  @Post('tokens')
  @OptionalUser()
  @Operation({ summary: 'Takes no key' })
  tokens(): unknown {
    return { token: performance.now() };
  }

  @Post('forgotten')
  @OptionalUser()
  @Idempotent()
  @Operation({ summary: 'Answers without a transaction' })
  forgotten(): unknown {
    return {};
  }
}

describe('Idempotency-Key', () => {
  let here: TestApp;
  let db: Database;
  let count = 0;
  const key = () => ({ headers: { 'idempotency-key': `key-${++count}` } });
  const orders = async () => (await db.query<{ n: number }>('SELECT count(*)::int AS n FROM orders'))[0]!.n;

  beforeAll(async () => {
    here = await testApp([OrdersController], { TRUST_PROXY: '1' });
    db = here.app.get(Database);
    await db.query(TABLE);
  });
  afterAll(() => here.close());

  it('gives the first answer again, under either prefix', async () => {
    const options = key();
    const first = await here.as('user-1').post('/api/v1/orders', { amount: 2 }, options);
    const before = await orders();
    const second = await here.as('user-1').post('/api/orders/', { amount: 2 }, options);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(await orders()).toBe(before);
  });

  it('belongs to its caller and its route', async () => {
    const options = key();
    const answers = [
      await here.as('user-1').post('/api/v1/orders', { amount: 2 }, options),
      await here.as('user-2').post('/api/v1/orders', { amount: 2 }, options),
      await here.http.post('/api/v1/orders', { amount: 2 }, options),
      await here.as('user-1').post('/api/v1/orders/how/usual', { amount: 2 }, options),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(4);
  });

  it('is of the route that matched, however its path was spelled', async () => {
    const options = key();
    const order = (path: string) => here.as('user-1').post(path, { amount: 2 }, options);
    const first = await order('/api/v1/orders/how/usual');
    for (const path of [
      '/api/v1/orders/how/%75sual',
      '/api/orders/how/usual/',
      '/api/v1/orders/how/usual?x=1',
    ]) {
      const again = await order(path);
      expect([again.status, again.body.id]).toEqual([201, first.body.id]);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
    }
    for (const path of ['/API/V1/orders/how/usual', '/api/v1/Orders/how/usual', '/api/V1/orders/how/usual'])
      expect((await order(path)).status).toBe(404);
    expect((await order('/api/v1/orders/how/Usual')).body.id).not.toBe(first.body.id);
  });

  it('refuses another body with 422, a malformed one too', async () => {
    const options = key();
    await here.as('user-1').post('/api/v1/orders', { amount: 2 }, options);
    for (const body of [{ amount: 3 }, { amount: 'x' }]) {
      const { status, body: answer } = await here.as('user-1').post('/api/v1/orders', body, options);
      expect([status, answer.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    }
  });

  it('is free again when the request was refused for its form', async () => {
    const options = key();
    const order = (amount: unknown) => here.as('user-1').post('/api/v1/orders', { amount }, options);
    expect([(await order('x')).status, (await order(51)).status]).toEqual([400, 400]);
    const first = await order(2);
    expect([first.status, first.headers.get('idempotent-replayed')]).toEqual([201, null]);
    expect((await order(2)).body).toEqual(first.body);
  });

  it.each<[RefusedOnce, number]>([
    ['invalid', 400],
    ['forbidden', 403],
    ['absent', 404],
  ])('is free again when the use case refuses as %s (%i)', async (why, status) => {
    const options = key();
    const before = await orders();
    const order = () => here.as('user-1').post(`/api/v1/orders/refused-once/${why}`, { amount: 2 }, options);
    const answers = [await order(), await order(), await order()];
    expect(answers.map((one) => one.status)).toEqual([status, 201, 201]);
    expect(answers.map((one) => one.headers.get('idempotent-replayed'))).toEqual([null, null, 'true']);
    expect(await orders()).toBe(before + 1);
  });

  it('gives the first answer again where the same request would be refused by now', async () => {
    const options = key();
    const order = () => here.as('user-1').post('/api/v1/orders/before', { amount: 2 }, options);
    const first = await order();
    refusedBefore.add('before');
    const second = await order();
    expect([second.status, second.body, second.headers.get('idempotent-replayed')]).toEqual([
      201,
      first.body,
      'true',
    ]);
  });

  describe('of a stranger', () => {
    const LONG = 'sixteen-letters!';
    const order = (sent: string, address: string, amount = 2) =>
      here.http.post(
        '/api/v1/orders',
        { amount },
        { headers: { 'idempotency-key': sent, 'x-forwarded-for': address } },
      );

    it('holds from another address too, where nobody can guess it', async () => {
      const first = await order(LONG, '192.0.2.1');
      const second = await order(LONG, '198.51.100.7');
      expect([second.status, second.body.id, second.headers.get('idempotent-replayed')]).toEqual([
        201,
        first.body.id,
        'true',
      ]);
    });

    it('is another one with another body, so that it says nothing of somebody else', async () => {
      const other = await order(LONG, '192.0.2.1', 3);
      expect([other.status, other.headers.get('idempotent-replayed')]).toEqual([201, null]);
      expect((await order(LONG, '192.0.2.1', 3)).body.id).toBe(other.body.id);
    });

    it('is of the address where it is shorter', async () => {
      const short = LONG.slice(1);
      const first = await order(short, '192.0.2.1');
      expect((await order(short, '198.51.100.7')).body.id).not.toBe(first.body.id);
      expect((await order(short, '192.0.2.1')).body.id).toBe(first.body.id);
      expect((await order(short, '192.0.2.1', 3)).status).toBe(422);
    });
  });

  it('lets one of a hundred at once take effect', async () => {
    const options = key();
    const before = await orders();
    const calls = Array.from({ length: 100 }, () =>
      here.as('user-1').post('/api/v1/orders', { amount: 5 }, options),
    );
    const answers = await Promise.all(calls);
    expect(await orders()).toBe(before + 1);
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id));
    expect(ids.size).toBe(1);
    const others = answers.filter(({ status }) => status !== 201);
    expect(others.every(({ status, body }) => status === 409 && body.code === 'IDEMPOTENCY_IN_PROGRESS')).toBe(
      true,
    );
    const again = await here.as('user-1').post('/api/v1/orders', { amount: 5 }, options);
    expect(ids).toEqual(new Set([again.body.id]));
  });

  it('does not wait for the one that is still running', async () => {
    const options = key();
    const slow = here.as('user-1').post('/api/v1/orders/how/slow', { amount: 5 }, options);
    await slowly.arrived;
    const second = await here.as('user-1').post('/api/v1/orders/how/slow', { amount: 5 }, options);
    expect([second.status, second.body.code, second.headers.get('retry-after')]).toEqual([
      409,
      'IDEMPOTENCY_IN_PROGRESS',
      '1',
    ]);
    slowly.open();
    expect((await slow).status).toBe(201);
  });

  it('keeps a conflict, whose effect was rolled back', async () => {
    const options = key();
    const before = await orders();
    const first = await here.as('user-1').post('/api/v1/orders/how/refused', { amount: 5 }, options);
    const second = await here.as('user-1').post('/api/v1/orders/how/refused', { amount: 5 }, options);
    expect([first.status, first.body.code]).toEqual([409, 'SOLD_OUT']);
    expect([second.status, second.body]).toEqual([409, first.body]);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(await orders()).toBe(before);
  });

  it.each([
    ['throttled', 429],
    ['broken', 500],
  ])('keeps no answer of a %s request (%i)', async (how, status) => {
    const options = key();
    for (let n = 0; n < 2; n++) {
      const answer = await here.as('user-1').post(`/api/v1/orders/how/${how}`, { amount: 5 }, options);
      expect([answer.status, answer.headers.get('idempotent-replayed')]).toEqual([status, null]);
    }
  });

  it('keeps an empty answer', async () => {
    const options = key();
    const before = await orders();
    for (let n = 0; n < 2; n++) {
      const { status, body } = await here
        .as('user-1')
        .post('/api/v1/orders/how/nothing', { amount: 1 }, options);
      expect([status, body]).toEqual([201, '']);
    }
    expect(await orders()).toBe(before + 1);
  });

  it.each(['/api/v1/orders/how/copied', '/api/v1/orders/forgotten'])(
    'makes a forgetful use case a fault: %s',
    async (path) => {
      const { status } = await here.as('user-1').post(path, { amount: 5 }, key());
      expect(status).toBe(500);
    },
  );

  it('refuses a key that is no key', async () => {
    for (const bad of ['a b', 'a'.repeat(256), '']) {
      const { status, body } = await here
        .as('user-1')
        .post('/api/v1/orders', { amount: 1 }, { headers: { 'idempotency-key': bad } });
      expect([status, body.code]).toEqual([400, 'INVALID_IDEMPOTENCY_KEY']);
    }
  });

  it('is without effect where none is taken', async () => {
    for (const headers of [{ 'idempotency-key': 'one-and-the-same' }, { 'idempotency-key': 'no key' }]) {
      const send = () => here.as('user-1').post('/api/v1/orders/tokens', undefined, { headers });
      const [first, second] = [await send(), await send()];
      expect([first.status, second.status, second.headers.get('idempotent-replayed')]).toEqual([
        200,
        200,
        null,
      ]);
      expect(second.body.token).not.toBe(first.body.token);
    }
  });

  it('is forgotten after 24 hours', async () => {
    const options = key();
    const first = await here.as('user-1').post('/api/v1/orders', { amount: 2 }, options);
    here.clock.advance(23 * 3_600_000);
    expect((await here.as('user-1').post('/api/v1/orders', { amount: 2 }, options)).body.id).toBe(
      first.body.id,
    );
    here.clock.advance(3_600_001);
    expect((await here.as('user-1').post('/api/v1/orders', { amount: 3 }, options)).body.id).not.toBe(
      first.body.id,
    );
    here.clock.advance(24 * 3_600_001);
    await here.app.get(IdempotencyKeys).cleanup();
    expect(await db.query('SELECT FROM platform.idempotency_keys')).toEqual([]);
    here.clock.reset();
  });
});
