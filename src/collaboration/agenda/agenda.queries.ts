import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { countUpTo } from '../../platform/http/lists/count.js';
import { onPage, pageOf, type Page } from '../../platform/http/lists/lists.js';
import { NotFound } from '../../shared/errors.js';
import type { EventReader } from '../model/event.access.js';
import { visibleTo } from '../model/event.sql.js';
import { MAX_SESSIONS, type AgendaSession } from './agenda-session.entity.js';
import { toSessionResponse, type SessionResponse, type SessionsQuery } from './agenda.dto.js';

type Source = Pick<Tx, 'query'>;
type SessionRow = Omit<AgendaSession, 'change'>;

const ORDER = {
  ordering: { start_time: 's.starts_at', created_at: 's.created_at' },
  default: 'start_time',
  tiebreak: 's.id',
};

const FROM = `FROM collaboration.sessions s JOIN collaboration.events e ON e.id = s.event_id
  WHERE ${visibleTo('e', '$1', '$2')}`;

/** A link with a scheme, or as one types it. */
const LINK = '://|^www\\.|\\.[a-z]{2,}/';

/** Links, like the event's own, are for who runs it, speaks or takes part. */
const ROWS = `SELECT s.id, s.event_id AS "eventId", s.title, s.description, s.starts_at AS "startsAt",
    s.ends_at AS "endsAt", s.speaker_id AS "speakerId", s.speaker_name AS "speakerName",
    CASE WHEN s.room_or_link !~* '${LINK}' OR $2::boolean OR $1::bigint IN (e.organizer_id, s.speaker_id)
      OR EXISTS (SELECT FROM booking.offer_bookings b WHERE b.kind = 'event' AND b.ref_id = e.id
        AND b.person_id = $1::bigint AND b.status IN ('confirmed', 'completed'))
      THEN s.room_or_link ELSE '' END AS "roomOrLink",
    s.released_at AS "releasedAt", s.created_at AS "createdAt", s.updated_at AS "updatedAt"
  ${FROM}`;

const OUTSIDE = `SELECT id, title FROM collaboration.sessions
  WHERE event_id = $1 AND released_at IS NULL AND (starts_at < $2 OR ends_at > $3) ORDER BY starts_at, id
    LIMIT 20`;

/** Shows sessions of events that the reader may see, in three statements at most. */
@Injectable()
export class AgendaQueries {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
  ) {}

  async list(query: SessionsQuery, reader: EventReader): Promise<Page<SessionResponse>> {
    const values: unknown[] = [...readerValues(reader), query.event ?? null, query.speaker ?? null];
    const filters = `($3::bigint IS NULL OR s.event_id = $3) AND ($4::bigint IS NULL OR s.speaker_id = $4)`;
    const matching = `${FROM} AND ${filters}`;
    const rows = await this.db.query<SessionRow>(
      `${ROWS} AND ${onPage('s.id', matching, pageOf(query, ORDER))}`,
      values,
    );
    const count = await countUpTo(this.db, `SELECT 1 ${matching}`, values);
    return { items: await this.toResponses(rows), ...count };
  }

  async get(id: number, reader: EventReader, source: Source = this.db): Promise<SessionResponse> {
    const rows = await source.query<SessionRow>(`${ROWS} AND s.id = $3`, [...readerValues(reader), id]);
    const [session] = await this.toResponses(rows);
    if (!session) throw new NotFound('The session');
    return session;
  }

  async agendaOf(source: Source, eventId: number, reader: EventReader): Promise<SessionResponse[]> {
    const rows = await source.query<SessionRow>(
      `${ROWS} AND s.event_id = $3 ORDER BY s.starts_at, s.id LIMIT ${MAX_SESSIONS}`,
      [...readerValues(reader), eventId],
    );
    return this.toResponses(rows);
  }

  /** What an event that gets these times is refused for with `SessionsOutside`. */
  sessionsOutside(
    source: Source,
    eventId: number,
    startsAt: Date,
    endsAt: Date,
  ): Promise<{ id: number; title: string }[]> {
    return source.query(OUTSIDE, [eventId, startsAt, endsAt]);
  }

  private async toResponses(rows: SessionRow[]): Promise<SessionResponse[]> {
    const people = await this.identity.people(rows.flatMap(({ speakerId }) => speakerId ?? []));
    return rows.map((row) =>
      toSessionResponse(row, row.speakerId === null ? undefined : people.get(row.speakerId)?.fullName),
    );
  }
}

function readerValues(reader: EventReader): unknown[] {
  return [reader?.id ?? null, reader?.isAdmin ?? false];
}
