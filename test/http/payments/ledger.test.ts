import { InvariantsProcessor } from '../../../src/platform/registries/invariants.processor.js';
import { LedgerService } from '../../../src/payments/ledger/ledger.service.js';
import type { TransferOrder } from '../../../src/payments/ledger/ledger.repository.js';
import { brokenInvariants } from '../../support/invariants.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let admin: Person;
let ledger: LedgerService;
let references = 0;

beforeAll(async () => {
  here = await world({ LOG_LEVEL: 'silent' });
  admin = await here.admin();
  ledger = here.app.get(LedgerService, { strict: false });
});
afterAll(() => here.close());

const order = (overrides: Partial<TransferOrder> = {}): TransferOrder => ({
  reference: `test:${++references}`,
  kind: 'test',
  from: { kind: 'issuance', holder: 'house' },
  to: { kind: 'credits', holder: 1 },
  amount: 5,
  unit: 'CREDIT',
  ...overrides,
});
const transfer = (wanted: TransferOrder) => here.db.transaction((tx) => ledger.transfer(tx, wanted));
const balance = async (kind: string, holder: number | string, unit = 'CREDIT') => {
  const sql = 'SELECT balance FROM payments.accounts WHERE kind = $1 AND holder = $2 AND unit = $3';
  return (await here.db.query<{ balance: number }>(sql, [kind, String(holder), unit]))[0]?.balance;
};

describe('the ledger', () => {
  afterEach(async () => expect(await brokenInvariants(here.db)).toEqual({}));

  it('moves an amount from one account to another', async () => {
    await transfer(order({ to: { kind: 'credits', holder: 10 } }));
    await transfer(
      order({ from: { kind: 'credits', holder: 10 }, to: { kind: 'escrow', holder: 3 }, amount: 2 }),
    );
    expect([await balance('credits', 10), await balance('escrow', 3)]).toEqual([3, 2]);
  });

  it('moves nothing a second time under one reference', async () => {
    const once = order({ to: { kind: 'credits', holder: 11 } });
    expect(await transfer(once)).toBe(await transfer(once));
    expect(await balance('credits', 11)).toBe(5);
    await expect(transfer({ ...once, amount: 6 })).rejects.toThrow('knows another transfer');
  });

  it('leaves no user below zero, and nothing written', async () => {
    await transfer(order({ to: { kind: 'credits', holder: 12 } }));
    const tooMuch = order({
      from: { kind: 'credits', holder: 12 },
      to: { kind: 'escrow', holder: 4 },
      amount: 6,
    });
    await expect(transfer(tooMuch)).rejects.toMatchObject({ code: 'INSUFFICIENT_CREDITS' });
    expect([await balance('credits', 12), await balance('escrow', 4)]).toEqual([5, undefined]);
  });

  it('lets a receivable go below zero', async () => {
    const [organizer, provider] = [
      { kind: 'receivable', holder: 13 },
      { kind: 'provider', holder: 'mock' },
    ] as const;
    await transfer(order({ from: organizer, to: provider, unit: 'EUR' }));
    expect(await balance('receivable', 13, 'EUR')).toBe(-5);
  });

  it('names the transfer that a reversal takes back', async () => {
    const first = order({ to: { kind: 'credits', holder: 14 } });
    const id = await transfer(first);
    const back = await transfer(order({ from: first.to, to: first.from, reverses: first.reference }));
    const [row] = await here.db.query('SELECT reverses FROM payments.transfers WHERE id = $1', [back]);
    expect(row).toEqual({ reverses: id });
  });

  it.each([0, -1, 1.5, NaN, Infinity, 1e308])('takes no amount of %p', async (amount) => {
    await expect(transfer(order({ amount }))).rejects.toThrow(RangeError);
  });

  it('takes two accounts', async () => {
    const account = { kind: 'credits', holder: 1 } as const;
    await expect(transfer(order({ from: account, to: account }))).rejects.toThrow(RangeError);
  });
});

describe('the tables of the ledger', () => {
  const insert = (accounts: [account: number, amount: number][], transferId: number) =>
    here.db.query(
      `INSERT INTO payments.postings (transfer_id, account_id, amount)
       SELECT $1, * FROM unnest($2::bigint[], $3::bigint[])`,
      [transferId, accounts.map(([account]) => account), accounts.map(([, amount]) => amount)],
    );
  const account = async (unit: string, holder: string) =>
    (
      await here.db.query<{ id: number }>(
        `INSERT INTO payments.accounts (kind, holder, unit) VALUES ('issuance', $2, $1) RETURNING id`,
        [unit, holder],
      )
    )[0]!.id;
  const bare = async () =>
    (
      await here.db.query<{ id: number }>(
        `INSERT INTO payments.transfers (reference, kind, unit, amount, occurred_at)
         VALUES ($1, 'test', 'CREDIT', 5, now()) RETURNING id`,
        [`bare:${++references}`],
      )
    )[0]!.id;

  it('refuse postings that do not sum to zero, or are of another unit', async () => {
    const [one, two, euros] = [
      await account('CREDIT', 'a'),
      await account('CREDIT', 'b'),
      await account('EUR', 'c'),
    ];
    const id = await bare();
    const unbalanced = { constraint: 'postings_balanced' };
    await expect(
      insert(
        [
          [one, -5],
          [two, 4],
        ],
        id,
      ),
    ).rejects.toMatchObject(unbalanced);
    await expect(insert([[one, -5]], id)).rejects.toMatchObject(unbalanced);
    await expect(
      insert(
        [
          [one, -5],
          [euros, 5],
        ],
        id,
      ),
    ).rejects.toMatchObject(unbalanced);
    await expect(
      insert(
        [
          [one, -9],
          [two, 9],
        ],
        id,
      ),
    ).rejects.toMatchObject(unbalanced);
  });

  it.each(['transfers', 'postings'])('keep %s for ever', async (table) => {
    const kept = { constraint: `${table}_append_only` };
    await expect(here.db.query(`UPDATE payments.${table} SET amount = 1`)).rejects.toMatchObject(kept);
    await expect(here.db.query(`DELETE FROM payments.${table}`)).rejects.toMatchObject(kept);
    await expect(here.db.query(`TRUNCATE payments.${table} CASCADE`)).rejects.toMatchObject(kept);
  });
});

describe('GET /admin/ledger/invariants', () => {
  const asked = async () => (await admin.http.get('/api/v1/admin/ledger/invariants')).body;

  it('is for admins', async () => {
    const person = await here.signUp();
    expect((await here.http().get('/api/v1/admin/ledger/invariants')).status).toBe(401);
    expect((await person.http.get('/api/v1/admin/ledger/invariants')).status).toBe(403);
  });

  it('answers sums of zero, and which accounts are out of balance', async () => {
    const before = await asked();
    expect(before.currencies).toEqual([
      { currency: 'CREDIT', sum: '0' },
      { currency: 'EUR', sum: '0.00' },
    ]);
    expect(before).toMatchObject({
      accounts_out_of_balance: [],
      accounts_below_zero: [],
      transfers_out_of_balance: [],
    });
    const change = (by: number) =>
      here.db.query(
        `UPDATE payments.accounts SET balance = balance + $1 WHERE kind = 'receivable' AND holder = '13'`,
        [by],
      );
    await change(7);
    expect((await asked()).accounts_out_of_balance).toEqual([
      {
        id: expect.any(Number),
        kind: 'receivable',
        holder: '13',
        currency: 'EUR',
        balance: '0.02',
        postings: '-0.05',
      },
    ]);
    await here.app.get(InvariantsProcessor, { strict: false }).check();
    const { body: metrics } = await here.http().get('/metrics');
    expect(metrics).toMatch(/invariant_violations_total\{[^}]*"balances_differ_from_postings"\} 1/);
    await change(-7);
  });
});
