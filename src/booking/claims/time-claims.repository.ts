import { Injectable } from '@nestjs/common';
import { StaleRead } from '../../platform/database/stale-read.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { AlreadyBooked, SlotUnavailable } from '../booking.errors.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import type { Booking } from '../model/booking.entity.js';
import { bookable, holdLimit, lapsed } from '../model/booking-clock.rules.js';
import type { RefundPolicy } from '../model/refund.policy.js';
import type { OfferKind } from '../model/offer.entity.js';
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

// Two claims clash where the core of one meets the guard of the other.
const TAKEN = prepared(
  'booking-time-taken',
  `SELECT FROM (SELECT $hostId::bigint AS host_id, $startsAt::timestamptz AS starts_at,
     $endsAt::timestamptz AS ends_at, $before::integer AS buffer_before_minutes,
     $after::integer AS buffer_after_minutes) AS wanted
   JOIN booking.time_claims c ON c.person_id = ANY($people::bigint[]) AND c.claim <> $claim::bigint
     AND c.during && CASE c.kind WHEN 'core' THEN ${claimedTime("'guard'", 'c.person_id', 'wanted')}
       ELSE ${claimedTime("'core'", 'c.person_id', 'wanted')} END
   JOIN booking.bookings b ON b.id = c.booking_id AND NOT (${lapsed.sql('b', '$at::timestamptz')})
   LIMIT 1`,
);

type Source = Pick<Tx, 'query'>;

export type WantedTime = Pick<
  Booking,
  'hostId' | 'startsAt' | 'endsAt' | 'bufferBeforeMinutes' | 'bufferAfterMinutes'
> & { people: number[]; claim: number };

@Injectable()
export class TimeClaimsRepository {
  /** Whether others than this claim have none of it; what has lapsed claims nothing. */
  async isFree(source: Source, { people, ...wanted }: WantedTime, at: Date): Promise<boolean> {
    const { bufferBeforeMinutes: before, bufferAfterMinutes: after, ...times } = wanted;
    return (await source.query(TAKEN, { ...times, people, before, after, at })).length === 0;
  }

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
    const by = { at: now, actorId: personId };
    return (await withTimeRefusal(runTransition(tx, RESERVE, by, values)))[0] ?? null;
  }
}

/** Throws what a claim was refused for. */
export async function withTimeRefusal<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toTimeRefusal(error);
  }
}

function toTimeRefusal(error: unknown): unknown {
  if (violates(error, 'time_claims_no_overlap'))
    return new SlotUnavailable([], 'Somebody who must be there is busy.');
  if (violates(error, 'bookings_one_live_per_person')) return new AlreadyBooked();
  if (violates(error, 'bookings_unpaid_holds')) return new StaleRead();
  return error;
}
