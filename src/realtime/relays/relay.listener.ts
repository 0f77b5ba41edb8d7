import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Fanout } from '../../platform/engine/ports/fanout.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { OnEventsInOrder } from '../../platform/events/on-event.js';
import { Logger } from '../../platform/observability/logger.js';
import { FEED_CHANNEL } from '../feed/feed.repository.js';
import { FeedRepository } from '../feed/feed.repository.js';
import type { FrameDraft } from '../feed/frame.entity.js';
import { SlotChangesProcessor } from '../slots/slot-changes.processor.js';
import { SlotChangesRepository } from '../slots/slot-changes.repository.js';
import { SLOT_CHANGES, slotChanges } from '../slots/slot-changes.rules.js';
import { CALENDAR_RELAYS } from './calendar.relay.js';
import { EVENT_RELAYS } from './events.relay.js';
import { PRIVATE_RELAYS } from './private.relay.js';
import type { Relay } from './relay.rules.js';

export const RELAYS: readonly Relay[] = [...CALENDAR_RELAYS, ...EVENT_RELAYS, ...PRIVATE_RELAYS];

const RELAYED = new Set([...RELAYS, ...SLOT_CHANGES].map(({ event }) => event));
const relaysOf = new Map(
  [...RELAYED].map(({ name }) => [name, RELAYS.filter(({ event }) => event.name === name)]),
);

/** Writes the frames of events into the feed, and wakes every process that reads it. */
@Injectable()
export class RelayListener {
  private readonly logger = new Logger(RelayListener.name);

  constructor(
    private readonly feed: FeedRepository,
    private readonly fanout: Fanout,
    private readonly slots: SlotChangesRepository,
    private readonly slotFrames: SlotChangesProcessor,
  ) {}

  @OnEventsInOrder(...RELAYED)
  async relay(events: PublishedEvent[], tx: Tx): Promise<void> {
    const drafts = events.flatMap((event) =>
      this.framesOf(event).map((draft) => ({ ...draft, occurredAt: event.occurredAt })),
    );
    const changes = events.flatMap((event) =>
      slotChanges(event).map((change) => ({ ...change, occurredAt: event.occurredAt })),
    );
    if (drafts.length > 0) {
      await this.feed.append(tx, drafts);
      tx.afterCommit(() => void this.fanout.publish(FEED_CHANNEL, {}));
    }
    if (changes.length > 0) {
      await this.slots.add(tx, changes);
      await this.slotFrames.writeIn(tx);
    }
  }

  /** An event that cannot be relayed must not keep back the others of its batch. */
  private framesOf(event: PublishedEvent): FrameDraft[] {
    try {
      return relaysOf.get(event.name)!.flatMap((relay) => relay.frames(event));
    } catch (error) {
      this.logger.error('An event could not be relayed', error, { event: event.name, event_id: event.id });
      return [];
    }
  }
}
