import { Injectable, type INestApplicationContext } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { MediaFiles } from '../platform/files/media-files.js';
import { Clock } from '../shared/clock.js';
import { AgendaSession, type EventOfSession } from './agenda/agenda-session.entity.js';
import { AgendaRepository } from './agenda/agenda.repository.js';
import { EventsService } from './events/events.service.js';
import { coverOf, DEMO_EVENTS, PAST_EVENTS, WORKSHOP_TITLE, type DemoEvent } from './demo-events.policy.js';
import { draftTerms, gatheringTerms } from './model/event-terms.policy.js';
import { Event } from './model/event.entity.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MADE_BEFORE_MS = 40 * DAY_MS;

/** Of the workshop, in hours after its start. The organizer opens, the others have no accounts. */
const SESSIONS = [
  { title: 'Opening', from: 0, to: 0.5, speakerName: '', roomOrLink: 'Main Hall' },
  { title: 'Generators', from: 0.5, to: 2, speakerName: 'Grace Brewster', roomOrLink: 'Main Hall' },
  { title: 'Types that help', from: 0.5, to: 2, speakerName: 'Alan Mathis', roomOrLink: 'Room B' },
  { title: 'Profiling clinic', from: 3, to: 5, speakerName: 'Grace Brewster', roomOrLink: 'Main Hall' },
];

const WITHOUT_AGENDA = `
  SELECT e.id, e.organizer_id AS "organizerId", e.state, e.starts_at AS "startsAt", e.ends_at AS "endsAt"
  FROM collaboration.events e
  WHERE e.kind = 'ticketed' AND e.title = $1 AND e.state = 'open' AND e.deleted_at IS NULL AND e.starts_at > $2
    AND e.ends_at >= e.starts_at + interval '5 hours'
    AND NOT EXISTS (SELECT FROM collaboration.sessions s WHERE s.event_id = e.id)
  ORDER BY e.id LIMIT 1 FOR NO KEY UPDATE`;

/** Makes ten events of both kinds, one with sessions, and three that are over; run again, what is missing. */
export function createDemoEvents(app: INestApplicationContext): Promise<void> {
  return app.get(CollaborationDemo).create();
}

@Injectable()
export class CollaborationDemo {
  constructor(
    private readonly db: Database,
    private readonly events: EventsService,
    private readonly sessions: AgendaRepository,
    private readonly media: MediaFiles,
    private readonly clock: Clock,
  ) {}

  async create(): Promise<void> {
    await this.createEvents();
    await this.createAgenda();
  }

  /**
   * Each where none of its title is still to come, of those that are over where there was none; one that was
   * deleted does not come back before its time.
   */
  private async createEvents(): Promise<void> {
    const organizers = await this.organizers();
    const wanted: (DemoEvent & { organizerId: number; timezone: string })[] = [];
    for (const demo of [...DEMO_EVENTS, ...PAST_EVENTS]) {
      const organizer = organizers.get(demo.organizer);
      if (organizer && !(await this.exists(organizer.id, demo)))
        wanted.push({ ...demo, organizerId: organizer.id, timezone: organizer.timezone });
    }
    const missing = await Promise.all(wanted.map((demo) => this.build(demo)));
    if (missing.length === 0) return;
    await this.db.transaction(async (tx) => {
      for (const event of missing) await this.events.insert(tx, event);
      const past = missing.filter(({ endsAt }) => endsAt <= this.clock.now()).map(({ id }) => id);
      // Nobody hears now that they have begun and ended.
      await tx.query(`UPDATE collaboration.events SET phase = 'over' WHERE id = ANY($past)`, { past });
    });
  }

  private async build(demo: DemoEvent & { organizerId: number; timezone: string }): Promise<Event> {
    const { kind, inDays, at = 16, hours, input, organizerId, timezone } = demo;
    const now = this.clock.now();
    const day = Math.ceil(now.getTime() / DAY_MS) + inDays;
    const startsAt = new Date(day * DAY_MS + at * HOUR_MS);
    const timed = { ...input, timezone, startsAt, endsAt: new Date(startsAt.getTime() + hours * HOUR_MS) };
    const terms = kind === 'gathering' ? gatheringTerms(timed, now) : draftTerms(timed);
    const madeAt = inDays < 0 ? new Date(startsAt.getTime() - MADE_BEFORE_MS) : now;
    const event = Event.create(kind, terms, organizerId, madeAt);
    event.publish(madeAt);
    event.setCover(await this.media.keepDrawing(coverOf(input.title)), madeAt);
    return event;
  }

  private async organizers(): Promise<Map<string, { id: number; timezone: string }>> {
    const usernames = [...DEMO_EVENTS, ...PAST_EVENTS].map(({ organizer }) => organizer);
    const sql = `SELECT p.id, p.username::text, p.timezone FROM identity.people p
      WHERE p.username::text = ANY($usernames)`;
    const rows = await this.db.query<{ id: number; username: string; timezone: string }>(sql, { usernames });
    return new Map(rows.map((row) => [row.username, row]));
  }

  private async exists(organizerId: number, { inDays, input: { title } }: DemoEvent): Promise<boolean> {
    const since = inDays < 0 ? new Date(0) : this.clock.now();
    const [event] = await this.db.query(
      'SELECT FROM collaboration.events WHERE organizer_id = $1 AND title = $2 AND ends_at > $3 LIMIT 1',
      [organizerId, title, since],
    );
    return event !== undefined;
  }

  /** Unless somebody gave it sessions already. */
  private async createAgenda(): Promise<void> {
    await this.db.transaction(async (tx) => {
      const values = [WORKSHOP_TITLE, this.clock.now()];
      const [event] = await tx.query<EventOfSession>(WITHOUT_AGENDA, values);
      if (!event) return;
      const after = (hours: number) => new Date(event.startsAt.getTime() + hours * HOUR_MS);
      for (const { from, to, ...about } of SESSIONS) {
        const speakerId = about.speakerName ? null : event.organizerId;
        const times = { startsAt: after(from), endsAt: after(to) };
        const details = { ...about, ...times, speakerId, description: '' };
        await this.sessions.insert(tx, AgendaSession.create(event, details, this.clock.now()));
      }
    });
  }
}
