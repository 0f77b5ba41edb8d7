import { Injectable } from '@nestjs/common';
import { BookingApi } from '../../booking/booking.api.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { inWireNames } from '../../platform/http/fields/wire-names.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput } from '../../shared/errors.js';
import { AgendaRepository } from '../agenda/agenda.repository.js';
import { EventCancelled, EventPublished } from '../collaboration.events.js';
import type { EventResponse } from '../event-views/event.dto.js';
import { EventsQueries } from '../event-views/events.queries.js';
import { EventRequest } from '../events/events.dto.js';
import { EventsService } from '../events/events.service.js';
import { offerTermsOf } from '../model/event-offer.policy.js';
import { EventSnapshotQueries } from '../model/event-snapshot.queries.js';
import { EventAccess } from '../model/event.access.js';
import { Event } from '../model/event.entity.js';
import { EventsRepository } from '../model/events.repository.js';
import { publicationProblems } from './publication.policy.js';
import { NotADraft } from './ticketing.errors.js';

type Move = (tx: Tx, event: Event) => Promise<void>;

/** Publishes drafts, and cancels events. */
@Injectable()
export class TicketingService {
  constructor(
    private readonly db: Database,
    private readonly access: EventAccess,
    private readonly events: EventsRepository,
    private readonly queries: EventsQueries,
    private readonly sessions: AgendaRepository,
    private readonly snapshots: EventSnapshotQueries,
    private readonly service: EventsService,
    private readonly booking: BookingApi,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Everybody sees it from now on. Refuses as `EventsRepository` does, with 409 `NotADraft` and `SpeakerBusy`,
   * and a draft that is not fit for it with `InvalidInput` naming each field.
   */
  publish(id: number, caller: Caller): Promise<EventResponse> {
    return this.changeEvent(id, caller, async (tx, event) => {
      const now = this.clock.now();
      if (event.state !== 'draft') throw new NotADraft(event.statusAt(now));
      const problems = publicationProblems(event, now);
      if (Object.keys(problems).length > 0)
        throw new InvalidInput(
          inWireNames(problems, [new EventRequest()]),
          'This draft cannot be published yet.',
        );
      event.publish(now);
      await this.events.update(tx, event);
      await this.sessions.publish(tx, id, event.organizerId);
      const { taken } = await this.booking.changeOffer(tx, 'event', id, offerTermsOf(event));
      await this.outbox.publish(tx, EventPublished, {
        ...this.snapshots.of(event, taken),
        actorId: caller.id,
      });
      await this.recordAudit(tx, 'event_published', event, caller);
    });
  }

  /**
   * Cancels the bookings too; a listener of payments refunds them. Refuses with `NotFound`, `NotTheOrganizer`
   * and, what is cancelled or over already, with 409 `EventEnded`.
   */
  cancel(id: number, reason: string | null, caller: Caller): Promise<EventResponse> {
    return this.endEvent(id, caller, async (tx, event) => {
      event.requireNotEnded(this.clock.now());
      if (event.state === 'draft') await this.cancelDraft(tx, event, reason, caller);
      else await this.service.cancel(tx, event, caller.id, reason);
      await this.recordAudit(tx, 'event_cancelled', event, caller, { reason });
    });
  }

  private async cancelDraft(tx: Tx, event: Event, reason: string | null, caller: Caller): Promise<void> {
    event.cancel(reason, this.clock.now());
    await this.events.update(tx, event);
    const snapshot = await this.snapshots.current(tx, event);
    await this.outbox.publish(tx, EventCancelled, { ...snapshot, actorId: caller.id, reason });
  }

  private changeEvent(id: number, caller: Caller, move: Move): Promise<EventResponse> {
    return this.answer(id, caller, async (tx) => move(tx, await this.events.getOwnForUpdate(tx, id, caller)));
  }

  private endEvent(id: number, caller: Caller, move: Move): Promise<EventResponse> {
    return this.answer(id, caller, async (tx) => move(tx, await this.events.getOwnToEnd(tx, id, caller)));
  }

  private async answer(id: number, caller: Caller, move: (tx: Tx) => Promise<void>): Promise<EventResponse> {
    const { organizerId } = await this.access.getVisible(this.db, id, caller);
    const show = await this.queries.responseMapper([organizerId], caller);
    return this.db.transaction(async (tx) => {
      await move(tx);
      return show(await this.queries.getRow(tx, id, caller));
    });
  }

  private recordAudit(
    tx: Tx,
    action: string,
    { id, title }: Event,
    { id: actorId }: Caller,
    more = {},
  ): Promise<void> {
    const subject = { subjectType: 'event', subjectId: id };
    return this.audit.record(tx, {
      actorId,
      action: `collaboration.${action}`,
      ...subject,
      details: { title, ...more },
    });
  }
}
