import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Fanout } from '../../platform/engine/ports/fanout.js';
import { Logger } from '../../platform/observability/logger.js';
import { Every } from '../../platform/schedule/every.js';
import { FEED_CHANNEL } from '../feed/feed.repository.js';
import { CHANGES_PENDING, FRAMES_APART_MS, SlotChangesRepository } from './slot-changes.repository.js';

const EVERY_MS = 1_000;
const FORGETS_EVERY_MS = 600_000;

/** Writes the frames of changes: at once, or as soon as the last one of that host is long enough ago. */
@Injectable()
export class SlotChangesProcessor implements BeforeApplicationShutdown {
  private readonly logger = new Logger(SlotChangesProcessor.name);
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private stopped = false;

  constructor(
    private readonly db: Database,
    private readonly changes: SlotChangesRepository,
    private readonly fanout: Fanout,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  async writeIn(tx: Tx): Promise<void> {
    const { written, isLeft } = await this.changes.write(tx);
    tx.afterCommit(() => {
      if (written > 0) void this.fanout.publish(FEED_CHANNEL, {});
      if (isLeft) this.writeLater();
    });
  }

  /** For what is left by a process that has gone. */
  @Every(EVERY_MS, CHANGES_PENDING)
  write(): Promise<void> {
    return this.db.transaction((tx) => this.writeIn(tx));
  }

  @Every(FORGETS_EVERY_MS)
  forgetOld(): Promise<void> {
    return this.changes.forgetOld(this.db);
  }

  private writeLater(): void {
    if (this.timer || this.stopped) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.running = this.write().catch((error: unknown) =>
        this.logger.warn('Changes of free times wait', { reason: error }),
      );
    }, FRAMES_APART_MS);
  }
}
