import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/events/outbox.js';
import { MediaFiles } from '../../platform/files/media-files.js';
import type { UploadedPicture } from '../../platform/files/picture-form.js';
import { Clock } from '../../shared/clock.js';
import { NotTheOrganizer } from '../collaboration.errors.js';
import { EventChanged } from '../collaboration.events.js';
import { EventSnapshotQueries } from '../model/event-snapshot.queries.js';
import { EventAccess } from '../model/event.access.js';
import { EventsRepository } from '../model/events.repository.js';
import { missingCover } from './cover-upload.dto.js';

/** The pictures of events. */
@Injectable()
export class CoversService {
  constructor(
    private readonly db: Database,
    private readonly access: EventAccess,
    private readonly events: EventsRepository,
    private readonly snapshots: EventSnapshotQueries,
    private readonly media: MediaFiles,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses with `NotFound`, `NotTheOrganizer`, `InvalidInput` without a picture, `EventEnded` (409),
   * `NotAPicture` (400) and `PictureTooLarge` (413).
   */
  async change(caller: Caller, id: number, upload: UploadedPicture | undefined): Promise<void> {
    // Nobody else's picture is worth decoding.
    const event = await this.access.getVisible(this.db, id, caller);
    if (!event.isOrganizedBy(caller)) throw new NotTheOrganizer();
    event.requireRightToSell(caller);
    if (!upload) throw missingCover();
    const cover = await this.media.keepPicture(upload.bytes, upload.fieldName);
    try {
      await this.write(caller, id, cover);
    } catch (error) {
      await this.media.remove(cover);
      throw error;
    }
  }

  private write(caller: Caller, id: number, cover: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const event = await this.events.getOwnForUpdate(tx, id, caller);
      event.requireNotEnded(now);
      const { cover: old, title, timezone, location } = event;
      event.setCover(cover, now);
      await this.events.update(tx, event);
      const times = { startsAt: event.startsAt.toISOString(), endsAt: event.endsAt.toISOString() };
      const previous = { title, ...times, timezone, location };
      const snapshot = await this.snapshots.current(tx, event);
      await this.outbox.publish(tx, EventChanged, {
        ...snapshot,
        actorId: caller.id,
        changed: ['cover_image'],
        previous,
      });
      tx.afterCommit(() => this.media.remove(old));
    });
  }
}
