import { SeatClaimsRepository, type SeatRequest } from '../../src/booking/claims/seat-claims.repository.js';
import type { OfferKind } from '../../src/booking/booking.api.js';
import { OffersRepository } from '../../src/booking/offers/offers.repository.js';
import { WaitlistPromoterService } from '../../src/booking/promotion/waitlist-promoter.service.js';
import { WaitlistRepository, type SeatGrant } from '../../src/booking/promotion/waitlist.repository.js';
import {
  LiveTransitionsRepository,
  type LiveTransition,
} from '../../src/booking/transitions/live-transitions.repository.js';
import { CheckInsRepository, type Mark } from '../../src/booking/tickets/check-ins.repository.js';
import type { Database } from '../../src/platform/database/database.js';
import type { Sql, SqlValues } from '../../src/platform/database/prepared-statement.js';
import type { Tx } from '../../src/platform/database/tx.js';

// Twins of repositories for races that must fail: the very statements of the product, without their guards.

/** `tx`, with these parts of its statements replaced; a part that is not there is a fault of the test. */
export function rewritten(tx: Tx, replacements: [guard: RegExp, by: string][]): Tx {
  const rewrite = (sql: Sql): Sql => {
    let text = typeof sql === 'string' ? sql : sql.text;
    for (const [guard, by] of replacements) {
      if (!guard.test(text)) throw new Error(`No guard ${String(guard)} in: ${text}`);
      text = text.replace(guard, () => by);
    }
    // Without a name: the plan that the connection keeps is the guarded one.
    return typeof sql === 'string' ? text : { ...sql, name: '', text };
  };
  return Object.assign(Object.create(tx) as Tx, {
    query: (sql: Sql, values?: SqlValues) => tx.query(rewrite(sql), values),
  });
}

/** `tx`, with these parts of its statements left out. */
export function without(tx: Tx, guards: RegExp[]): Tx {
  return rewritten(
    tx,
    guards.map((guard) => [guard, ' ']),
  );
}

/** Sells seats without asking whether there are any. */
export class UnguardedSeats extends SeatClaimsRepository {
  override reserve(tx: Tx, request: SeatRequest) {
    const capacity = /AND \(o\.capacity IS NULL OR o\.taken \+ \$\d+::integer <= o\.capacity\)/;
    const onceEach = /AND NOT EXISTS \([^)]*\)[^)]*\)/;
    return super.reserve(without(tx, [capacity, onceEach]), request);
  }
}

/** Sells what others wait for. */
export class UnreservedSeats extends SeatClaimsRepository {
  override reserve(tx: Tx, request: SeatRequest) {
    return super.reserve(without(tx, [/AND o\.waiting = 0/]), request);
  }
}

/** Confirms without asking in which state the booking is. */
export class UnguardedMoves extends LiveTransitionsRepository {
  override confirm(tx: Tx, id: number, move: LiveTransition & { byHost: boolean }) {
    return super.confirm(
      without(tx, [
        /AND b\.status IN \('pending'\) AND \(b\.status = 'pending' AND b\.expires_at <= \$\d+\) IS NOT TRUE/,
      ]),
      id,
      move,
    );
  }
}

/** Lets in without asking whether somebody is in. */
export class UnguardedDoor extends CheckInsRepository {
  override checkIn(tx: Tx, id: number, ticketed: OfferKind[], mark: Mark) {
    return super.checkIn(without(tx, [/AND \(b\.checked_in_at IS NOT NULL\) IS NOT TRUE/]), id, ticketed, mark);
  }
}

/** Leaves the bookings of a session behind when it moves. */
export class LonelySessions extends OffersRepository {
  override async moveBookings() {}
}

/** Promotes without the lock of the offer, and without asking whether a party still waits. */
export class UnguardedWaitlist extends WaitlistRepository {
  override lockOffer(tx: Tx, id: number) {
    return super.lockOffer(without(tx, [/FOR UPDATE/]), id);
  }

  override grant(tx: Tx, grant: SeatGrant) {
    const unguarded = rewritten(tx, [
      [/AND w\.status = 'waiting'(?=\s*\), offer AS)/, ' '],
      // The link of an entry opens one booking alone.
      [/CASE w\.lapses WHEN 0 THEN w\.access_token ELSE given\.token END/, 'given.token'],
    ]);
    return super.grant(unguarded, grant);
  }
}

interface Late {
  promoter: WaitlistPromoterService;
  db: Database;
}

/** Promotes after the commits that freed the seats, where nothing keeps two from doing it at the same time. */
export function promoteLate({ promoter, db }: Late): (() => Promise<unknown>)[] {
  const late: (() => Promise<unknown>)[] = [];
  const promote = (offerId: number) =>
    db.transaction((tx) => WaitlistPromoterService.prototype.promoteNext.call(promoter, tx, offerId));
  promoter.promoteNext = async (tx: Tx, offerId: number) => {
    tx.afterCommit(() => void late.push(() => promote(offerId)));
    return false;
  };
  return late;
}

/** What guards seats in the database itself. */
export const DROP_SEAT_CONSTRAINTS = `
  ALTER TABLE booking.offers DROP CONSTRAINT offers_seats_within_capacity;
  DROP INDEX booking.bookings_one_live_per_person`;

export const DROP_TIME_CONSTRAINT = 'ALTER TABLE booking.time_claims DROP CONSTRAINT time_claims_no_overlap';
