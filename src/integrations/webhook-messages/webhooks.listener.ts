import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { OnEventsInOrder } from '../../platform/events/on-event.js';
import { WebhookDeliveriesProcessor } from '../webhook-deliveries/webhook-deliveries.processor.js';
import { HEARD } from './told-change.policy.js';
import { WebhookMessagesService } from './webhook-messages.service.js';

/** In turn, so that the sequence of a subject is the order of what happened. */
@Injectable()
export class WebhooksListener {
  constructor(
    private readonly messages: WebhookMessagesService,
    private readonly deliveries: WebhookDeliveriesProcessor,
  ) {}

  @OnEventsInOrder(...HEARD)
  async queue(events: PublishedEvent[], tx: Tx): Promise<void> {
    if (await this.messages.queue(tx, events)) tx.afterCommit(() => this.deliveries.wake());
  }
}
