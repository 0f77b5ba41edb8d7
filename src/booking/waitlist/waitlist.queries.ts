import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { pageOf, type ListQuery, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import type { OfferKind } from '../model/offer.entity.js';
import { waitlistRows, type WaitlistRow } from './waitlist-rows.sql.js';

type Source = Pick<Tx, 'query'>;

// The direction applies to the last term alone: entries without a position come last in either.
const ORDERING: Ordering = {
  ordering: { position: 'position IS NULL, position', joined_at: '"joinedAt"' },
  default: 'position',
  tiebreak: 'id',
};

const FIND = prepared('waitlist-find', waitlistRows('w.id = $2'));

const OF_PERSON = `w.person_id = $2 AND ($3::text IS NULL OR (o.kind = $3 AND o.ref_id = $4::bigint))`;

@Injectable()
export class WaitlistQueries {
  async find(source: Source, id: number, now: Date): Promise<WaitlistRow | null> {
    const [row] = await source.query<WaitlistRow>(FIND, [now, id]);
    return row ?? null;
  }

  async ofPerson(
    source: Source,
    personId: number,
    query: ListQuery,
    offer: { kind: OfferKind; refId: number } | undefined,
    now: Date,
  ): Promise<Page<WaitlistRow>> {
    const { limit, offset, orderBy } = pageOf(query, ORDERING);
    const rows = await source.query<WaitlistRow & { total: number }>(
      `WITH mine AS MATERIALIZED (${waitlistRows(OF_PERSON)})
       SELECT counting.total, page.* FROM (SELECT count(*)::integer AS total FROM mine) AS counting
       LEFT JOIN (SELECT * FROM mine ORDER BY ${orderBy} LIMIT ${limit} OFFSET ${offset}) AS page ON true
       ORDER BY ${orderBy}`,
      [now, personId, offer?.kind ?? null, offer?.refId ?? null],
    );
    return { items: rows.filter(({ id }) => id !== null), total: rows[0]!.total, limit, offset };
  }
}
