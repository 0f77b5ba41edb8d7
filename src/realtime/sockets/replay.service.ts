import { Injectable } from '@nestjs/common';
import { Semaphore } from '../../shared/concurrency/semaphore.js';
import { AudienceAccess } from '../feed/audience.access.js';
import { FeedTailService } from '../feed/feed-tail.service.js';
import { FeedRepository } from '../feed/feed.repository.js';
import { toFrame } from '../feed/frame.entity.js';
import { RESYNC_REQUIRED } from '../feed/frame.entity.js';
import { FrameContents } from '../feed/frame-contents.queries.js';
import { TypeFrames } from '../feed/type-frames.queries.js';
import type { Subscriber } from './subscriber.adapter.js';

const READ_AT_ONCE = 500;
/** Who missed more reads the state anew, which costs less. */
const MOST_REPLAYED = 10_000;
const REPLAYS_AT_ONCE = 8;

/** Brings a socket up to date; it joins its rooms in the very turn in which it has seen all they heard. */
@Injectable()
export class ReplayService {
  private readonly places = new Semaphore(REPLAYS_AT_ONCE, Infinity);
  private readonly turns = new Map<string, Promise<void>>();

  constructor(
    private readonly feed: FeedRepository,
    private readonly audiences: AudienceAccess,
    private readonly contents: FrameContents,
    private readonly types: TypeFrames,
    private readonly tail: FeedTailService,
  ) {}

  /** One at a time for a person, or for a network where that is nobody. */
  async begin(subscriber: Subscriber, since: number | undefined): Promise<void> {
    if (since === undefined) return subscriber.join();
    const { caller, network } = subscriber;
    const who = caller ? `person:${caller.id}` : `network:${network}`;
    const before = this.turns.get(who) ?? Promise.resolve();
    const turn = before.then(() => this.places.run(() => this.replay(subscriber, since)));
    const over = turn
      .catch(() => undefined)
      .then(() => void (this.turns.get(who) === over && this.turns.delete(who)));
    this.turns.set(who, over);
    return turn;
  }

  /** An id that was never given, is older than what is kept, or too long ago asks for a resync. */
  private async replay(subscriber: Subscriber, since: number): Promise<void> {
    if (!subscriber.isOpen) return;
    // Another process may have been ahead when it sent that frame.
    if (since > this.tail.position) await this.tail.catchUp();
    if (since > this.tail.position || (await this.isTooLongAgo(subscriber, since))) {
      if (subscriber.isOpen) subscriber.send(RESYNC_REQUIRED);
      return subscriber.join();
    }
    let seen = since;
    while (subscriber.isOpen && seen < this.tail.position) seen = await this.sendNext(subscriber, seen);
    subscriber.join();
  }

  private async isTooLongAgo({ whose }: Subscriber, since: number): Promise<boolean> {
    return since < (await this.feed.removedUpTo()) || this.feed.hasMoreThan(MOST_REPLAYED, whose, since);
  }

  private async sendNext(subscriber: Subscriber, seen: number): Promise<number> {
    const upTo = this.tail.position;
    const frames = await this.feed.missed(subscriber.whose, seen, upTo, READ_AT_ONCE);
    const spread = await this.types.spread(frames);
    const readable = await this.contents.of(await this.audiences.readableIn(subscriber.rooms, spread));
    for (const frame of readable) if (subscriber.isOpen) subscriber.send(toFrame(frame));
    if (frames.length < READ_AT_ONCE) return upTo;
    await subscriber.flushed();
    return frames.at(-1)!.id;
  }
}
