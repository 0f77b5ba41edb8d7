import { LiveTransitionsRepository } from '../../src/booking/transitions/live-transitions.repository.js';
import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, tally } from '../support/load.js';
import { meet, transferCredits } from '../support/meetings.js';
import { balanceOf } from '../support/money.js';
import type { Person } from '../support/people.js';
import { untilBroken, verdict, type Proof } from '../support/proof.js';
import { UnguardedMoves } from '../support/unguarded.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { atOnce: 12, rounds: 6 }, full: { atOnce: 50, rounds: 20 } };

interface Round {
  status: string;
  confirmations: number;
  endings: number;
  /** Confirmed after it had ended. */
  revived: boolean;
  /** Of the requester, of the expert, and of the meeting, once all is settled. */
  credits: [number, number, number];
  strange: string[];
}

/** Who of the two wants what; the requester may complete what is confirmed, the expert not before it begins. */
const WISHES: ['requester' | 'expert', string][] = [
  ['expert', 'confirmed'],
  ['requester', 'completed'],
  ['expert', 'confirmed'],
  ['requester', 'completed'],
  ['requester', 'cancelled'],
  ['expert', 'completed'],
  ['expert', 'cancelled'],
];

/** A meeting with a credit in escrow, which the two confirm, cancel and complete all at once. */
async function quarrel(here: World, atOnce: number): Promise<Round> {
  const [requester, expert] = [await here.signUp(), await here.signUp()];
  await here.drainEvents();
  const { id } = (await meet(here, requester, expert)).body as { id: number };
  await transferCredits(requester, id, 1);
  const client = new LoadClient(here.url, atOnce);
  const people: Record<string, Person> = { requester, expert };
  const calls = Array.from({ length: atOnce }, (_, n) => {
    const [who, status] = WISHES[n % WISHES.length]!;
    return client.patch(`/api/v1/meetings/${id}/update_status`, people[who]!.access, { status });
  });
  const answers = tally(await Promise.all(calls));
  client.close();
  await here.drainEvents();
  const events = await here.db.query<{ name: string }>(
    `SELECT name FROM platform.outbox WHERE payload->>'bookingId' = $1::text ORDER BY id`,
    [id],
  );
  const names = events.map(({ name }) => name);
  const isEnd = (name: string) => name === 'booking.cancelled' || name === 'booking.completed';
  const credits = (kind: string, holder: number) => balanceOf(here, kind, holder, 'CREDIT');
  const [row] = await here.db.query<{ status: string }>('SELECT status FROM booking.bookings WHERE id = $1', [
    id,
  ]);
  return {
    status: row!.status,
    confirmations: names.filter((name) => name === 'booking.confirmed').length,
    endings: names.filter(isEnd).length,
    revived: names.findIndex(isEnd) < names.lastIndexOf('booking.confirmed'),
    credits: [
      await credits('credits', requester.id),
      await credits('credits', expert.id),
      await credits('escrow', id),
    ],
    strange: Object.keys(answers).filter((answer) => !EXPECTED.has(answer)),
  };
}

const EXPECTED = new Set(['200', '409 INVALID_TRANSITION', '409 TOO_LATE']);
/** Everybody began with one. */
const CREDITS: Record<string, string> = { cancelled: '1,1,0', completed: '0,2,0' };

const isBroken = ({ revived, confirmations }: Round) => revived || confirmations > 1;

const proof: Proof = {
  id: 'R4',
  what: 'confirming, cancelling and completing one meeting at once: it ends once, and its credits with it',
  async run(size, progress) {
    const { atOnce, rounds } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const seen: Round[] = [];
      for (let round = 0; round < rounds; round++) {
        seen.push(await quarrel(here, atOnce));
        progress(`round ${round + 1} of ${rounds}`);
      }
      const broken = await brokenInvariants(here.db);
      Object.setPrototypeOf(
        here.app.get(LiveTransitionsRepository, { strict: false }),
        UnguardedMoves.prototype,
      );
      const twin = await untilBroken(() => quarrel(here, 20), isBroken);
      const ended = (status: string) => seen.filter((round) => round.status === status).length;
      const figures = {
        calls: atOnce * rounds,
        cancelled: ended('cancelled'),
        completed: ended('completed'),
        confirmations_max: Math.max(...seen.map(({ confirmations }) => confirmations)),
        strange: seen.flatMap(({ strange }) => strange).join(', ') || 'none',
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_confirmations: twin.confirmations,
        twin_revived: String(twin.revived),
      };
      return verdict(figures, {
        'each meeting ended once': seen.every(({ status, endings }) => status in CREDITS && endings === 1),
        'confirmed once at most, and before its end': !seen.some(isBroken),
        'completed only when confirmed': seen.every(
          ({ status, confirmations }) => status !== 'completed' || confirmations === 1,
        ),
        'its credits are where its end says': seen.every(
          ({ status, credits }) => String(credits) === CREDITS[status],
        ),
        'all calls are answered with 200 or 409': figures.strange === 'none',
        'invariants hold': Object.keys(broken).length === 0,
        'the twin fails': isBroken(twin),
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
