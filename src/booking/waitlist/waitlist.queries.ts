import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { pageOf, type ListQuery, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import type { OfferKind } from '../model/offer.entity.js';
import type { WaitlistStatus } from '../model/waitlist-entry.entity.js';

type Source = Pick<Tx, 'query'>;

/** An entry as its person sees it; an offered seat that has lapsed shows what becomes of it, sweeps or not. */
export interface WaitlistRow {
  id: number;
  offerId: number;
  kind: OfferKind;
  refId: number;
  title: string;
  personId: number;
  quantity: number;
  status: WaitlistStatus;
  /** Rank among those that wait, from 1; null unless it waits. */
  position: number | null;
  offerExpiresAt: Date | null;
  bookingId: number | null;
  /** The offered seats have lapsed, and nobody has written it yet. */
  hasLapsed: boolean;
  joinedAt: Date;
}

// The direction goes to the last of the terms: who has no place in a queue comes last in either.
const ORDERING: Ordering = {
  ordering: { position: 'position IS NULL, position', joined_at: '"joinedAt"' },
  default: 'position',
  tiebreak: 'id',
};

/** SQL of `WaitlistRow`s by a condition on `w`; $1 is the instant. Bookings, which few have, are found one by one. */
const rowsOf = (condition: string) => `
  SELECT w.id, w.offer_id AS "offerId", o.kind, o.ref_id AS "refId", o.title, w.person_id AS "personId", w.quantity,
    shown.status, lapsed.yes AS "hasLapsed", w.joined_at AS "joinedAt",
    CASE WHEN shown.status IN ('offered', 'claimed') THEN w.booking_id END AS "bookingId",
    CASE WHEN shown.status = 'offered' THEN b.expires_at END AS "offerExpiresAt",
    CASE WHEN shown.status = 'waiting' THEN (
      SELECT count(*)::integer + CASE WHEN lapsed.yes THEN 1 ELSE 0 END FROM booking.waitlist q
      WHERE q.offer_id = w.offer_id AND q.status = 'waiting'
        AND (lapsed.yes OR (q.joined_at, q.id) <= (w.joined_at, w.id))
    ) END AS position
  FROM booking.waitlist w JOIN booking.offers o ON o.id = w.offer_id
  LEFT JOIN LATERAL (SELECT c.expires_at FROM booking.bookings c WHERE c.id = w.booking_id LIMIT 1) AS b ON true
  CROSS JOIN LATERAL (SELECT coalesce(w.status = 'offered' AND b.expires_at <= $1, false) AS yes) AS lapsed
  CROSS JOIN LATERAL (
    SELECT CASE WHEN NOT lapsed.yes THEN w.status WHEN w.lapses = 0 THEN 'waiting' ELSE 'expired' END AS status
  ) AS shown
  WHERE ${condition}`;

const FIND = prepared('waitlist-find', rowsOf('w.id = $2'));

const OF_PERSON = `w.person_id = $2 AND ($3::bigint IS NULL OR (o.kind = 'event' AND o.ref_id = $3::bigint))`;

/** What people see of waitlists. */
@Injectable()
export class WaitlistQueries {
  async find(source: Source, id: number, now: Date): Promise<WaitlistRow | null> {
    const [row] = await source.query<WaitlistRow>(FIND, [now, id]);
    return row ?? null;
  }

  /** The person's entries, those that wait first. */
  async ofPerson(
    source: Source,
    personId: number,
    query: ListQuery & { event?: number },
    now: Date,
  ): Promise<Page<WaitlistRow>> {
    const { limit, offset, orderBy } = pageOf(query, ORDERING);
    const rows = await source.query<WaitlistRow & { total: number }>(
      `WITH mine AS MATERIALIZED (${rowsOf(OF_PERSON)})
       SELECT counting.total, page.* FROM (SELECT count(*)::integer AS total FROM mine) AS counting
       LEFT JOIN (SELECT * FROM mine ORDER BY ${orderBy} LIMIT ${limit} OFFSET ${offset}) AS page ON true
       ORDER BY ${orderBy}`,
      [now, personId, query.event ?? null],
    );
    return { items: rows.filter(({ id }) => id !== null), total: rows[0]!.total };
  }
}
