import { Injectable } from '@nestjs/common';
import { StaleRead } from '../../platform/database/stale-read.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { AlreadyBooked, SlotUnavailable } from '../booking.errors.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { bookable, holdLimit } from '../model/booking-clock.rules.js';
import type { RefundPolicy } from '../model/refund.policy.js';
import type { OfferKind } from '../model/offer-profile.rules.js';
import { askedOf, askedValues, MAY_HOLD, type AskedBooking } from './asked-booking.sql.js';
import { claimedTime, runTransition, transitionStatement } from '../transitions/transition-statement.sql.js';

export interface TimeRequest extends AskedBooking {
  /** What is booked, such as the event type, by its id in its own context. */
  refId: number | null;
  /** Null for an appointment made without an account. */
  personId: number | null;
  hostId: number;
  people: number[];
  startsAt: Date;
  endsAt: Date;
  bufferBeforeMinutes?: number;
  bufferAfterMinutes?: number;
  /** Takes seats of a group session too; its bookings share the host's time. */
  session?: { kind: OfferKind; refId: number };
  quantity?: number;
  priceCents?: number;
  currency?: string;
  refundPolicy?: RefundPolicy | null;
  /** Null: confirmed at once. */
  expiresAt: Date | null;
  /** Pending until its host confirms, for two days unless it says when it expires; a price is paid first. */
  awaitsHost?: boolean;
  /** So long before the start its booker can change it; null: until it is over. */
  noticeMinutes?: number | null;
  now: Date;
}

const IS_UNPAID = '($priceCents::bigint > 0 AND $expiresAt::timestamptz IS NOT NULL)';

// Without a session `offer` joins as nulls, so that the rest of the statement is the same for both.
const RESERVE = transitionStatement('booking-reserve-time', 'reserve', {
  taking: `asked AS (SELECT WHERE NOT ${IS_UNPAID} OR ${MAY_HOLD}), offer AS (
    UPDATE booking.offers AS o SET taken = o.taken + $quantity::integer FROM asked
    WHERE o.kind = $sessionKind AND o.ref_id = $sessionRefId AND ${bookable.sql('o', '$at::timestamptz')}
      AND o.waiting = 0 AND $quantity::integer <= o.max_per_booking
      AND (o.capacity IS NULL OR o.taken + $quantity::integer <= o.capacity)
    RETURNING o.*)`,
  made: {
    rows: `FROM asked LEFT JOIN offer ON true WHERE $sessionKind::text IS NULL OR offer.id IS NOT NULL`,
    isFirm: '$expiresAt::timestamptz IS NULL',
    expiresAt: `least($expiresAt::timestamptz, $startsAt::timestamptz, ${holdLimit.sql('offer')})`,
    values: {
      ...askedOf(IS_UNPAID),
      offerId: 'offer.id',
      refId: '$refId::bigint',
      labelId: 'offer.label_id',
      hostId: '$hostId::bigint',
      quantity: '$quantity::integer',
      priceCents: '$priceCents::bigint',
      currency: '$currency::text',
      refundPolicy: '$refundPolicy::jsonb',
      startsAt: '$startsAt::timestamptz',
      endsAt: '$endsAt::timestamptz',
      bufferBeforeMinutes: '$bufferBefore::integer',
      bufferAfterMinutes: '$bufferAfter::integer',
      awaitsHost: '$awaitsHost::boolean',
      noticeMinutes: '$noticeMinutes::integer',
    },
  },
  with: `claimed AS (
    INSERT INTO booking.time_claims (booking_id, person_id, kind, claim, during)
    SELECT moved.id, person.id, part.kind, coalesce(-moved.offer_id, moved.id),
      ${claimedTime('part.kind', 'person.id')}
    FROM moved CROSS JOIN unnest($people::bigint[]) AS person (id)
    CROSS JOIN (VALUES ('core'), ('guard')) AS part (kind))`,
});

@Injectable()
export class TimeClaimsRepository {
  /** After the people's locks. Refuses with `SlotUnavailable`; null at a full session or too many holds. */
  async reserve(tx: Tx, request: TimeRequest): Promise<BookingWithOffer | null> {
    const { now, personId, session, ...asked } = request;
    const values = {
      ...askedValues(request),
      ...{ refId: asked.refId, hostId: asked.hostId, expiresAt: asked.expiresAt },
      ...{ startsAt: asked.startsAt, endsAt: asked.endsAt, people: [...new Set(asked.people)] },
      ...{ sessionKind: session?.kind ?? null, sessionRefId: session?.refId ?? null },
      ...{ bufferBefore: asked.bufferBeforeMinutes ?? 0, bufferAfter: asked.bufferAfterMinutes ?? 0 },
      ...{ quantity: asked.quantity ?? 1, priceCents: asked.priceCents ?? 0 },
      ...{ currency: asked.currency ?? 'USD', refundPolicy: asked.refundPolicy ?? null },
      ...{ awaitsHost: asked.awaitsHost ?? false, noticeMinutes: asked.noticeMinutes ?? null },
    };
    try {
      return (await runTransition(tx, RESERVE, { at: now, actorId: personId }, values))[0] ?? null;
    } catch (error) {
      throw toTimeRefusal(error);
    }
  }
}

export async function withTimeRefusal<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toTimeRefusal(error);
  }
}

export function toTimeRefusal(error: unknown): unknown {
  if (violates(error, 'time_claims_no_overlap'))
    return new SlotUnavailable([], 'Somebody who must be there is busy.');
  if (violates(error, 'bookings_one_live_per_person')) return new AlreadyBooked();
  if (violates(error, 'bookings_unpaid_holds')) return new StaleRead();
  return error;
}
