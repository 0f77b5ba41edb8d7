import { InvoicesRepository } from '../../src/payments/invoices/invoices.repository.js';
import { PaymentsRepository } from '../../src/payments/model/payments.repository.js';
import type { Payment } from '../../src/payments/model/payment.entity.js';
import { brokenInvariants } from '../support/invariants.js';
import { onceServed } from '../support/overload.js';
import { Gate } from '../support/gate.js';
import { verdict, type Proof } from '../support/proof.js';
import { inParallel, type Random } from '../support/random.js';
import { SequencedInvoices, UnlockedInvoices } from '../support/unguarded-money.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { papers: 80, workers: 8 }, full: { papers: 3_000, workers: 30 } };
const SELLERS = 3;

class ChangedMind extends Error {}

let planted = 0;

/** Payments that were made, and have no invoice yet; a seller each in turn. */
async function plantPayments(here: World, count: number, sellers = SELLERS): Promise<Payment[]> {
  const rows = await here.db.query<{ id: number }>(
    `INSERT INTO payments.payments (booking_id, person_id, organizer_id, title, quantity, amount_cents,
       currency, method, provider, status, transaction_id, created_at, processed_at)
     SELECT $1 + n, 1, 1 + n % $3::int, 'Workshop', 1, 2999, 'USD', 'mock', 'simulator', 'completed',
       'RP1-' || ($1 + n), now(), now()
     FROM generate_series(1, $2::int) n RETURNING id`,
    [planted, count, sellers],
  );
  planted += count;
  const payments = here.app.get(PaymentsRepository, { strict: false });
  return payments.findMany(
    here.db,
    rows.map(({ id }) => id),
  );
}

/** Issues the payment's invoice in a transaction of its own, which ends with what `before` does. */
function issue(here: World, payment: Payment, before: () => Promise<void> | void): Promise<void> {
  const now = here.clock.now();
  const supply = { from: now.toISOString(), until: now.toISOString(), zone: 'UTC' };
  const sold = { payer: 'Ada', seller: 'Olga', supply, taxRate: 19_000 };
  return here.db.transaction(async (tx) => {
    await here.app.get(InvoicesRepository, { strict: false }).issue(tx, payment, sold, [], now);
    await before();
  });
}

/** Every second paper or so is rolled back after it had its number. */
async function issueOrNot(here: World, payment: Payment, random: Random): Promise<'issued' | 'undone'> {
  try {
    const isUndone = random.below(2) === 0;
    await onceServed(() =>
      issue(here, payment, () => {
        if (isUndone) throw new ChangedMind();
      }),
    );
    return 'issued';
  } catch (error) {
    if (error instanceof ChangedMind) return 'undone';
    throw error;
  }
}

/** Numbers that are missing below the greatest of their seller, and such as are there twice. */
async function faults(here: World): Promise<{ gaps: number; twice: number }> {
  const [row] = await here.db.query<{ gaps: number; twice: number }>(
    `SELECT coalesce(sum(last - different), 0)::int AS gaps, coalesce(sum(issued - different), 0)::int AS twice
     FROM (SELECT max(number) AS last, count(DISTINCT number) AS different, count(*) AS issued
       FROM (SELECT organizer_id, split_part(invoice_number, '-', 2)::int AS number FROM payments.invoices) i
       GROUP BY organizer_id) of_seller`,
  );
  return row!;
}

async function twin(kind: typeof InvoicesRepository, run: (here: World) => Promise<void>) {
  const here = await world({ LOG_LEVEL: 'silent' });
  try {
    await here.db.query('CREATE SEQUENCE payments.twin_numbers');
    await here.db.query('ALTER TABLE payments.invoices DROP CONSTRAINT invoices_number_unique');
    Object.setPrototypeOf(here.app.get(InvoicesRepository, { strict: false }), kind.prototype as object);
    await run(here);
    return await faults(here);
  } finally {
    await here.close();
  }
}

/** A number that was taken back, and one after it. */
async function undone(here: World): Promise<void> {
  const [first, second] = await plantPayments(here, 2, 1);
  await issue(here, first!, () => Promise.reject(new ChangedMind())).catch(() => null);
  await issue(here, second!, () => undefined);
}

/** Both have their number before either commits. */
async function together(here: World): Promise<void> {
  const [first, second] = await plantPayments(here, 2, 1);
  const gate = new Gate();
  const waiting = issue(here, first!, () => gate.pass());
  await gate.arrived;
  await issue(here, second!, () => undefined);
  gate.open();
  await waiting;
}

const proof: Proof = {
  id: 'RP1',
  what: 'invoices of a few sellers issued at once, half of them rolled back: no gap, no number twice',
  async run(size, progress) {
    const { papers, workers } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent', DATABASE_POOL_SIZE: '20' });
    try {
      const left = await plantPayments(here, papers);
      const counts = { issued: 0, undone: 0 };
      await inParallel(workers, async (random) => {
        for (let payment = left.pop(); payment; payment = left.pop()) {
          counts[await issueOrNot(here, payment, random)]++;
          if (left.length % 20 === 0) progress(`${left.length} papers to go`);
        }
      });
      const found = await faults(here);
      const broken = await brokenInvariants(here.db);
      const rolledBack = await twin(SequencedInvoices, undone);
      const unlocked = await twin(UnlockedInvoices, together);
      const figures = {
        ...{ papers, workers, ...counts, gaps: found.gaps, twice: found.twice },
        ...{ twin_gaps: rolledBack.gaps, twin_twice: unlocked.twice },
      };
      return verdict(figures, {
        'no gap': found.gaps === 0,
        'no number twice': found.twice === 0,
        'the series know their last number': !('invoice_numbers_with_gaps' in broken),
        'some were issued, and some undone': counts.issued > 0 && counts.undone > 0,
        'the twin without rollback leaves gaps': rolledBack.gaps === 1,
        'the twin without the lock gives a number twice': unlocked.twice === 1,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
