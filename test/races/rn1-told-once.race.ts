import { EventAnnounced } from '../../src/collaboration/collaboration.events.js';
import { NotificationsListener } from '../../src/messaging/delivery/notifications.listener.js';
import {
  NotificationsRepository,
  type NotificationDraft,
} from '../../src/messaging/notifications/notifications.repository.js';
import type { Tx } from '../../src/platform/database/tx.js';
import { onceServed } from '../support/overload.js';
import type { Person } from '../support/people.js';
import { factsOf } from '../support/planted-events.js';
import { plantGathering } from '../support/gatherings.js';
import { verdict, type Proof } from '../support/proof.js';
import { rewritten } from '../support/unguarded.js';
import { world, type World } from '../support/world.js';

const SIZES = {
  quick: { deliveries: 20, people: 5, events: 2 },
  full: { deliveries: 50, people: 40, events: 5 },
};

/** Keeps a notice without asking whether it was told. */
class UnguardedNotices extends NotificationsRepository {
  override insertNew(tx: Tx, drafts: NotificationDraft[]) {
    return super.insertNew(
      rewritten(tx, [[/ON CONFLICT ON CONSTRAINT notifications_once DO NOTHING/, ' ']]),
      drafts,
    );
  }
}

/**
 * Delivers one announcement many times at once; how many notifications and mails each of its people got at
 * most.
 */
async function announced(
  here: World,
  host: Person,
  eventId: number,
  announcementId: number,
  deliveries: number,
) {
  const listener = here.app.get(NotificationsListener, { strict: false });
  const words = { subject: 'Hats', message: 'Bring one.' };
  const payload = { announcementId, event: factsOf(eventId, host.id), actorId: host.id, ...words };
  const event = {
    id: announcementId,
    name: EventAnnounced.name,
    payload,
    occurredAt: here.clock.now(),
    requestId: null,
  };
  const told = await Promise.allSettled(
    Array.from({ length: deliveries }, () =>
      onceServed(() => here.db.transaction((tx) => listener.notify([event], tx))),
    ),
  );
  const rows = await here.db.query<{ notices: number }>(
    `SELECT count(*) AS notices FROM messaging.notifications
      WHERE kind = 'event_announcement' AND occurrence = $1 GROUP BY person_id`,
    [String(announcementId)],
  );
  const [mails] = await here.db.query<{ n: number }>(
    `SELECT count(*) AS n FROM platform.mails WHERE dedupe_key LIKE $1`,
    [`notice:event_announcement:event:${eventId}:${announcementId}:%`],
  );
  return {
    people: rows.length,
    most: Math.max(0, ...rows.map(({ notices }) => notices)),
    mails: mails!.n,
    failed: told.filter(({ status }) => status === 'rejected').length,
  };
}

const proof: Proof = {
  id: 'RN1',
  what: 'one event told many times at once: everybody has one notification and one mail of it',
  async run(size, progress) {
    const { deliveries, people, events } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const host = await here.signUp();
      const participants = await Promise.all(Array.from({ length: people }, () => here.signUp()));
      const eventId = await plantGathering(here, host, { participants });
      const seen = [];
      for (let n = 1; n <= events; n++) {
        seen.push(await announced(here, host, eventId, n, deliveries));
        progress(`event ${n} of ${events}`);
      }
      const [stats] = await here.db.query<{ deadlocks: number }>(
        'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
      );
      await here.db.query('ALTER TABLE messaging.notifications DROP CONSTRAINT notifications_once');
      Object.setPrototypeOf(
        here.app.get(NotificationsRepository, { strict: false }),
        UnguardedNotices.prototype,
      );
      const twin = await announced(here, host, eventId, 1_000, 20);
      const figures = {
        deliveries: deliveries * events,
        people,
        failed: seen.reduce((sum, { failed }) => sum + failed, 0),
        deadlocks: stats!.deadlocks,
        twin_notifications_each: twin.most,
      };
      return verdict(figures, {
        'everybody is told': seen.every((each) => each.people === people),
        'one notification each': seen.every(({ most }) => most === 1),
        'one mail each': seen.every(({ mails }) => mails === people),
        'no delivery fails': figures.failed === 0,
        'no deadlock': figures.deadlocks === 0,
        'the twin fails': twin.most > 1,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
