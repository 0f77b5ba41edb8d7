import { Injectable } from '@nestjs/common';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import { AgendaSession } from './agenda-session.entity.js';
import { RoomTaken, SpeakerBusy, type SpeakerClash } from './agenda.errors.js';

/** Ordered, so that no two publishers wait for each other. */
const LOCK_SPEAKERS = `SELECT pg_advisory_xact_lock(hashtextextended('collaboration.speaker', speaker_id))
  FROM (SELECT DISTINCT speaker_id FROM collaboration.sessions
    WHERE event_id = $1 AND speaker_id IS NOT NULL AND released_at IS NULL ORDER BY speaker_id) speakers`;

/** At most ten pairs: enough to begin with. */
const CLASHES = `SELECT a.id, a.title, b.id AS "otherId", b.title AS "otherTitle", b.event_id AS "otherEventId"
  FROM collaboration.sessions a JOIN collaboration.sessions b
    ON b.published_by = $2 AND b.speaker_id = a.speaker_id AND b.event_id <> a.event_id
      AND b.released_at IS NULL AND tstzrange(b.starts_at, b.ends_at) && tstzrange(a.starts_at, a.ends_at)
  WHERE a.event_id = $1 AND a.released_at IS NULL ORDER BY a.starts_at, a.id, b.id LIMIT 10`;

/**
 * Within an event a speaker and a room are in one session at a time; within what one organizer has published a
 * speaker is in one place. Nothing is claimed across organizers, nor by drafts.
 */
@Injectable()
export class AgendaRepository {
  /** Locked until the commit; refuses with `NotFound`. */
  async getForUpdate(tx: Tx, id: number): Promise<AgendaSession> {
    const lock = { mode: 'pessimistic_write' } as const;
    const session = await tx.manager.findOne(AgendaSession, { where: { id }, lock });
    if (!session) throw new NotFound('The session');
    return session;
  }

  count(tx: Tx, eventId: number): Promise<number> {
    return tx.manager.countBy(AgendaSession, { eventId });
  }

  async insert(tx: Tx, session: AgendaSession): Promise<void> {
    await this.lockSpeaker(tx, session.speakerId);
    await mapConflicts(() => tx.manager.insert(AgendaSession, session));
  }

  async update(tx: Tx, session: AgendaSession): Promise<void> {
    await this.lockSpeaker(tx, session.speakerId);
    const { id, ...columns } = session;
    await mapConflicts(() => tx.manager.update(AgendaSession, id, columns));
  }

  async delete(tx: Tx, id: number): Promise<void> {
    await tx.manager.delete(AgendaSession, id);
  }

  /** Refuses with `SpeakerBusy`, naming both sessions of each clash, where a speaker is elsewhere meanwhile. */
  async publish(tx: Tx, eventId: number, organizerId: number): Promise<void> {
    await tx.query(LOCK_SPEAKERS, [eventId]);
    const clashes = await tx.query<SpeakerClash>(CLASHES, [eventId, organizerId]);
    if (clashes.length > 0) throw new SpeakerBusy(clashes);
    await mapConflicts(() =>
      tx.query('UPDATE collaboration.sessions SET published_by = $2 WHERE event_id = $1', [
        eventId,
        organizerId,
      ]),
    );
  }

  async release(tx: Tx, eventId: number, at: Date): Promise<void> {
    await tx.query(
      'UPDATE collaboration.sessions SET released_at = $2 WHERE event_id = $1 AND released_at IS NULL',
      [eventId, at],
    );
  }

  /** Two inserts into the exclusion constraint could wait for each other: one writer at a time. */
  private async lockSpeaker(tx: Tx, speakerId: number | null): Promise<void> {
    if (speakerId === null) return;
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('collaboration.speaker', $1))`, [speakerId]);
  }
}

async function mapConflicts(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (violates(error, 'sessions_speaker_once') || violates(error, 'sessions_speaker_once_in_event'))
      throw new SpeakerBusy();
    if (violates(error, 'sessions_room_once')) throw new RoomTaken();
    throw error;
  }
}
