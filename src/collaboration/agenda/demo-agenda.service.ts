import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Clock } from '../../shared/clock.js';
import { AgendaRepository } from './agenda.repository.js';
import { Session, type SessionTimes } from './session.entity.js';

const HOUR_MS = 3_600_000;
const EVENT = 'Advanced Python Workshop';

/** Hours after the start of the event. The organizer opens, the others have no accounts. */
const SESSIONS = [
  { title: 'Opening', from: 0, to: 0.5, speakerName: '', roomOrLink: 'Main Hall' },
  { title: 'Generators', from: 0.5, to: 2, speakerName: 'Grace Brewster', roomOrLink: 'Main Hall' },
  { title: 'Types that help', from: 0.5, to: 2, speakerName: 'Alan Mathis', roomOrLink: 'Room B' },
  { title: 'Profiling clinic', from: 3, to: 5, speakerName: 'Grace Brewster', roomOrLink: 'Main Hall' },
];

type DemoEvent = SessionTimes & { id: number; organizerId: number };

const WITHOUT_AGENDA = `
  SELECT e.id, e.organizer_id AS "organizerId", e.starts_at AS "startsAt", e.ends_at AS "endsAt"
  FROM collaboration.events e
  WHERE e.kind = 'ticketed' AND e.title = $1 AND e.state = 'open' AND e.deleted_at IS NULL AND e.starts_at > $2
    AND e.ends_at >= e.starts_at + interval '5 hours'
    AND NOT EXISTS (SELECT FROM collaboration.sessions s WHERE s.event_id = e.id)
  ORDER BY e.id LIMIT 1 FOR NO KEY UPDATE`;

@Injectable()
export class DemoAgenda {
  constructor(
    private readonly db: Database,
    private readonly sessions: AgendaRepository,
    private readonly clock: Clock,
  ) {}

  /** Gives the demo event its programme, unless somebody gave it one. */
  async create(): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [event] = await tx.query<DemoEvent>(WITHOUT_AGENDA, [EVENT, this.clock.now()]);
      if (!event) return;
      for (const { from, to, ...about } of SESSIONS) {
        const [startsAt, endsAt] = [from, to].map(
          (hours) => new Date(event.startsAt.getTime() + hours * HOUR_MS),
        );
        const times = { startsAt: startsAt!, endsAt: endsAt! };
        const speakerId = about.speakerName ? null : event.organizerId;
        const details = { ...about, ...times, speakerId, description: '' };
        await this.sessions.insert(tx, Session.create(event, details, this.clock.now()));
      }
    });
  }
}
