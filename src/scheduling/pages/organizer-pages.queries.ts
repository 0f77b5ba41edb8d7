import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { MediaFiles } from '../../platform/files/media-files.js';
import { Clock } from '../../shared/clock.js';
import { EventType } from '../event-types/event-type.entity.js';
import { HOST_BY_SLUG } from '../event-types/published-types.queries.js';
import type { PublicOrganizerResponse } from './public-pages.dto.js';

const LIVE = 'FROM scheduling.event_types t WHERE t.owner_id = $ownerId AND t.deleted_at IS NULL';

const ORGANIZER = prepared(
  'scheduling.organizer-page',
  `SELECT p.id, p.slug, p.full_name, p.bio, p.avatar, p.website, p.organization, p.timezone,
     p.is_organizer OR EXISTS (
       SELECT FROM scheduling.event_types t WHERE t.owner_id = p.id AND t.deleted_at IS NULL) AS "hasPage"
   FROM identity.people p WHERE p.id = ${HOST_BY_SLUG} AND p.is_active`,
);

const LISTED = prepared(
  'scheduling.listed-types',
  `SELECT ${columnList('t', EventType)} ${LIVE} AND t.is_active AND t.is_public ORDER BY t.id LIMIT 200`,
);

type OrganizerRow = PublicOrganizerResponse & { id: number; hasPage: boolean };

export interface FoundOrganizer {
  id: number;
  /** Whether they offer anything, or mean to: nobody else is shown to strangers. */
  hasPage: boolean;
  organizer: PublicOrganizerResponse;
}

@Injectable()
export class OrganizerPagesQueries {
  constructor(
    private readonly db: Database,
    private readonly media: MediaFiles,
    private readonly clock: Clock,
  ) {}

  async find(slug: string): Promise<FoundOrganizer | null> {
    const values = { organizerSlug: slug.toLowerCase(), now: this.clock.now() };
    const [row] = await this.db.query<OrganizerRow>(ORGANIZER, values);
    if (!row) return null;
    const { id, hasPage, ...organizer } = row;
    return { id, hasPage, organizer: { ...organizer, avatar: this.media.urlOf(organizer.avatar) } };
  }

  /** Active and public ones. */
  async listed(ownerId: number): Promise<EventType[]> {
    const rows = await this.db.query<object>(LISTED, { ownerId });
    return rows.map((row) => toEntity(EventType, row));
  }
}
