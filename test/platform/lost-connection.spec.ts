import { Logger } from '@nestjs/common';
import pg from 'pg';
import { isDatabaseUnavailable } from '../../src/platform/database/sqlstate.js';
import type { Tx } from '../../src/platform/database/tx.js';
import { eventually } from '../support/eventually.js';
import { kernel, kernelWith, type Kernel } from '../support/kernel.js';

let k: Kernel;
beforeAll(async () => void (k = await kernel()));
afterAll(() => k.close());

/** The server ends this transaction's connection, and the client has noticed. */
async function loseConnection(tx: Tx): Promise<void> {
  const [own] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await k.db.query('SELECT pg_terminate_backend($1::integer)', [own!.pid]);
  await eventually(() => expect(tx.manager.queryRunner!.isReleased).toBe(true));
}

const MOMENTS: Record<string, (tx: Tx) => Promise<unknown>> = {
  'before its commit': async () => undefined,
  'before a statement': (tx) => tx.query('SELECT 1'),
  'before a statement by the manager': (tx) => tx.manager.query('SELECT 1'),
};

describe('a transaction whose connection is lost', () => {
  it.each(Object.entries(MOMENTS))('%s says that the database is away', async (_, next) => {
    const lost = k.db.transaction(async (tx) => {
      await loseConnection(tx);
      return next(tx);
    });
    expect(isDatabaseUnavailable(await lost.catch((error: unknown) => error))).toBe(true);
    expect(await k.db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a server that restarts', () => {
  it('is away while its socket is', async () => {
    const client = new pg.Client({ host: '/nowhere' });
    const refused = await client.connect().catch((error: unknown) => error);
    expect(isDatabaseUnavailable(refused)).toBe(true);
  });

  it('is not what a missing file says', () => {
    const missing = Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT', syscall: 'open' });
    expect(isDatabaseUnavailable(missing)).toBe(false);
  });
});

describe('a replica that is away', () => {
  it('is told of once, as a replica, and the database answers in its place', async () => {
    const said = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const apart = await kernelWith({ DATABASE_REPLICA_URLS: 'postgres://nobody@127.0.0.1:1/none' });
    try {
      for (let read = 0; read < 3; read++)
        expect(await apart.db.queryReplica('SELECT 1 AS one')).toEqual([{ one: 1 }]);
      const lines = said.mock.calls.map(([line]) => line);
      expect(lines).toEqual([expect.stringMatching(/^A replica is away: .* \(.*ECONNREFUSED/)]);
    } finally {
      await apart.close();
      said.mockRestore();
    }
  });
});
