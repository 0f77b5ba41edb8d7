import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/events/outbox.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import { slugFrom } from '../../shared/texts.js';
import { EventTypeSlugTaken } from '../scheduling.errors.js';
import { EventTypeChanged } from '../scheduling.events.js';
import { changedTypeTerms, newTypeTerms } from './event-type-terms.policy.js';
import { EventType } from './event-type.entity.js';
import {
  toTypeInput,
  toTypeResponse,
  type EventTypeChangeRequest,
  type EventTypeRequest,
  type EventTypeResponse,
} from './event-types.dto.js';
import { EventTypesRepository } from './event-types.repository.js';

const SLUG_TRIES = 4;

/** What people offer on their booking pages. A change moves nothing that is booked. */
@Injectable()
export class EventTypesService {
  constructor(
    private readonly db: Database,
    private readonly types: EventTypesRepository,
    private readonly outbox: Outbox,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Refuses a slug that was sent and is taken with `EventTypeSlugTaken`. */
  async create(ownerId: number, request: EventTypeRequest): Promise<EventTypeResponse> {
    const { name, duration, slug } = request;
    const terms = newTypeTerms({ ...toTypeInput(request), name, duration });
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.db.transaction(async (tx) => {
          const now = this.clock.now();
          const wanted = slug ?? slugFrom(name, 'meeting');
          const place = await this.types.placeFor(tx, { ownerId, slug: wanted, now });
          const type = EventType.of(ownerId, slug ?? place.freeSlug, terms, now);
          await this.types.insert(tx, type);
          if (type.isActive) await this.publishChange(tx, type);
          return this.shown(type, place.organizerSlug);
        });
      } catch (error) {
        if (slug !== undefined || !(error instanceof EventTypeSlugTaken) || attempt >= SLUG_TRIES) throw error;
      }
    }
  }

  /** Changes what is sent. Refuses as `create`. */
  change(ownerId: number, id: number, request: EventTypeChangeRequest): Promise<EventTypeResponse> {
    return this.db.transaction(async (tx) => {
      const { type, organizerSlug } = await this.types.getForUpdate(tx, ownerId, id);
      const terms = changedTypeTerms(type, toTypeInput(request));
      const wasActive = type.isActive;
      type.change(terms, request.slug ?? type.slug, this.clock.now());
      await this.types.update(tx, type);
      if (wasActive || type.isActive) await this.publishChange(tx, type);
      return this.shown(type, organizerSlug);
    });
  }

  remove(ownerId: number, id: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      const { isActive } = await this.types.delete(tx, ownerId, id, this.clock.now());
      if (isActive) await this.publishChange(tx, { id, ownerId });
    });
  }

  private publishChange(tx: Tx, { id, ownerId }: Pick<EventType, 'id' | 'ownerId'>): Promise<void> {
    return this.outbox.publish(tx, EventTypeChanged, { eventTypeId: id, hostId: ownerId });
  }

  private shown(type: EventType, organizerSlug: string): EventTypeResponse {
    return toTypeResponse(type, organizerSlug, this.config.frontendUrl);
  }
}
