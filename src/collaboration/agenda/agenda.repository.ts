import { Injectable } from '@nestjs/common';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import { AgendaSession } from './agenda-session.entity.js';
import { RoomTaken, SpeakerBusy } from './agenda.errors.js';

/** `sessions_speaker_once` and `sessions_room_once` refuse a speaker or room that is taken. */
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
    if (violates(error, 'sessions_speaker_once')) throw new SpeakerBusy();
    if (violates(error, 'sessions_room_once')) throw new RoomTaken();
    throw error;
  }
}
