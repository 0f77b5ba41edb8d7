import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { serve } from '../stage/serve.js';
import { bookAtOnce, insertBooking, insertOutbox, listMine, listOffers, takeSeat } from './statements.js';

/** A way to answer a request: status and body. */
type Handler = (
  pool: pg.Pool,
  request: IncomingMessage,
  body: string,
) => Promise<[status: number, body: unknown]>;

const handlers: Record<string, Handler> = {
  '/five': fiveTrips,
  '/one': oneStatement,
  '/list': async (pool, request) => {
    const query = new URL(request.url!, 'http://bare').searchParams;
    return [200, (await pool.query(listOffers, [query.get('category'), query.get('date')])).rows];
  },
  '/mine': async (pool, request) => [200, (await pool.query(listMine, [personOf(request)])).rows],
  '/ready': async (pool) => [200, (await pool.query('SELECT 1 AS ready')).rows],
};

interface ListenOrder {
  databaseUrl: string;
  poolSize: number;
  /** Further paths, each answered with the rows of one statement. */
  routes?: Record<string, { name: string; text: string; values: unknown[] }>;
}

// What node:http and pg can do on this machine with the same tables: no framework, no checks, no identity.
serve({
  async listen({ databaseUrl, poolSize, routes = {} }: ListenOrder): Promise<string> {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
    for (const [path, statement] of Object.entries(routes)) {
      handlers[path] = async () => [200, (await pool.query(statement)).rows];
    }
    const server = createServer((request, response) => void answer(pool, request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 1024, resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
});

async function answer(pool: pg.Pool, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += chunk;
  const handler = handlers[request.url!.split('?')[0]!]!;
  const [status, value] = await handler(pool, request, body).catch(
    (error: Error) => [500, error.message] as const,
  );
  const text = JSON.stringify(value);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}

async function fiveTrips(pool: pg.Pool, request: IncomingMessage, body: string): ReturnType<Handler> {
  const { time_slot: slot } = JSON.parse(body) as { time_slot: number };
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const [offer] = (await client.query<{ id: string }>(takeSeat, [slot])).rows;
    if (!offer) {
      await client.query('ROLLBACK');
      return [409, { code: 'SLOT_UNAVAILABLE' }];
    }
    const [booking] = (await client.query(insertBooking, [offer.id, personOf(request)])).rows;
    await client.query(insertOutbox, [
      { bookingId: booking.id, kind: booking.kind, personId: booking.person_id },
    ]);
    await client.query('COMMIT');
    return [201, booking];
  } finally {
    client.release();
  }
}

async function oneStatement(pool: pg.Pool, request: IncomingMessage, body: string): ReturnType<Handler> {
  const { time_slot: slot } = JSON.parse(body) as { time_slot: number };
  const [booking] = (await pool.query(bookAtOnce, [slot, personOf(request)])).rows;
  return booking ? [201, booking] : [409, { code: 'SLOT_UNAVAILABLE' }];
}

function personOf(request: IncomingMessage): number {
  return Number(request.headers['x-person']);
}
