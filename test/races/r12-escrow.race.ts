import { DueBookingsProcessor } from '../../src/booking/bookings/due-bookings.processor.js';
import { BookingPaymentsRepository } from '../../src/booking/paying/booking-payments.repository.js';
import { DueEscrowsProcessor } from '../../src/payments/credits/due-escrows.processor.js';
import { EscrowService } from '../../src/payments/credits/escrow.service.js';
import { LedgerRepository } from '../../src/payments/ledger/ledger.repository.js';
import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, type LoadAnswer } from '../support/load.js';
import { buyCredits, plantMeeting, transferCredits } from '../support/meetings.js';
import { balanceOf } from '../support/money.js';
import { onceServed } from '../support/overload.js';
import type { Person } from '../support/people.js';
import { untilBroken, verdict, type Proof } from '../support/proof.js';
import { inParallel, type Random } from '../support/random.js';
import { met, somebodyWaits } from '../support/somebody-waits.js';
import { ForgetfulLedger, UnlockedBookings } from '../support/unguarded-money.js';
import { world, type World } from '../support/world.js';

const SIZES = {
  quick: { operations: 300, workers: 10, people: 8 },
  full: { operations: 5_000, workers: 50, people: 20 },
};
/** How often time goes on: by a quarter of an hour, and every twelfth time by more than a day. */
const STEPS = 24;
const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
const DAY_MS = 24 * HOUR_MS;
const BOUGHT = 20;
/** What is tried before the end of a meeting, and after it; what is there twice comes twice as often. */
const BEFORE = ['spent', 'spent', 'spent', 'confirmed', 'confirmed', 'confirmed', 'cancelled', 'completed'];
const AFTER = ['missed', 'missed', 'missed', 'spent', 'completed', 'cancelled', 'decided'];
const MOVES = ['asked', 'spent', 'confirmed', 'cancelled', 'completed', 'missed', 'refused'];

const ENV = {
  LOG_LEVEL: 'silent',
  ACCESS_TOKEN_TTL: '60d',
  REFRESH_TOKEN_TTL: '90d',
  DATABASE_POOL_SIZE: '20',
};

interface Meeting {
  id: number;
  requester: Person;
  expert: Person;
  endsAt: number;
}

/** Everybody asks everybody, spends on it, and ends it in one way or another. */
class Churn {
  readonly counts: Record<string, number> = {};
  private readonly meetings: Meeting[] = [];

  constructor(
    private readonly here: World,
    private readonly client: LoadClient,
    private readonly people: Person[],
    private readonly admin: Person,
  ) {}

  async turn(random: Random): Promise<void> {
    this.here.clock.tick();
    const meeting = this.meetings.length > 0 && random.below(100) >= 22 ? this.recent(random) : null;
    const [name, answer] = meeting ? await this.move(meeting, random) : await this.ask(random);
    const { status } = answer;
    const outcome = status < 300 ? name : status < 500 ? 'refused' : 'fault';
    this.counts[outcome] = (this.counts[outcome] ?? 0) + 1;
  }

  private recent(random: Random): Meeting {
    const { length } = this.meetings;
    return this.meetings[length - 1 - random.below(Math.min(length, 12 + Math.floor(length / 4)))]!;
  }

  private async ask(random: Random): Promise<[string, LoadAnswer]> {
    const [requester, expert] = [random.of(this.people), random.of(this.people)];
    const quarter = Math.floor(this.here.clock.now().getTime() / QUARTER_MS);
    const starts = (quarter + 1 + random.below(8)) * QUARTER_MS;
    const answer = await this.client.post('/api/v1/meetings', requester.access, {
      ...{ title: 'Race', description: 'Now', expert_id: expert.id, category_id: 1 },
      scheduled_start: new Date(starts),
      scheduled_end: new Date(starts + QUARTER_MS),
    });
    if (answer.status === 201)
      this.meetings.push({ id: answer.body.id, requester, expert, endsAt: starts + QUARTER_MS });
    return ['asked', answer];
  }

  private async move(
    { id, requester, expert, endsAt }: Meeting,
    random: Random,
  ): Promise<[string, LoadAnswer]> {
    const either = random.of([requester, expert]);
    const change = (by: Person, status: string) =>
      this.client.patch(`/api/v1/meetings/${id}/update_status`, by.access, { status });
    const isOver = endsAt <= this.here.clock.now().getTime();
    const kind = random.of(isOver ? AFTER : BEFORE);
    switch (kind) {
      case 'spent': {
        const spent = { meeting_id: id, amount: 1 + random.below(3) };
        return [kind, await this.client.post('/api/v1/credits/transfer', requester.access, spent)];
      }
      case 'missed':
        return [kind, await this.client.post(`/api/v1/bookings/${id}/no-show`, either.access)];
      case 'decided':
        return [kind, await change(this.admin, random.of(['completed', 'cancelled']))];
      default:
        return [kind, await change(kind === 'confirmed' ? expert : either, kind)];
    }
  }
}

async function sweep(here: World): Promise<void> {
  const due = here.app.get(DueBookingsProcessor, { strict: false });
  const escrows = here.app.get(DueEscrowsProcessor, { strict: false });
  await onceServed(() => due.expireHolds());
  await onceServed(() => due.complete());
  await onceServed(() => escrows.settle());
}

async function crowd(here: World, size: number): Promise<Person[]> {
  const people: Person[] = [];
  for (let n = 0; n < size; n++) people.push(await here.signUp());
  await here.drainEvents();
  for (const person of people) await buyCredits(person, BOUGHT);
  return people;
}

async function churn(
  here: World,
  { operations, workers, people }: (typeof SIZES)['quick'],
  admin: Person,
  progress: (text: string) => void,
): Promise<Record<string, number>> {
  const client = new LoadClient(here.url, workers);
  const race = new Churn(here, client, await crowd(here, people), admin);
  const every = Math.ceil(operations / STEPS);
  let left = operations;
  await inParallel(workers, async (random) => {
    // What chance has left out is waited for, three times as long at most.
    while (left-- > 0 || (left > -2 * operations && MOVES.some((name) => !race.counts[name]))) {
      if (left % every === 0) {
        here.clock.advance((left / every) % 12 === 0 ? DAY_MS + HOUR_MS : QUARTER_MS);
        await sweep(here);
        progress(`${left} operations to go`);
      } else await race.turn(random);
    }
  });
  client.close();
  return race.counts;
}

/** What each says that the other missed waits for an admin; all else ends by itself. */
async function endAll(here: World, admin: Person): Promise<void> {
  here.clock.advance(4 * DAY_MS);
  await sweep(here);
  await here.drainEvents();
  const disputed = await here.db.query<{ id: number }>(
    `SELECT id FROM booking.bookings WHERE status = 'no_show' AND booker_missed_at IS NOT NULL
       AND host_missed_at IS NOT NULL`,
  );
  for (const [n, { id }] of disputed.entries()) {
    const status = n % 2 ? 'completed' : 'cancelled';
    await admin.http.patch(`/api/v1/meetings/${id}/update_status`, { status });
  }
  await sweep(here);
  await here.drainEvents();
}

// Who was marked after the credits had gone with the completion changes nothing. Which came first the audit
// trail says, written under the booking's lock; a mark bears the time before it waited for that.
const SETTLED = `
  SELECT count(*)::int AS meetings,
    count(*) FILTER (WHERE status IN ('pending', 'confirmed'))::int AS open,
    count(*) FILTER (WHERE balance <> 0)::int AS stranded,
    count(*) FILTER (WHERE settlements <> (spent > 0)::int)::int AS settled_otherwise,
    count(*) FILTER (WHERE CASE WHEN is_earned THEN earned ELSE refunded END <> spent
      OR earned + refunded <> spent)::int AS astray,
    count(*) FILTER (WHERE earned > 0)::int AS earned,
    count(*) FILTER (WHERE refunded > 0)::int AS refunded
  FROM (
    SELECT b.id, b.status, coalesce(a.balance, 0) AS balance, sums.*,
      (trail.settled < trail.missed OR b.status = 'completed'
        OR (b.status = 'no_show' AND b.booker_missed_at IS NOT NULL)) IS TRUE AS is_earned
    FROM booking.bookings b
    CROSS JOIN LATERAL (
      SELECT
        min(l.id) FILTER (WHERE l.action IN ('payments.credit_earned', 'payments.credit_refunded')) AS settled,
        min(l.id) FILTER (WHERE l.action = 'booking.no_show') AS missed
      FROM platform.audit_log l WHERE l.subject_type = 'booking' AND l.subject_id = b.id::text) AS trail
    LEFT JOIN payments.accounts a ON a.kind = 'escrow' AND a.holder = b.id::text
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(p.amount) FILTER (WHERE t.kind = 'credit_spent'), 0) AS spent,
        count(*) FILTER (WHERE t.reference = 'escrow:' || b.id) AS settlements,
        coalesce(sum(-p.amount) FILTER (WHERE t.kind = 'credit_earned' AND other.holder = b.host_id::text), 0)
          AS earned,
        coalesce(sum(-p.amount) FILTER (WHERE t.kind = 'credit_refunded'
          AND other.holder = b.person_id::text), 0) AS refunded
      FROM payments.postings p JOIN payments.transfers t ON t.id = p.transfer_id
      JOIN payments.postings across ON across.transfer_id = t.id AND across.account_id <> a.id
      JOIN payments.accounts other ON other.id = across.account_id AND other.kind = 'credits'
      WHERE p.account_id = a.id) AS sums
    WHERE b.kind = 'meeting'
  ) AS each`;

const LOCK_CREDITS = `SELECT FROM payments.accounts WHERE kind = 'credits' AND holder = $1 FOR NO KEY UPDATE`;

/** A meeting is called off while somebody spends on it; answers what stays in its escrow. */
async function spendAgainstCancel(here: World): Promise<number> {
  const [payer, expert] = (await crowd(here, 2)) as [Person, Person];
  const meeting = await plantMeeting(here, payer, expert);
  await transferCredits(payer, meeting, 1);
  await met(here, LOCK_CREDITS, [String(payer.id)], async () => {
    const spent = transferCredits(payer, meeting, 1);
    await somebodyWaits(here);
    await payer.http.patch(`/api/v1/meetings/${meeting}/update_status`, { status: 'cancelled' });
    await spent;
    await here.drainEvents();
  });
  return balanceOf(here, 'escrow', meeting, 'CREDIT');
}

/** A meeting that ended is settled by two at once; answers how often its credits went back. */
async function settleTwice(here: World, follow = () => here.drainEvents()): Promise<number> {
  const [payer, expert] = (await crowd(here, 2)) as [Person, Person];
  const meeting = await plantMeeting(here, payer, expert);
  await transferCredits(payer, meeting, 1);
  const escrow = here.app.get(EscrowService, { strict: false });
  const settle = () => here.db.transaction((tx) => escrow.settle(tx, meeting));
  await met(here, LOCK_CREDITS, [String(payer.id)], async () => {
    await payer.http.patch(`/api/v1/meetings/${meeting}/update_status`, { status: 'cancelled' });
    await Promise.all([settle(), settle()]);
    await follow();
  });
  const [row] = await here.db.query<{ times: number }>(
    `SELECT count(*)::int AS times FROM payments.postings p JOIN payments.accounts a ON a.id = p.account_id
     WHERE a.kind = 'escrow' AND a.holder = $1 AND p.amount < 0`,
    [String(meeting)],
  );
  return row!.times;
}

/** Without the booking's lock, and with a ledger that does not know what it has settled. */
async function twin(): Promise<{ left: number; times: number }> {
  const here = await world(ENV);
  try {
    Object.setPrototypeOf(
      here.app.get(BookingPaymentsRepository, { strict: false }),
      UnlockedBookings.prototype as object,
    );
    const left = await untilBroken(
      () => spendAgainstCancel(here),
      (credits) => credits > 0,
    );
    await here.db.query('ALTER TABLE payments.accounts DROP CONSTRAINT accounts_balance_not_negative');
    Object.setPrototypeOf(
      here.app.get(LedgerRepository, { strict: false }),
      ForgetfulLedger.prototype as object,
    );
    return {
      left,
      times: await untilBroken(
        // What listens is left with an escrow below zero, and would never be done.
        () => settleTwice(here, async () => undefined),
        (times) => times > 1,
      ),
    };
  } finally {
    await here.close();
  }
}

const proof: Proof = {
  id: 'R12',
  what: 'meetings asked, paid, ended and missed at random: each escrow is settled once, by how it ended',
  async run(size, progress) {
    const here = await world(ENV);
    try {
      const admin = await here.admin();
      const counts = await churn(here, SIZES[size], admin, progress);
      await endAll(here, admin);
      progress('looking at the ledger');
      const [left, times] = [await spendAgainstCancel(here), await settleTwice(here)];
      const [settled] = (await here.db.query<Record<string, number>>(SETTLED)) as [Record<string, number>];
      const { body: ledger } = await admin.http.get('/api/v1/admin/ledger/invariants');
      const broken = await brokenInvariants(here.db);
      const [{ deadlocks }] = (await here.db.query<{ deadlocks: number }>(
        'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
      )) as [{ deadlocks: number }];
      const unguarded = await twin();
      const figures = {
        ...SIZES[size],
        ...counts,
        ...Object.fromEntries(Object.entries(settled).map(([name, n]) => [`escrows_${name}`, n])),
        sums: ledger.currencies.map(({ currency, sum }: any) => `${currency} ${sum}`).join(', '),
        deadlocks,
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_stranded: unguarded.left,
        twin_settlements: unguarded.times,
      };
      return verdict(figures, {
        'sums are zero':
          ledger.currencies.length === 2 && ledger.currencies.every(({ sum }: any) => Number(sum) === 0),
        'everything was done': MOVES.every((name) => counts[name]! > 0),
        'credits went both ways': settled.earned! > 0 && settled.refunded! > 0,
        'every meeting has ended': settled.open === 0,
        'no escrow keeps anything': settled.stranded === 0 && left === 0,
        'each is settled once': settled.settled_otherwise === 0 && times === 1,
        'all credits are where the end of their meeting says': settled.astray === 0,
        'no faults': !counts.fault,
        'no deadlock': deadlocks === 0,
        'invariants hold': Object.keys(broken).length === 0,
        'the twin leaves credits behind': unguarded.left > 0,
        'the twin settles twice': unguarded.times > 1,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
