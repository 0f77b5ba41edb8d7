import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { EventType } from './event-type.entity.js';

export interface Organizer {
  id: number;
  slug: string;
  fullName: string;
  timezone: string;
}

export interface PublishedType {
  organizer: Organizer;
  type: EventType;
}

type PublishedRow = {
  [Name in keyof Organizer as `organizer${Capitalize<Name>}`]: Organizer[Name];
};

const ORGANIZER = `p.id AS "organizerId", coalesce(p.slug, '') AS "organizerSlug",
  coalesce(p.full_name, 'Deleted user') AS "organizerFullName", p.timezone AS "organizerTimezone"`;
const TYPE = columnList('t', EventType);

const PUBLISHED = prepared(
  'scheduling.published-type',
  `SELECT ${ORGANIZER}, ${TYPE}
   FROM identity.people p JOIN scheduling.event_types t ON t.owner_id = p.id
   WHERE p.slug = $organizerSlug AND p.is_active
     AND t.slug = $typeSlug AND t.is_active AND t.deleted_at IS NULL`,
);

const ORGANIZER_BY_SLUG = prepared(
  'scheduling.organizer-by-slug',
  `SELECT ${ORGANIZER} FROM identity.people p WHERE p.slug = $slug AND p.is_active`,
);

const BY_ID = prepared(
  'scheduling.types-by-id',
  `SELECT ${ORGANIZER}, ${TYPE}
   FROM scheduling.event_types t JOIN identity.people p ON p.id = t.owner_id
   WHERE t.id = ANY ($ids::bigint[])`,
);

/** What strangers may book, and whose it is. */
@Injectable()
export class PublishedTypesQueries {
  constructor(private readonly db: Database) {}

  /** Active, of somebody who is; listed publicly or not. */
  async find(
    organizerSlug: string,
    typeSlug: string,
    source: Pick<Tx, 'query'> = this.db,
  ): Promise<PublishedType | null> {
    const [row] = await source.query<PublishedRow>(PUBLISHED, { organizerSlug, typeSlug });
    return row ? publishedOf(row) : null;
  }

  /** Only who is active. */
  async findOrganizer(slug: string, source: Pick<Tx, 'query'> = this.db): Promise<Organizer | null> {
    const [row] = await source.query<PublishedRow>(ORGANIZER_BY_SLUG, { slug });
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
  const { organizerId: id, organizerSlug: slug, organizerFullName: fullName, organizerTimezone } = row;
  return { id, slug, fullName, timezone: organizerTimezone };
}
