import { Injectable } from '@nestjs/common';
import { AudienceAccess } from '../feed/audience.access.js';
import { FeedTailService } from '../feed/feed-tail.service.js';
import { FeedRepository } from '../feed/feed.repository.js';
import { toFrame } from '../feed/frame.entity.js';
import { RESYNC_REQUIRED } from '../feed/frame.entity.js';
import { UserRefResolver } from '../feed/user-ref-resolver.queries.js';
import type { Subscriber } from './subscriber.adapter.js';

const READ_AT_ONCE = 500;

/** Brings a socket up to date; it joins its rooms in the very turn in which it has seen all they heard. */
@Injectable()
export class ReplayService {
  constructor(
    private readonly feed: FeedRepository,
    private readonly audiences: AudienceAccess,
    private readonly userRefs: UserRefResolver,
    private readonly tail: FeedTailService,
  ) {}

  /** An id that was never given, or is older than what is kept, asks for a resync. */
  async begin(subscriber: Subscriber, since: number | undefined): Promise<void> {
    if (since === undefined) return subscriber.join();
    // Another process may have been ahead when it sent that frame.
    if (since > this.tail.position) await this.tail.catchUp();
    if (since > this.tail.position || since < (await this.feed.removedUpTo())) {
      if (subscriber.isOpen) subscriber.send(RESYNC_REQUIRED);
      return subscriber.join();
    }
    let seen = since;
    while (subscriber.isOpen && seen < this.tail.position) seen = await this.sendNext(subscriber, seen);
    subscriber.join();
  }

  private async sendNext(subscriber: Subscriber, seen: number): Promise<number> {
    const upTo = this.tail.position;
    const frames = await this.feed.missed(subscriber.feed.name, seen, upTo, READ_AT_ONCE);
    const readable = await this.userRefs.resolve(
      await this.audiences.readableBy(subscriber.caller?.id ?? null, frames),
    );
    for (const frame of readable) if (subscriber.isOpen) subscriber.send(toFrame(frame));
    if (frames.length < READ_AT_ONCE) return upTo;
    await subscriber.flushed();
    return frames.at(-1)!.id;
  }
}
