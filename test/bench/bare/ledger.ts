import pg from 'pg';
import { DataSource } from 'typeorm';
import { LedgerRepository, type TransferOrder } from '../../../src/payments/ledger/ledger.repository.js';
import { LedgerService } from '../../../src/payments/ledger/ledger.service.js';
import { loadConfig } from '../../../src/platform/config/config.js';
import { dataSourceOptions } from '../../../src/platform/database/data-source-options.js';
import { Database } from '../../../src/platform/database/database.js';
import { SystemClock } from '../../../src/shared/clock.js';
import { serve } from '../stage/serve.js';
import { bareEscrow, bareTransfer } from './statements.js';

/** How transfers are chosen: between all accounts by turns, all out of one, or each into a meeting's escrow. */
export type Traffic = 'spread' | 'hot' | 'escrow';

export interface TransferRun {
  databaseUrl: string;
  poolSize: number;
  contestant: 'product' | 'bare';
  traffic: Traffic;
  accounts: number;
  connections: number;
  seconds: number;
}

type Transfer = (reference: string, from: number, to: number) => Promise<unknown>;

let made = 0;

// The product's ledger as a use case calls it, in a transaction of its own, beside its bare statement on copies
// of its tables that have no triggers: both from this process.
serve({
  /** Answers the transfers per second. */
  async run({
    databaseUrl,
    poolSize,
    contestant,
    traffic,
    accounts,
    connections,
    seconds,
  }: TransferRun): Promise<number> {
    const { transfer, close } = await (contestant === 'product' ? ours : theirs)(
      databaseUrl,
      poolSize,
      traffic,
    );
    const startedAt = performance.now();
    const until = startedAt + seconds * 1000;
    let done = 0;
    await Promise.all(
      Array.from({ length: connections }, async (_, worker) => {
        for (let n = worker; performance.now() < until; n += connections) {
          const from = traffic === 'hot' ? 0 : (n * 7919) % accounts;
          const to = {
            spread: (from + 1 + ((n * 31) % (accounts - 1))) % accounts,
            hot: 1 + (n % (accounts - 1)),
            escrow: made + 1,
          }[traffic];
          await transfer(`${contestant}:${process.pid}:${++made}`, from, to);
          done++;
        }
      }),
    );
    const perSecond = done / ((performance.now() - startedAt) / 1000);
    await close();
    return perSecond;
  },
});

async function ours(
  databaseUrl: string,
  poolSize: number,
  traffic: Traffic,
): Promise<{ transfer: Transfer; close(): Promise<void> }> {
  const dataSource = await new DataSource(dataSourceOptions(databaseUrl, poolSize)).initialize();
  const db = new Database(dataSource, loadConfig({ NODE_ENV: 'test', DATABASE_URL: databaseUrl }));
  const ledger = new LedgerService(new LedgerRepository(), new SystemClock());
  const order = (reference: string, from: number, to: number): TransferOrder => ({
    reference,
    kind: 'bench',
    from: { kind: 'credits', holder: from },
    to: { kind: traffic === 'escrow' ? 'escrow' : 'credits', holder: to },
    amount: 1,
    unit: 'CREDIT',
  });
  const transfer: Transfer = (...what) => db.transaction((tx) => ledger.transfer(tx, order(...what)));
  return { transfer, close: () => dataSource.destroy() };
}

async function theirs(
  databaseUrl: string,
  poolSize: number,
  traffic: Traffic,
): Promise<{ transfer: Transfer; close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
  const statement = traffic === 'escrow' ? bareEscrow : bareTransfer;
  const transfer: Transfer = (reference, from, to) =>
    pool.query({ ...statement, values: [reference, String(from), String(to)] });
  return { transfer, close: () => pool.end() };
}
