import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { prepared } from '../platform/database/prepared-statement.js';
import type { Tx } from '../platform/database/tx.js';
import type { EventSnapshot } from './collaboration.events.js';
import type { EventResponse } from './event-views/event.dto.js';
import { EventSnapshotsQueries } from './event-views/event-snapshots.queries.js';
import { insiders, isPublic } from './model/event-visibility.rules.js';
import type { Caller } from '../platform/auth/caller.js';
import {
  PersonReviewsQuery,
  ReviewRequest,
  type MeetingReviewResponse,
  type Names,
} from './reviews/reviews.dto.js';
import { ReviewsQueries, type AnyReview } from './reviews/reviews.queries.js';
import { ReviewsService } from './reviews/reviews.service.js';

export { EventResponse } from './event-views/event.dto.js';
export { MeetingReviewResponse } from './reviews/reviews.dto.js';
export { resultsOf } from './votes/vote-results.policy.js';

/** Who may read an event now: everybody where it is open, else these persons (and admins). */
export interface EventReaders {
  open: boolean;
  /** Nobody reads it any more: the persons are who could until then. */
  deleted?: boolean;
  personIds: number[];
}

export interface EventCard {
  id: number;
  title: string;
  organizerId: number;
  location: string;
  isOnline: boolean;
  /** For those with a seat alone. */
  onlineUrl: string;
  startsAt: Date;
  endsAt: Date;
  timezone: string;
  /** Counts the changes of what a calendar shows. */
  sequence: number;
}

const READERS = prepared(
  'collaboration-readers',
  `SELECT e.id, rights.open, e.deleted_at IS NOT NULL AS deleted,
     CASE WHEN rights.open AND NOT e.id = ANY($2::bigint[]) THEN '[]' ELSE to_json(array(
       ${insiders('e')})) END AS "personIds"
   FROM collaboration.events e
   CROSS JOIN LATERAL (SELECT ${isPublic.sql('e')} AND e.deleted_at IS NULL AS open) rights
   WHERE e.id = ANY($1::bigint[])`,
);

const CARDS = prepared(
  'collaboration-cards',
  `SELECT id, title, organizer_id AS "organizerId", location, is_online AS "isOnline",
     online_url AS "onlineUrl", starts_at AS "startsAt", ends_at AS "endsAt", timezone, sequence
   FROM collaboration.events WHERE id = ANY($1::bigint[])`,
);

/** What other contexts may ask collaboration. */
@Injectable()
export class CollaborationApi {
  constructor(
    private readonly db: Database,
    private readonly reviews: ReviewsQueries,
    private readonly snapshots: EventSnapshotsQueries,
    private readonly written: ReviewsService,
  ) {}

  /** What does not exist is left out. Open events name persons only if they are in `named`. */
  async readersOf(
    eventIds: readonly number[],
    named: readonly number[] = [],
    source: Pick<Tx, 'query'> = this.db,
  ): Promise<Map<number, EventReaders>> {
    const rows = await source.query<EventReaders & { id: number }>(READERS, [eventIds, named]);
    return new Map(rows.map(({ id, ...readers }) => [id, readers]));
  }

  /** Title, time and place, whoever may see them: the caller answers for whom it shows them to. */
  async cardsOf(
    eventIds: readonly number[],
    source: Pick<Tx, 'query'> = this.db,
  ): Promise<Map<number, EventCard>> {
    if (eventIds.length === 0) return new Map();
    const rows = await source.query<EventCard>(CARDS, [eventIds]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Bodies of events as they were when something was told of them; null where one is gone. */
  eventBodiesOf(
    source: Pick<Tx, 'query'>,
    snapshots: readonly EventSnapshot[],
  ): Promise<(EventResponse | null)[]> {
    return this.snapshots.bodiesOf(source, snapshots);
  }

  /** Of the two who met, oldest first. */
  reviewsOfMeeting(meetingId: number, names: Names): Promise<MeetingReviewResponse[]> {
    return this.reviews.ofMeeting(meetingId, names);
  }

  /** Of events and meetings, newest first, `most` at most. */
  async reviewsAbout(personId: number, most: number): Promise<{ items: AnyReview[]; total: number }> {
    const query = Object.assign(new PersonReviewsQuery(), { about: true, page_size: most });
    return this.reviews.ofPerson(personId, query);
  }

  /** As `POST reviews` of a meeting, with its refusals. */
  reviewMeeting(
    caller: Caller,
    meetingId: number,
    review: Pick<ReviewRequest, 'rating' | 'review'>,
  ): Promise<AnyReview> {
    return this.written.write(
      Object.assign(new ReviewRequest(), { meeting_id: meetingId, title: '', ...review }),
      caller,
    );
  }
}
