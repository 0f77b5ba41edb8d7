import { firmSeat } from '../../booking/booking.api.js';
import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { Database } from '../../platform/database/database.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { NotFound } from '../../shared/errors.js';
import type { EventReader } from '../model/event.access.js';
import { visibleTo } from '../model/event-visibility.rules.js';
import { MAX_SESSIONS, type AgendaSession } from './agenda-session.entity.js';
import { toSessionResponse, type SessionResponse, type SessionsQuery } from './agenda.dto.js';

type Source = Pick<Tx, 'query'>;
type SessionRow = Omit<AgendaSession, 'change'>;

const ORDER = {
  ordering: { start_time: 's.starts_at', created_at: 's.created_at' },
  default: 'start_time',
  tiebreak: 's.id',
};

const FROM = 'collaboration.sessions s JOIN collaboration.events e ON e.id = s.event_id';
const IS_VISIBLE = visibleTo.sql('e', '$reader', '$isAdmin');

/** A link with a scheme, or as one types it. */
const LINK = '://|^www\\.|\\.[a-z]{2,}/';

/** Links, like the event's own, are for who runs it, speaks or takes part. */
const COLUMNS = `s.id, s.event_id AS "eventId", s.title, s.description, s.starts_at AS "startsAt",
    s.ends_at AS "endsAt", s.speaker_id AS "speakerId", s.speaker_name AS "speakerName",
    CASE WHEN s.room_or_link !~* '${LINK}'
      OR $isAdmin::boolean OR $reader::bigint IN (e.organizer_id, s.speaker_id)
      OR EXISTS (SELECT FROM booking.offer_bookings b WHERE b.kind = 'event' AND b.ref_id = e.id
        AND b.person_id = $reader::bigint AND ${firmSeat.sql('b')})
      THEN s.room_or_link ELSE '' END AS "roomOrLink",
    s.published_by AS "publishedBy", s.released_at AS "releasedAt",
    s.created_at AS "createdAt", s.updated_at AS "updatedAt"`;

const VISIBLE = `SELECT ${COLUMNS} FROM ${FROM} WHERE ${IS_VISIBLE}`;

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
    const { event, speaker } = query;
    const { items, ...count } = await new Selection({ from: FROM, id: 's.id' })
      .must(IS_VISIBLE, readerValues(reader))
      .and('s.event_id = $event', { event })
      .and('s.speaker_id = $speaker', { speaker })
      .page<SessionRow>(this.db, COLUMNS, pageOf(query, ORDER));
    return { items: await this.toResponses(items), ...count };
  }

  async get(id: number, reader: EventReader, source: Source = this.db): Promise<SessionResponse> {
    const rows = await source.query<SessionRow>(`${VISIBLE} AND s.id = $id`, { ...readerValues(reader), id });
    const [session] = await this.toResponses(rows);
    if (!session) throw new NotFound('The session');
    return session;
  }

  async agendaOf(source: Source, eventId: number, reader: EventReader): Promise<SessionResponse[]> {
    const rows = await source.query<SessionRow>(
      `${VISIBLE} AND s.event_id = $eventId ORDER BY s.starts_at, s.id LIMIT ${MAX_SESSIONS}`,
      { ...readerValues(reader), eventId },
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

function readerValues(reader: EventReader) {
  return { reader: reader?.id ?? null, isAdmin: reader?.isAdmin ?? false };
}
