import { Injectable } from '@nestjs/common';
import { CollaborationApi } from '../../collaboration/collaboration.api.js';
import { Database } from '../../platform/database/database.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import { NotifierService } from '../delivery/notifier.service.js';
import { gatheredChange } from '../templates/event-changes.policy.js';
import { GatheredChangesRepository } from './gathered-changes.repository.js';

const EVERY_MS = 15_000;
const AT_ONCE = 20;

/** Mails what was gathered, as the event is now: what was changed and changed back is no news. */
@Injectable()
export class GatheredChangesProcessor {
  constructor(
    private readonly db: Database,
    private readonly gathered: GatheredChangesRepository,
    private readonly collaboration: CollaborationApi,
    private readonly notifier: NotifierService,
    private readonly clock: Clock,
  ) {}

  @Every(EVERY_MS, 'EXISTS (SELECT FROM messaging.gathered_changes WHERE due_at <= $now)')
  async sweep(signal?: AbortSignal): Promise<void> {
    while ((await this.mailSome()) === AT_ONCE && !signal?.aborted);
  }

  private mailSome(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const taken = await this.gathered.take(tx, now, AT_ONCE);
      const cards = await this.collaboration.cardsOf(
        taken.map(({ eventId }) => eventId),
        tx,
      );
      const templates = taken.flatMap((change) => gatheredChange(change, cards.get(change.eventId), now));
      if (templates.length > 0) await this.notifier.notify(tx, templates);
      return taken.length;
    });
  }
}
