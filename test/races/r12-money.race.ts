import type { AccountRef } from '../../src/payments/ledger/ledger.entity.js';
import { LedgerRepository } from '../../src/payments/ledger/ledger.repository.js';
import { LedgerService } from '../../src/payments/ledger/ledger.service.js';
import { InsufficientCredits } from '../../src/payments/payments.errors.js';
import { isRetryable } from '../../src/platform/database/sqlstate.js';
import { brokenInvariants } from '../support/invariants.js';
import { LoadClient } from '../support/load.js';
import { offerPriced } from '../support/money.js';
import { onceServed } from '../support/overload.js';
import type { Person } from '../support/people.js';
import { untilBroken, verdict, type Proof } from '../support/proof.js';
import { inParallel, type Random } from '../support/random.js';
import { met } from '../support/somebody-waits.js';
import { UnguardedLedger } from '../support/unguarded-money.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { operations: 200, workers: 10 }, full: { operations: 10_000, workers: 50 } };
const HOT_ACCOUNTS = 20;
const HOT_EVENTS = 4;
/** Of a hundred operations, so many are credits that move in the ledger; the others are money over HTTP. */
const CREDITS = 70;

const DROP_CONSTRAINT = 'ALTER TABLE payments.accounts DROP CONSTRAINT accounts_balance_not_negative';

const HOUSE: AccountRef = { kind: 'issuance', holder: 'house' };

let references = 0;

/** Moves up to five credits between accounts that everybody fights for; often more than are there. */
async function moveCredits(here: World, random: Random): Promise<string> {
  const user = (): AccountRef => ({ kind: 'credits', holder: random.below(HOT_ACCOUNTS) });
  const escrow = (): AccountRef => ({ kind: 'escrow', holder: random.below(HOT_ACCOUNTS) });
  const ways: [string, AccountRef, AccountRef][] = [
    ['purchased', HOUSE, user()],
    ['spent', user(), escrow()],
    ['spent', user(), escrow()],
    ['earned', escrow(), user()],
    ['sent', { kind: 'credits', holder: 0 }, { kind: 'credits', holder: 1 + random.below(HOT_ACCOUNTS - 1) }],
  ];
  const [kind, from, to] = random.of(ways);
  const order = {
    reference: `race:${++references}`,
    kind,
    from,
    to,
    amount: 1 + random.below(5),
    unit: 'CREDIT',
  };
  try {
    const ledger = here.app.get(LedgerService, { strict: false });
    await onceServed(() => here.db.transaction((tx) => ledger.transfer(tx, order)));
    return 'moved';
  } catch (error) {
    if (error instanceof InsufficientCredits) return 'refused';
    return isRetryable(error) ? 'deadlock' : 'fault';
  }
}

interface Buyer {
  person: Person;
  client: LoadClient;
  /** Payments that were not refunded yet, by event. */
  paid: Map<number, number>;
}

/** Books and pays where nothing is held yet, else refunds, sometimes twice. */
async function moveMoney({ person, client, paid }: Buyer, events: number[], random: Random): Promise<string> {
  const event = random.of(events);
  const held = paid.get(event);
  if (held !== undefined) {
    paid.delete(event);
    const { status } = await client.post(`/api/v1/payments/${held}/refund`, person.access);
    return outcome(status, 'refunded');
  }
  const booking = await client.post('/api/v1/bookings', person.access, { event, number_of_tickets: 1 });
  if (booking.status !== 201) return outcome(booking.status, 'booked');
  const wish = { booking: booking.body.id, amount: random.below(10) === 0 ? '0.01' : '29.99', method: 'mock' };
  const { status, body } = await client.post('/api/v1/payments', person.access, wish);
  if (status === 201) paid.set(event, body.id as number);
  else await client.post(`/api/v1/bookings/${booking.body.id}/cancel`, person.access);
  return outcome(status, 'paid');
}

function outcome(status: number, success: string): string {
  if (status < 300) return success;
  return status < 500 ? 'refused' : 'fault';
}

async function churn(
  here: World,
  operations: number,
  workers: number,
  money: boolean,
  progress: (text: string) => void,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const organizers = await Promise.all(Array.from({ length: HOT_EVENTS }, () => here.signUpAs('organizer')));
  const events = await Promise.all(organizers.map((organizer) => offerPriced(here, organizer)));
  const buyers: Buyer[] = [];
  for (let worker = 0; money && worker < workers; worker++) {
    buyers.push({ person: await here.signUp(), client: new LoadClient(here.url, 1), paid: new Map() });
  }
  let left = operations;
  await inParallel(workers, async (random, worker) => {
    while (left-- > 0) {
      const isCredit = !money || random.below(100) < CREDITS;
      const result = isCredit
        ? await moveCredits(here, random)
        : await moveMoney(buyers[worker]!, events, random);
      counts[result] = (counts[result] ?? 0) + 1;
      if (left % 20 === 0) progress(`${left} operations to go`);
    }
  });
  for (const { client } of buyers) client.close();
  return counts;
}

const LOCK_HOUSE = `SELECT FROM payments.accounts WHERE kind = 'issuance' FOR NO KEY UPDATE`;

/** Two people buy credits, and each purchase has read what the house had before the other. */
async function buyTogether(here: World): Promise<void> {
  const ledger = here.app.get(LedgerService, { strict: false });
  const buy = async (holder: number) => {
    const [to, reference] = [{ kind: 'credits' as const, holder }, `race:${++references}`];
    const order = { reference, kind: 'purchased', from: HOUSE, to, amount: 1, unit: 'CREDIT' };
    await here.db.transaction((tx) => ledger.transfer(tx, order));
  };
  await buy(0);
  await buy(1);
  await met(here, LOCK_HOUSE, [], () => Promise.all([buy(0), buy(1)]));
}

const isBroken = (broken: Record<string, number>) =>
  'balances_differ_from_postings' in broken && 'users_below_zero' in broken;

/** Without the lock and the constraint: balances that are lost, and users who owe. */
async function twin(progress: (text: string) => void): Promise<Record<string, number>> {
  const here = await world({ LOG_LEVEL: 'silent' });
  try {
    Object.setPrototypeOf(
      here.app.get(LedgerRepository, { strict: false }),
      UnguardedLedger.prototype as object,
    );
    await here.db.query(DROP_CONSTRAINT);
    const attempt = async () => {
      await buyTogether(here);
      await churn(here, 300, 10, false, progress);
      return brokenInvariants(here.db);
    };
    return await untilBroken(attempt, isBroken);
  } finally {
    await here.close();
  }
}

const proof: Proof = {
  id: 'R12',
  what: 'random transfers, payments and refunds on hot accounts: sums are zero, nobody is below zero',
  async run(size, progress) {
    const { operations, workers } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent', DATABASE_POOL_SIZE: '20' });
    try {
      const counts = await churn(here, operations, workers, true, progress);
      progress('looking at the ledger');
      const admin = await here.admin();
      const { body: ledger } = await admin.http.get('/api/v1/admin/ledger/invariants');
      const broken = await brokenInvariants(here.db);
      const twinBroken = await twin(progress);
      const [{ deadlocks }] = (await here.db.query<{ deadlocks: number }>(
        'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
      )) as [{ deadlocks: number }];
      const figures = {
        operations,
        workers,
        ...counts,
        sums: ledger.currencies.map(({ currency, sum }: any) => `${currency} ${sum}`).join(', '),
        deadlocks,
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_breaks: Object.keys(twinBroken).join(' ') || 'nothing',
      };
      return verdict(figures, {
        'sums are zero':
          ledger.currencies.length === 2 && ledger.currencies.every(({ sum }: any) => Number(sum) === 0),
        'balances are their postings': ledger.accounts_out_of_balance.length === 0,
        'nobody is below zero': ledger.accounts_below_zero.length === 0,
        'something was moved, paid, refunded and refused': ['moved', 'paid', 'refunded', 'refused'].every(
          (name) => counts[name]! > 0,
        ),
        'no faults': !counts.fault && !counts.deadlock,
        'no deadlock': deadlocks === 0,
        'invariants hold': Object.keys(broken).length === 0,
        'the twin loses balances': 'balances_differ_from_postings' in twinBroken,
        'the twin lets users go below zero': 'users_below_zero' in twinBroken,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
