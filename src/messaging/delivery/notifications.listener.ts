import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { OnEvents } from '../../platform/events/on-event.js';
import { Logger } from '../../platform/observability/logger.js';
import { LocalTimeFormatter } from '../../platform/documents/local-time-formatter.js';
import { NOTIFICATION_CATALOG } from '../templates/notification-catalog.policy.js';
import type { DatedTemplate } from '../templates/notification-template.policy.js';
import { NotifierService } from './notifier.service.js';

const UTC = new LocalTimeFormatter('UTC');
const entries = new Map(NOTIFICATION_CATALOG.map((entry) => [entry.event.name, entry]));

/** Notifies people of what happened, batch by batch. */
@Injectable()
export class NotificationsListener {
  private readonly logger = new Logger(NotificationsListener.name);

  constructor(private readonly notifier: NotifierService) {}

  @OnEvents(...NOTIFICATION_CATALOG.map(({ event }) => event))
  async notify(events: PublishedEvent[], tx: Tx): Promise<void> {
    const templates = events.flatMap((event) => this.templatesOf(event));
    if (templates.length > 0) await this.notifier.notify(tx, templates);
  }

  /** An event whose message cannot be written must not stop the others of its batch: it is tried here. */
  private templatesOf(event: PublishedEvent): DatedTemplate[] {
    try {
      const templates = entries.get(event.name)!.templates(event);
      for (const { message } of templates) message(UTC);
      return templates.map((template) => ({ ...template, at: event.occurredAt }));
    } catch (error) {
      this.logger.error('Nobody could be told of an event', error, { event: event.name, event_id: event.id });
      return [];
    }
  }
}
