import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import { MAX_SLUG } from '../../shared/texts.js';
import { EventTypeSlugTaken, TooManyEventTypes, TooManyFormerTypeSlugs } from '../scheduling.errors.js';
import { EventType } from './event-type.entity.js';

export const MAX_EVENT_TYPES = 200;

const LIVE = 'FROM scheduling.event_types t WHERE t.owner_id = $ownerId AND t.deleted_at IS NULL';

const PLACE = `SELECT coalesce(p.slug, '') AS "organizerSlug",
    (SELECT count(*) ${LIVE}) AS live,
    (SELECT numbered.slug FROM generate_series(1, ${2 * MAX_EVENT_TYPES}) n CROSS JOIN LATERAL (
       SELECT CASE n WHEN 1 THEN $slug::text
         ELSE rtrim(left($slug, ${MAX_SLUG} - length('-' || n)), '-') || '-' || n END AS slug) numbered
     WHERE NOT EXISTS (SELECT ${LIVE} AND t.slug = numbered.slug)
       AND NOT EXISTS (SELECT FROM scheduling.former_type_slugs f
         WHERE f.owner_id = $ownerId AND f.slug = numbered.slug AND f.kept_until > $now)
     ORDER BY n LIMIT 1) AS "freeSlug"
  FROM identity.people p WHERE p.id = $ownerId`;

const LOCK = `SELECT ${columnList('t', EventType)}, coalesce(p.slug, '') AS "organizerSlug"
  FROM scheduling.event_types t JOIN identity.people p ON p.id = t.owner_id
  WHERE t.id = $id AND t.owner_id = $ownerId AND t.deleted_at IS NULL FOR UPDATE OF t`;

const DELETE = `UPDATE scheduling.event_types t SET deleted_at = $now, updated_at = $now
  WHERE t.id = $id AND t.owner_id = $ownerId AND t.deleted_at IS NULL RETURNING t.is_active AS "isActive"`;

export interface WantedPlace {
  ownerId: number;
  slug: string;
  now: Date;
}

export interface Place {
  organizerSlug: string;
  freeSlug: string;
}

export interface OwnType {
  type: EventType;
  organizerSlug: string;
}

/** Event types as they are written. Others' and deleted ones are not found. */
@Injectable()
export class EventTypesRepository {
  /** The owner's slug, and the first of `slug`, `slug-2`, … that is free. Refuses with `TooManyEventTypes`. */
  async placeFor(tx: Tx, { ownerId, slug, now }: WantedPlace): Promise<Place> {
    const [place] = await tx.query<Place & { live: number }>(PLACE, { ownerId, slug, now });
    if (!place) throw new NotFound('The user');
    if (place.live >= MAX_EVENT_TYPES) throw new TooManyEventTypes();
    return place;
  }

  /** Refuses with `EventTypeSlugTaken`. */
  async insert(tx: Tx, type: EventType): Promise<void> {
    await refusing(() => tx.manager.insert(EventType, type));
  }

  async getForUpdate(tx: Tx, ownerId: number, id: number): Promise<OwnType> {
    const [row] = await tx.query<{ organizerSlug: string }>(LOCK, { ownerId, id });
    if (!row) throw new NotFound('The event type');
    return { type: toEntity(EventType, row), organizerSlug: row.organizerSlug };
  }

  /** Refuses as `insert`, and with `TooManyFormerTypeSlugs`. */
  async update(tx: Tx, { id, ...values }: EventType): Promise<void> {
    await refusing(() => tx.manager.update(EventType, { id }, values));
  }

  async delete(tx: Tx, ownerId: number, id: number, now: Date): Promise<Pick<EventType, 'isActive'>> {
    const [gone] = await tx.query<Pick<EventType, 'isActive'>>(DELETE, { ownerId, id, now });
    if (!gone) throw new NotFound('The event type');
    return gone;
  }
}

async function refusing(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (violates(error, 'event_types_slug_once')) throw new EventTypeSlugTaken();
    if (violates(error, 'former_type_slugs_bounded')) throw new TooManyFormerTypeSlugs();
    throw error;
  }
}
