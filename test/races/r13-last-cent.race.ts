import { LedgerService } from '../../src/payments/ledger/ledger.service.js';
import { PaymentsRepository } from '../../src/payments/model/payments.repository.js';
import { InsufficientCredits } from '../../src/payments/payments.errors.js';
import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, tally } from '../support/load.js';
import { plantMeeting } from '../support/meetings.js';
import { balanceOf, offerPriced, payTickets } from '../support/money.js';
import { onceServed } from '../support/overload.js';
import { verdict, type Proof } from '../support/proof.js';
import { ForgetfulPayments } from '../support/unguarded-money.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { atOnce: 40, rounds: 1 }, full: { atOnce: 100, rounds: 3 } };
const DROP_CONSTRAINTS = `
  ALTER TABLE payments.payments DROP CONSTRAINT payments_refunds_within_amount;
  ALTER TABLE payments.accounts DROP CONSTRAINT accounts_balance_not_negative;
  ALTER TABLE booking.bookings DROP CONSTRAINT bookings_refunds_within_paid`;

interface Round {
  refunds: number;
  refundedCents: number;
  spends: number;
  left: number;
  transfers: number;
  /** Of all its meetings, and what is left to spend. */
  setAside: number;
  unspent: number;
  strange: string[];
}

const MEETINGS = 8;

let holders = 1_000;

/** Everybody refunds one payment at once: its payer, its organizer and an admin in turns. */
async function refundAtOnce(
  here: World,
  atOnce: number,
): Promise<Pick<Round, 'refunds' | 'refundedCents' | 'strange'>> {
  const [payer, organizer, admin] = [await here.signUp(), await here.signUpAs('organizer'), await here.admin()];
  const { payment } = await payTickets(payer, await offerPriced(here, organizer));
  const client = new LoadClient(here.url, atOnce);
  const people = [payer, organizer, admin];
  const calls = Array.from({ length: atOnce }, (_, n) =>
    client.post(`/api/v1/payments/${payment.id}/refund`, people[n % people.length]!.access),
  );
  const answers = tally(await Promise.all(calls));
  client.close();
  await here.drainEvents();
  const [row] = await here.db.query<{ cents: number }>(
    `SELECT coalesce(sum(amount_cents), 0)::int AS cents FROM payments.refunds WHERE payment_id = $1`,
    [payment.id],
  );
  const strange = Object.keys(answers).filter(
    (answer) => answer !== '200' && answer !== '409 NOTHING_TO_REFUND',
  );
  return { refunds: answers['200'] ?? 0, refundedCents: row!.cents, strange };
}

/** One credit, and everybody spends it at once. */
async function spendAtOnce(here: World, atOnce: number): Promise<Pick<Round, 'spends' | 'left'>> {
  const ledger = here.app.get(LedgerService, { strict: false });
  const [user, holder] = [{ kind: 'credits' as const, holder: ++holders }, holders];
  const order = { kind: 'race', amount: 1, unit: 'CREDIT' };
  const bought = {
    ...order,
    reference: `buy:${holder}`,
    from: { kind: 'issuance' as const, holder: 'house' },
    to: user,
  };
  await here.db.transaction((tx) => ledger.transfer(tx, bought));
  const spend = (n: number) => {
    const spent = {
      ...order,
      reference: `spend:${holder}:${n}`,
      from: user,
      to: { kind: 'escrow' as const, holder },
    };
    return onceServed(() => here.db.transaction((tx) => ledger.transfer(tx, spent)));
  };
  const results = await Promise.allSettled(Array.from({ length: atOnce }, (_, n) => spend(n)));
  for (const result of results)
    if (result.status === 'rejected' && !(result.reason instanceof InsufficientCredits)) throw result.reason;
  const sql = `SELECT balance FROM payments.accounts WHERE kind = 'credits' AND holder = $1`;
  const [row] = await here.db.query<{ balance: number }>(sql, [String(holder)]);
  return { spends: results.filter(({ status }) => status === 'fulfilled').length, left: row!.balance };
}

/** One credit, and several meetings that it is set aside for at once. */
async function transferAtOnce(
  here: World,
  atOnce: number,
): Promise<Pick<Round, 'transfers' | 'setAside' | 'unspent' | 'strange'>> {
  const [payer, expert] = [await here.signUp(), await here.signUp()];
  await here.drainEvents();
  const meetings: number[] = [];
  for (let n = 1; n <= MEETINGS; n++) meetings.push(await plantMeeting(here, payer, expert, 24 + 2 * n));
  const client = new LoadClient(here.url, atOnce);
  const calls = Array.from({ length: atOnce }, (_, n) =>
    client.post('/api/v1/credits/transfer', payer.access, { meeting_id: meetings[n % MEETINGS], amount: 1 }),
  );
  const answers = tally(await Promise.all(calls));
  client.close();
  const sql = `SELECT coalesce(sum(balance), 0)::int AS credits FROM payments.accounts
    WHERE kind = 'escrow' AND holder = ANY($1::text[])`;
  const [row] = await here.db.query<{ credits: number }>(sql, [meetings.map(String)]);
  const unspent = await balanceOf(here, 'credits', payer.id, 'CREDIT');
  const strange = Object.keys(answers).filter(
    (answer) => answer !== '200' && answer !== '409 INSUFFICIENT_CREDITS',
  );
  return { transfers: answers['200'] ?? 0, setAside: row!.credits, unspent, strange };
}

async function round(here: World, atOnce: number): Promise<Round> {
  const [refunds, spends] = [await refundAtOnce(here, atOnce), await spendAtOnce(here, atOnce)];
  const transfers = await transferAtOnce(here, atOnce);
  return { ...refunds, ...spends, ...transfers, strange: [...refunds.strange, ...transfers.strange] };
}

async function twin(): Promise<Round> {
  const here = await world({ LOG_LEVEL: 'silent' });
  try {
    await here.db.query(DROP_CONSTRAINTS);
    Object.setPrototypeOf(
      here.app.get(PaymentsRepository, { strict: false }),
      ForgetfulPayments.prototype as object,
    );
    return await round(here, 10);
  } finally {
    await here.close();
  }
}

const proof: Proof = {
  id: 'R13',
  what: 'many refunds of one payment, many spends of the last credit, and it for many meetings: one succeeds',
  async run(size, progress) {
    const { atOnce, rounds } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const seen: Round[] = [];
      for (let each = 0; each < rounds; each++) {
        seen.push(await round(here, atOnce));
        progress(`round ${each + 1} of ${rounds}`);
      }
      const broken = await brokenInvariants(here.db);
      const unguarded = await twin();
      const figures = {
        at_once: atOnce,
        rounds,
        refunds_max: Math.max(...seen.map(({ refunds }) => refunds)),
        refunded_cents_max: Math.max(...seen.map(({ refundedCents }) => refundedCents)),
        spends_max: Math.max(...seen.map(({ spends }) => spends)),
        transfers_max: Math.max(...seen.map(({ transfers }) => transfers)),
        strange: seen.flatMap(({ strange }) => strange).join(', ') || 'none',
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_refunds: unguarded.refunds,
        twin_refunded_cents: unguarded.refundedCents,
        twin_spends: unguarded.spends,
        twin_transfers: unguarded.transfers,
      };
      return verdict(figures, {
        'one refund succeeds': seen.every(({ refunds }) => refunds === 1),
        'the price went back once': seen.every(({ refundedCents }) => refundedCents === 2999),
        'one spend succeeds': seen.every(({ spends, left }) => spends === 1 && left === 0),
        'one meeting gets the last credit': seen.every(
          ({ transfers, setAside, unspent }) => transfers === 1 && setAside === 1 && unspent === 0,
        ),
        'all else is refused as it should be': figures.strange === 'none',
        'invariants hold': Object.keys(broken).length === 0,
        'the twin gives back more than was paid': unguarded.refundedCents > 2999,
        'the twin spends what is not there': unguarded.spends > 1,
        'the twin sets more aside than there is': unguarded.transfers > 1 && unguarded.setAside > 1,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
