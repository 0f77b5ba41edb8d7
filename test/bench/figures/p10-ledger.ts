import { absolute, compared, type Benchmark, type Figure } from '../figure.js';
import { copyTables } from '../bare/tables.js';
import type { Traffic, TransferRun } from '../bare/ledger.js';
import { spreadOf } from '../measuring/percentiles.js';
import { inTurns } from '../measuring/rounds.js';
import { withClient } from '../stage/cluster.js';
import { POOL_SIZE } from '../stage/stage.js';

const ACCOUNTS = 1_000;
const PACE = { accounts: ACCOUNTS, connections: 50, seconds: 2 };
/** What every user has at first: more than any run takes. */
const START = 10_000_000;

/** P10: what the ledger moves between users, beside the bare statement on the same tables without triggers. */
export const ledger: Benchmark = {
  id: 'P10',
  what: `credit transfers, 50 connections, ${ACCOUNTS.toLocaleString('en-US')} accounts; one hot; into escrow`,
  async run(stage, progress): Promise<Figure[]> {
    const databaseUrl = await stage.createDatabase();
    await seedCredits(databaseUrl);
    const tables = ['payments.accounts', 'payments.transfers', 'payments.postings'];
    await copyTables(databaseUrl, { tables, filled: ['payments.accounts'] });
    const mover = await stage.start('bare/ledger.ts');
    const run = (contestant: TransferRun['contestant'], traffic: Traffic) => () =>
      mover.ask<number>('run', {
        databaseUrl,
        poolSize: POOL_SIZE,
        contestant,
        traffic,
        ...PACE,
      } satisfies TransferRun);
    const contestants = {
      product: run('product', 'spread'),
      bare: run('bare', 'spread'),
      hot: run('product', 'hot'),
      bareHot: run('bare', 'hot'),
      escrow: run('product', 'escrow'),
      bareEscrow: run('bare', 'escrow'),
    };
    for (const warmUp of Object.values(contestants)) await warmUp();
    const { results } = await inTurns<number>(contestants, { baseline: 'bare', of: (rate) => rate, progress });
    await requireBalance(databaseUrl);
    const share = { text: '≥ 0.35 ×', atLeast: 0.35 };
    const hot = { text: '≥ 500/s', atLeast: 500 };
    const spread = (name: keyof typeof contestants) => spreadOf(results[name]!);
    return [
      compared(
        'P10',
        `ledger transfers between ${ACCOUNTS} accounts`,
        '/s',
        spread('product'),
        spread('bare'),
        share,
      ),
      compared(
        'P10',
        'ledger transfers into the escrow of a meeting each',
        '/s',
        spread('escrow'),
        spread('bareEscrow'),
        share,
      ),
      absolute('P10', 'ledger transfers out of one hot account', '/s', spread('hot'), hot, spread('bareHot')),
    ];
  },
};

async function seedCredits(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query(
      `INSERT INTO payments.accounts (kind, holder, unit, balance)
       VALUES ('issuance', 'bench', 'CREDIT', -$1::bigint * $2::bigint)`,
      [ACCOUNTS, START],
    );
    await client.query(
      `INSERT INTO payments.accounts (kind, holder, unit, balance)
       SELECT 'credits', n::text, 'CREDIT', $2::bigint FROM generate_series(0, $1::int - 1) n`,
      [ACCOUNTS, START],
    );
    await client.query(
      `WITH made AS (
         INSERT INTO payments.transfers (reference, kind, unit, amount, occurred_at)
         VALUES ('bench:start', 'bench', 'CREDIT', $1::bigint * $2::bigint, now()) RETURNING id)
       INSERT INTO payments.postings (transfer_id, account_id, amount)
       SELECT made.id, a.id, a.balance FROM made, payments.accounts a WHERE a.balance <> 0`,
      [ACCOUNTS, START],
    );
    await client.query('VACUUM ANALYZE payments.accounts, payments.transfers, payments.postings');
  });
}

/** Fast and wrong would be no figure. */
async function requireBalance(databaseUrl: string): Promise<void> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ sum: string; differing: number }>(
      `WITH posted AS (SELECT account_id, sum(amount) AS amount FROM payments.postings GROUP BY account_id)
       SELECT sum(a.balance)::text AS sum, count(*) FILTER (WHERE a.balance <> posted.amount)::int AS differing
       FROM payments.accounts a JOIN posted ON posted.account_id = a.id`,
    ),
  );
  const { sum, differing } = rows[0]!;
  if (sum !== '0' || differing > 0) throw new Error(`The ledger sums to ${sum}; ${differing} balances differ.`);
}
