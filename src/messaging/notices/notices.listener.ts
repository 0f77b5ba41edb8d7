import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { OnEvents } from '../../platform/events/on-event.js';
import { Logger } from '../../platform/observability/logger.js';
import { CATALOGUE } from './catalogue.js';
import type { DatedNotice } from './notice.js';
import { ReaderClock } from './reader-clock.js';
import { Notifier } from './notifier.js';

const UTC = new ReaderClock('UTC');
const entries = new Map(CATALOGUE.map((entry) => [entry.event.name, entry]));

/** Tells people what happened, batch by batch. */
@Injectable()
export class NoticesListener {
  private readonly logger = new Logger(NoticesListener.name);

  constructor(private readonly notifier: Notifier) {}

  @OnEvents(...CATALOGUE.map(({ event }) => event))
  async tell(events: PublishedEvent[], tx: Tx): Promise<void> {
    const notices = events.flatMap((event) => this.noticesOf(event));
    if (notices.length > 0) await this.notifier.tell(tx, notices);
  }

  /** One event that cannot be told must not keep the others of its batch from being told: its words are tried here. */
  private noticesOf(event: PublishedEvent): DatedNotice[] {
    try {
      const notices = entries.get(event.name)!.notices(event);
      for (const { message } of notices) message(UTC);
      return notices.map((notice) => ({ ...notice, at: event.occurredAt }));
    } catch (error) {
      this.logger.error('Nobody could be told of an event', error, { event: event.name, event_id: event.id });
      return [];
    }
  }
}
