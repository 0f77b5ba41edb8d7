import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { OnEvent } from '../../platform/events/on-event.js';
import { EventDeleted, type EventSnapshot } from '../collaboration.events.js';
import { ReviewsRepository } from './reviews.repository.js';

/** A deleted event has no reviews. */
@Injectable()
export class ReviewsListener {
  constructor(private readonly reviews: ReviewsRepository) {}

  @OnEvent(EventDeleted)
  eventDeleted({ payload }: PublishedEvent<EventSnapshot>, tx: Tx): Promise<void> {
    return this.reviews.deleteOf(tx, payload.id);
  }
}
