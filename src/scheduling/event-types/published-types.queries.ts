import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import { EventType } from './event-type.entity.js';

export interface Organizer {
  id: number;
  slug: string;
  fullName: string;
  timezone: string;
  /** Up with whatever changes when they can be met. */
  revision: number;
  /** The oldest of the connected calendars; null where there is none. */
  calendarsReadAt: Date | null;
}

export interface PublishedType {
  organizer: Organizer;
  type: EventType;
}

type PublishedRow = {
  [Name in keyof Organizer as `organizer${Capitalize<Name>}`]: Organizer[Name];
};

/** Of what is heard of a host's time: one type each. */
export interface HeardType extends Pick<
  EventType,
  'id' | 'slug' | 'duration' | 'durationOptions' | 'maxBookingsPerDay' | 'maxBookingsPerWeek'
> {
  hostId: number;
  organizerSlug: string;
  /** Whether strangers can book it now. */
  isOffered: boolean;
}

const ORGANIZER = `p.id AS "organizerId", coalesce(p.slug, '') AS "organizerSlug",
  coalesce(p.full_name, 'Deleted user') AS "organizerFullName", p.timezone AS "organizerTimezone",
  (SELECT coalesce(sum(r.revision), 0)::bigint FROM platform.revisions r
   WHERE r.topic = 'time' AND r.subject_id = p.id) AS "organizerRevision",
  (SELECT min(c.read_at) FROM scheduling.calendar_readings c WHERE c.owner_id = p.id)
    AS "organizerCalendarsReadAt"`;
export const HOST_BY_SLUG = `coalesce((SELECT c.id FROM identity.people c WHERE c.slug = $organizerSlug),
  (SELECT f.account_id FROM identity.former_slugs f
   WHERE f.slug = $organizerSlug AND f.kept_until > $now::timestamptz))`;
const TYPE = columnList('t', EventType);

const PUBLISHED = prepared(
  'scheduling.published-type',
  `SELECT ${ORGANIZER}, ${TYPE}
   FROM identity.people p JOIN scheduling.event_types t ON t.owner_id = p.id
   WHERE p.id = ${HOST_BY_SLUG} AND p.is_active AND t.is_active AND t.deleted_at IS NULL
     AND t.id = coalesce(
       (SELECT c.id FROM scheduling.event_types c
        WHERE c.owner_id = p.id AND c.slug = $typeSlug AND c.deleted_at IS NULL),
       (SELECT f.event_type_id FROM scheduling.former_type_slugs f
        WHERE f.owner_id = p.id AND f.slug = $typeSlug AND f.kept_until > $now::timestamptz))`,
);

const ORGANIZER_BY_SLUG = prepared(
  'scheduling.organizer-by-slug',
  `SELECT ${ORGANIZER} FROM identity.people p WHERE p.id = ${HOST_BY_SLUG} AND p.is_active`,
);

const BY_ID = prepared(
  'scheduling.types-by-id',
  `SELECT ${ORGANIZER}, ${TYPE}
   FROM scheduling.event_types t JOIN identity.people p ON p.id = t.owner_id
   WHERE t.id = ANY ($ids::bigint[])`,
);

const HEARD = prepared(
  'scheduling.types-heard',
  `SELECT t.id, t.slug, t.duration, t.duration_options AS "durationOptions",
     t.max_bookings_per_day AS "maxBookingsPerDay", t.max_bookings_per_week AS "maxBookingsPerWeek",
     p.id AS "hostId", p.slug AS "organizerSlug",
     p.is_active AND t.is_active AND t.deleted_at IS NULL AS "isOffered"
   FROM scheduling.event_types t JOIN identity.people p ON p.id = t.owner_id
   WHERE t.owner_id = ANY ($hostIds::bigint[]) AND p.slug IS NOT NULL
     AND ((t.is_active AND t.deleted_at IS NULL) OR t.id = ANY ($alsoIds::bigint[]))`,
);

/** What strangers may book, and whose it is. */
@Injectable()
export class PublishedTypesQueries {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Active, of somebody who is; listed publicly or not. Slugs that moved lately lead on. */
  async find(
    organizerSlug: string,
    typeSlug: string,
    source: Pick<Tx, 'query'> = this.db,
  ): Promise<PublishedType | null> {
    const slugs = { organizerSlug: organizerSlug.toLowerCase(), typeSlug: typeSlug.toLowerCase() };
    const [row] = await source.query<PublishedRow>(PUBLISHED, { ...slugs, now: this.clock.now() });
    return row ? publishedOf(row) : null;
  }

  /** All active types of these hosts, and those of theirs that are named. */
  heardOf(hostIds: readonly number[], alsoIds: readonly number[]): Promise<HeardType[]> {
    return this.db.query<HeardType>(HEARD, { hostIds, alsoIds });
  }

  /** Only who is active. */
  async findOrganizer(slug: string, source: Pick<Tx, 'query'> = this.db): Promise<Organizer | null> {
    const values = { organizerSlug: slug.toLowerCase(), now: this.clock.now() };
    const [row] = await source.query<PublishedRow>(ORGANIZER_BY_SLUG, values);
    return row ? organizerOf(row) : null;
  }

  /** For what was booked: also inactive and deleted ones, by id. */
  async byIds(
    ids: readonly number[],
    source: Pick<Tx, 'query'> = this.db,
  ): Promise<Map<number, PublishedType>> {
    if (ids.length === 0) return new Map();
    const rows = await source.query<PublishedRow & { id: number }>(BY_ID, { ids });
    return new Map(rows.map((row) => [row.id, publishedOf(row)]));
  }
}

function publishedOf(row: PublishedRow): PublishedType {
  return { organizer: organizerOf(row), type: toEntity(EventType, row) };
}

function organizerOf(row: PublishedRow): Organizer {
  const { organizerId: id, organizerSlug: slug, organizerFullName: fullName } = row;
  const { organizerTimezone: timezone, organizerRevision: revision } = row;
  const { organizerCalendarsReadAt: calendarsReadAt } = row;
  return { id, slug, fullName, timezone, revision, calendarsReadAt };
}
