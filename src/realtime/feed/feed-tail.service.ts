import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Fanout } from '../../platform/engine/ports/fanout.js';
import { Logger } from '../../platform/observability/logger.js';
import { Metrics } from '../../platform/observability/metrics.js';
import { AudienceAccess } from './audience.access.js';
import { Delivery } from './delivery.adapter.js';
import { FEED_CHANNEL } from './feed.repository.js';
import { FeedRepository } from './feed.repository.js';
import { FrameContents } from './frame-contents.queries.js';
import { TypeFrames } from './type-frames.queries.js';

const POLL_MS = 2_000;
const READ_AT_ONCE = 500;

/** Reads new rows of the feed from the start of this process on, and hands each frame to its sockets. */
@Injectable()
export class FeedTailService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(FeedTailService.name);
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private again = false;
  private stopped = false;
  private delivered = 0;

  constructor(
    private readonly feed: FeedRepository,
    private readonly audiences: AudienceAccess,
    private readonly contents: FrameContents,
    private readonly types: TypeFrames,
    private readonly delivery: Delivery,
    private readonly fanout: Fanout,
    private readonly config: Config,
    private readonly metrics: Metrics,
  ) {}

  /** The last id delivered here. It moves in the same turn of the event loop as the delivery. */
  get position(): number {
    return this.delivered;
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.servesHttp) return;
    this.delivered = await this.feed.newestId();
    const help = 'Age of the oldest frame that this process has not handed to its sockets.';
    this.metrics.watch('feed_lag_seconds', help, () => this.feed.secondsSince(this.delivered));
    this.fanout.subscribe(FEED_CHANNEL, () => this.wake());
    this.timer = setInterval(() => this.wake(), POLL_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  async catchUp(): Promise<void> {
    this.wake();
    await this.running;
  }

  private wake(): void {
    if (this.stopped) return;
    this.again = true;
    this.running ??= this.rounds().finally(() => {
      this.running = undefined;
    });
  }

  private async rounds(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        while ((await this.deliverNext()) === READ_AT_ONCE && !this.stopped);
      } catch (error) {
        this.logger.warn('The feed waits', { reason: error });
      }
    }
  }

  private async deliverNext(): Promise<number> {
    const read = await this.feed.after(this.delivered, READ_AT_ONCE);
    const frames = await this.contents.of(await this.types.spread(read));
    const rooms = await this.audiences.roomsOf(frames);
    for (const [place, frame] of frames.entries()) this.delivery.deliver(frame, rooms[place]!);
    this.delivered = read.at(-1)?.id ?? this.delivered;
    return read.length;
  }
}
