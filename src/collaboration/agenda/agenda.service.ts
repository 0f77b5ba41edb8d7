import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput } from '../../shared/errors.js';
import { Faults } from '../../shared/faults.js';
import { AgendaChanged } from '../collaboration.events.js';
import { EventSnapshotQueries } from '../model/event-snapshot.queries.js';
import { EventAccess } from '../model/event.access.js';
import type { Event } from '../model/event.entity.js';
import { EventsRepository } from '../model/events.repository.js';
import { MAX_SESSIONS, AgendaSession, type SessionDetails } from './agenda-session.entity.js';
import {
  sessionDetails,
  toSessionResponse,
  type SessionChangeRequest,
  type SessionRequest,
  type SessionResponse,
} from './agenda.dto.js';
import { AgendaFull } from './agenda.errors.js';
import { AgendaQueries } from './agenda.queries.js';
import { AgendaRepository } from './agenda.repository.js';

/** The organizer writes the agenda. Every write locks the event, so that its sessions stay within its time. */
@Injectable()
export class AgendaService {
  constructor(
    private readonly db: Database,
    private readonly sessions: AgendaRepository,
    private readonly queries: AgendaQueries,
    private readonly access: EventAccess,
    private readonly events: EventsRepository,
    private readonly snapshots: EventSnapshotQueries,
    private readonly identity: IdentityApi,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses times outside the event's, unknown speakers and events that the caller cannot see with
   * `InvalidInput`, others than the organizer with `NotTheOrganizer`, and with 409 `SpeakerBusy`, `RoomTaken`,
   * `AgendaFull` and `EventEnded`.
   */
  async create(request: SessionRequest, caller: Caller): Promise<SessionResponse> {
    const faults = new Faults();
    const speakerName = await faults.ask(() => this.requireSpeaker(request.speaker));
    return this.db.transaction(async (tx) => {
      const named = await faults.ask(() => this.access.getVisibleFromField(tx, request.event, caller));
      if (!named) throw faults.refusal();
      const event = await this.lockEvent(tx, named.id, caller);
      if ((await this.sessions.count(tx, event.id)) >= MAX_SESSIONS) throw new AgendaFull();
      const details = sessionDetails(request) as SessionDetails;
      const session = await faults.ask(() => AgendaSession.create(event, details, this.clock.now()));
      if (!session) throw faults.refusal();
      faults.refuse();
      await this.sessions.insert(tx, session);
      await this.publishChange(tx, 'session_created', event, session, caller);
      return toSessionResponse(session, speakerName);
    });
  }

  /** Changes what is sent; a session stays with its event. Refuses as `create` does. */
  async change(id: number, request: SessionChangeRequest, caller: Caller): Promise<SessionResponse> {
    const { event: eventId } = await this.queries.get(id, caller);
    const faults = new Faults();
    if (request.event !== undefined && request.event !== eventId)
      faults.add({ event: ['A session stays with its event.'] });
    await faults.ask(() => this.requireSpeaker(request.speaker ?? null));
    await this.db.transaction(async (tx) => {
      const event = await this.lockEvent(tx, eventId, caller);
      const session = await this.sessions.getForUpdate(tx, id);
      await faults.ask(() => session.change(event, sessionDetails(request), this.clock.now()));
      faults.refuse();
      await this.sessions.update(tx, session);
      await this.publishChange(tx, 'session_changed', event, session, caller);
    });
    return this.queries.get(id, caller);
  }

  /** Refuses with `NotFound`, `NotTheOrganizer` and 409 `EventEnded`. */
  async remove(id: number, caller: Caller): Promise<void> {
    const { event: eventId } = await this.queries.get(id, caller);
    await this.db.transaction(async (tx) => {
      const event = await this.lockEvent(tx, eventId, caller);
      const session = await this.sessions.getForUpdate(tx, id);
      await this.sessions.delete(tx, id);
      await this.publishChange(tx, 'session_deleted', event, session, caller);
    });
  }

  private async lockEvent(tx: Tx, eventId: number, caller: Caller): Promise<Event> {
    const event = await this.events.getOwnForUpdate(tx, eventId, caller);
    event.requireNotEnded(this.clock.now());
    return event;
  }

  private async requireSpeaker(speakerId: number | null): Promise<string | undefined> {
    if (speakerId === null) return undefined;
    const speaker = (await this.identity.contactsOf([speakerId])).get(speakerId);
    if (!speaker) throw new InvalidInput({ speaker: ['This user does not exist.'] });
    return speaker.fullName;
  }

  private async publishChange(
    tx: Tx,
    action: string,
    event: Event,
    session: AgendaSession,
    { id: actorId }: Caller,
  ) {
    await this.outbox.publish(tx, AgendaChanged, {
      event: await this.snapshots.current(tx, event),
      actorId,
    });
    const details = { eventId: event.id, title: session.title };
    const subject = { subjectType: 'session', subjectId: session.id };
    await this.audit.record(tx, { actorId, action: `collaboration.${action}`, ...subject, details });
  }
}
