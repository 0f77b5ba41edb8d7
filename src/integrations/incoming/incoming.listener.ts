import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import { OnEventsInOrder } from '../../platform/events/on-event.js';
import { Outbox } from '../../platform/events/outbox.js';
import { SchedulingApi } from '../../scheduling/scheduling.api.js';
import { DomainError } from '../../shared/errors.js';
import { ContactBrought, IncomingReceived } from '../integrations.events.js';
import { incomingAction } from './incoming.dto.js';
import { IncomingRepository, type IncomingEnd, type PendingIncoming } from './incoming.repository.js';

type Received = PublishedEvent<PayloadOf<typeof IncomingReceived>>;

/** Does what programs told, in turn: the last word on a blocked time is the last that came. */
@Injectable()
export class IncomingListener {
  constructor(
    private readonly incoming: IncomingRepository,
    private readonly identity: IdentityApi,
    private readonly scheduling: SchedulingApi,
    private readonly outbox: Outbox,
  ) {}

  @OnEventsInOrder(IncomingReceived)
  async handle(events: PublishedEvent[], tx: Tx): Promise<void> {
    const ids = (events as Received[]).map(({ payload }) => payload.incomingId);
    const pending = await this.incoming.pending(tx, ids);
    if (pending.length === 0) return;
    const owners = await this.identity.lockPeople(tx, [...new Set(pending.map(({ ownerId }) => ownerId))]);
    const ends: IncomingEnd[] = [];
    for (const event of pending)
      ends.push(
        owners.get(event.ownerId)?.isActive
          ? await this.attempt(tx, event)
          : { id: event.id, status: 'ignored', error: 'Its owner is suspended.' },
      );
    await this.incoming.end(tx, ends);
  }

  private async attempt(tx: Tx, event: PendingIncoming): Promise<IncomingEnd> {
    try {
      await this.perform(tx, event);
      return { id: event.id, status: 'handled', error: null };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { id: event.id, status: 'failed', error: error.message };
    }
  }

  private async perform(tx: Tx, event: PendingIncoming): Promise<void> {
    const { ownerId, endpointId } = event;
    const action = incomingAction(event);
    if (action?.type === 'contact.upsert') {
      const { email, name, phone, company } = action.data;
      return this.outbox.publish(tx, ContactBrought, { ownerId, email, name, phone, company });
    }
    if (!action) return;
    const externalKey = `${endpointId}:${action.data.external_id}`;
    if (action.type === 'blocked_time.delete')
      return this.scheduling.removeBlockedTime(tx, ownerId, externalKey);
    const { start_time: startsAt, end_time: endsAt, reason } = action.data;
    await this.scheduling.keepBlockedTime(tx, ownerId, externalKey, { startsAt, endsAt, reason });
  }
}
