import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import type { EventSnapshot } from '../collaboration.events.js';
import { Event } from '../model/event.entity.js';
import { joinSeats, rowColumns, toEventRow, type EventRow, type RawEventRow } from '../model/event.sql.js';
import type { EventResponse } from './event.dto.js';
import { EventsQueries } from './events.queries.js';

const MANY = prepared(
  'collaboration-event-rows-by-id',
  `SELECT ${rowColumns('e', 's', 'NULL')} FROM collaboration.events e ${joinSeats('e', 's')}
   WHERE e.id = ANY ($ids::bigint[])`,
);

/** Events as something told of them, deleted ones too. */
@Injectable()
export class EventSnapshotsQueries {
  constructor(
    private readonly events: EventsQueries,
    private readonly identity: IdentityApi,
  ) {}

  /** Bodies as organizers got them then, in that order, by two queries; null where an event is gone. */
  async bodiesOf(
    source: Pick<Tx, 'query'>,
    snapshots: readonly EventSnapshot[],
  ): Promise<(EventResponse | null)[]> {
    if (snapshots.length === 0) return [];
    const rows = await source.query<RawEventRow>(MANY, { ids: snapshots.map(({ id }) => id) });
    const found = new Map(rows.map((row) => [row.id, toEventRow(row)]));
    const organizers = snapshots.map(({ organizerId }) => organizerId);
    const people = await this.identity.people(organizers, source);
    return snapshots.map((snapshot) => {
      const row = found.get(snapshot.id);
      if (!row) return null;
      const { organizerId, status, coverImage } = snapshot;
      const body = this.events.toResponse(rowThen(row, snapshot), people, { id: organizerId, isAdmin: false });
      return { ...body, status, cover_image: coverImage };
    });
  }
}

function rowThen({ event, ...seats }: EventRow, snapshot: EventSnapshot): EventRow {
  const { title, description, category, location, isOnline, tags, visibility, state, timezone } = snapshot;
  const { taken, capacity, priceCents, currency, registrationDeadline } = snapshot;
  const then = Object.assign(new Event(), event, {
    ...{ title, description, category, location, isOnline, tags, visibility, state, timezone },
    ...{ capacity, priceCents, currency },
    startsAt: new Date(snapshot.startsAt),
    endsAt: new Date(snapshot.endsAt),
    registrationDeadline: registrationDeadline && new Date(registrationDeadline),
    updatedAt: new Date(snapshot.updatedAt),
  });
  return { ...seats, event: then, taken };
}
