import { createServer } from 'node:http';
import pg from 'pg';

// node … hasty-server.ts <port> <database url>: the failing twin of a server that survives kill -9. It says 201
// first and writes once some have come together, as one with its own queue in memory does; the proof must
// notice what it loses.

const [port, connectionString] = process.argv.slice(2) as [string, string];
const pool = new pg.Pool({ connectionString });
const KEPT = 5;
const queue: [booking: number, slot: number][] = [];
const { rows } = await pool.query<{ id: string }>('SELECT coalesce(max(id), 0) AS id FROM hasty_bookings');
let id = Number(rows[0]!.id) + 100_000;

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (request.method === 'GET') return void response.end();
    const { time_slot: slot } = JSON.parse(Buffer.concat(chunks).toString());
    const booking = ++id;
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ id: booking }));
    if (queue.push([booking, slot]) > KEPT)
      void pool.query('INSERT INTO hasty_bookings (id, slot) VALUES ($1, $2)', queue.shift());
  });
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
