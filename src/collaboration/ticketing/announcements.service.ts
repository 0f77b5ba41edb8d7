import { Injectable } from '@nestjs/common';
import { heldOrFirm } from '../../booking/booking.api.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { Clock } from '../../shared/clock.js';
import { EventEnded, NotTheOrganizer } from '../collaboration.errors.js';
import { EventAnnounced } from '../collaboration.events.js';
import { EventSnapshotQueries } from '../model/event-snapshot.queries.js';
import { EventAccess } from '../model/event.access.js';
import { EventsRepository } from '../model/events.repository.js';
import { Announcement } from './announcement.entity.js';
import type {
  AnnouncementRequest,
  AnnouncementResponse,
  AnnouncementsQuery,
  SentAnnouncementResponse,
} from './ticketing.dto.js';
import { EventIsDraft, TooManyAnnouncements } from './ticketing.errors.js';

const MAX_PER_HOUR = 5;
const HOUR_MS = 3_600_000;
const NEWEST_FIRST = { ordering: { created_at: 'a.created_at' }, default: '-created_at', tiebreak: 'a.id' };

/** The organizer speaks to everybody who booked; messaging delivers it. */
@Injectable()
export class AnnouncementsService {
  constructor(
    private readonly db: Database,
    private readonly access: EventAccess,
    private readonly events: EventsRepository,
    private readonly snapshots: EventSnapshotQueries,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Also of an event that is over, to say thanks. Refuses as `EventsRepository` does, with 409
   * `EventIsDraft` and `EventEnded` (cancelled), and the sixth within an hour with 429.
   */
  announce(
    eventId: number,
    { subject, message }: AnnouncementRequest,
    caller: Caller,
  ): Promise<AnnouncementResponse> {
    return this.db.transaction(async (tx) => {
      const event = await this.events.getOwnForUpdate(tx, eventId, caller);
      if (event.state === 'draft') throw new EventIsDraft();
      if (event.state === 'cancelled') throw new EventEnded('cancelled');
      const now = this.clock.now();
      await this.requireBelowHourlyLimit(tx, eventId, now);
      const recipients = await this.recipients(tx, eventId, caller.id);
      const announcement = Object.assign(new Announcement(), {
        ...{ eventId, authorId: caller.id, subject, message, recipients, createdAt: now },
      });
      await tx.manager.insert(Announcement, announcement);
      const { id } = announcement;
      const payload = {
        announcementId: id,
        event: await this.snapshots.current(tx, event),
        actorId: caller.id,
      };
      await this.outbox.publish(tx, EventAnnounced, { ...payload, subject, message });
      const entry = {
        actorId: caller.id,
        action: 'collaboration.event_announced',
        details: { announcementId: id, subject },
      };
      await this.audit.record(tx, { ...entry, subjectType: 'event', subjectId: eventId });
      return { id, event: eventId, subject, message, recipients, created_at: now };
    });
  }

  /** What was sent of an event, newest first. Refuses with `NotFound` and `NotTheOrganizer`. */
  async list(
    eventId: number,
    query: AnnouncementsQuery,
    caller: Caller,
  ): Promise<Page<SentAnnouncementResponse>> {
    const event = await this.access.getVisible(this.db, eventId, caller);
    if (!event.isOrganizedBy(caller)) throw new NotTheOrganizer();
    return new Selection({ from: 'collaboration.announcements a', id: 'a.id' })
      .must('a.event_id = $eventId', { eventId })
      .page<SentAnnouncementResponse>(
        this.db,
        'a.id, a.event_id AS event, a.subject, a.message, a.recipients, a.created_at',
        pageOf(query, NEWEST_FIRST),
      );
  }

  /** Counted under the event's lock: it holds for any number of processes. */
  private async requireBelowHourlyLimit(tx: Tx, eventId: number, now: Date): Promise<void> {
    const since = new Date(now.getTime() - HOUR_MS);
    const [hour] = await tx.query<{ count: number; first: Date | null }>(
      `SELECT count(*)::int AS count, min(created_at) AS first FROM collaboration.announcements
       WHERE event_id = $1 AND created_at > $2`,
      [eventId, since],
    );
    if (!hour?.first || hour.count < MAX_PER_HOUR) return;
    const resetAt = new Date(hour.first.getTime() + HOUR_MS);
    const retryAfterSeconds = Math.ceil((resetAt.getTime() - now.getTime()) / 1000);
    throw new TooManyAnnouncements({ limit: MAX_PER_HOUR, window: '1 hour', resetAt, retryAfterSeconds });
  }

  private async recipients(tx: Tx, eventId: number, authorId: number): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `SELECT count(DISTINCT person_id)::int AS count FROM booking.offer_bookings b
       WHERE kind = 'event' AND ref_id = $1 AND ${heldOrFirm.sql('b')}
         AND person_id <> $2`,
      [eventId, authorId],
    );
    return row!.count;
  }
}
