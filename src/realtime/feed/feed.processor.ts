import { Injectable } from '@nestjs/common';
import { Every } from '../../platform/schedule/every.js';
import { FeedRepository } from './feed.repository.js';

const EVERY_MS = 10 * 60_000;

@Injectable()
export class FeedProcessor {
  constructor(private readonly feed: FeedRepository) {}

  @Every(EVERY_MS)
  removeExpired(): Promise<void> {
    return this.feed.removeExpired();
  }
}
