import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../identity/identity.api.js';
import { Database } from '../platform/database/database.js';
import { StaleRead } from '../platform/database/stale-read.js';
import type { Tx } from '../platform/database/tx.js';
import { Outbox } from '../platform/events/outbox.js';
import { PersonalData } from '../platform/registries/personal-data.js';
import { Clock } from '../shared/clock.js';
import { DeparturesService } from './bookings/departures.service.js';
import { HoldersService } from './claims/holders.service.js';
import { PersonLocksRepository } from './claims/person-locks.repository.js';
import { live, toCome } from './model/booking-clock.rules.js';
import { WaitlistRepository } from './promotion/waitlist.repository.js';
import { TerminalTransitionsRepository } from './transitions/terminal-transitions.repository.js';
import { OBSTACLES } from './transitions/transitions.rules.js';

const EXPORTED_AT_MOST = 50_000;
const PORTION = 1_000;

const COMING = `
  SELECT b.id, b.person_id IS DISTINCT FROM $personId AS hosted FROM booking.bookings b
  WHERE (b.person_id = $personId OR b.host_id = $personId) AND ${live.sql('b')} AND ${toCome.sql('b', '$at')}
    AND b.checked_in_at IS NULL AND NOT (${OBSTACLES.withdrawn.sql})
  LIMIT $limit`;

const forgetting = (change: string, condition: string) => `
  UPDATE booking.bookings b SET ${change} FROM (
    SELECT b.id FROM booking.bookings b WHERE ${condition} LIMIT $limit) AS next
  WHERE b.id = next.id RETURNING b.id`;
const WRITTEN = [
  forgetting(`special_requirements = ''`, `b.person_id = $personId AND b.special_requirements <> ''`),
  forgetting(
    'cancel_reason = NULL',
    `b.cancelled_by = $personId AND (b.person_id = $personId OR b.host_id = $personId)
      AND b.cancel_reason IS NOT NULL`,
  ),
];

@Injectable()
export class BookingPersonalData extends PersonalData {
  constructor(
    private readonly db: Database,
    private readonly terminal: TerminalTransitionsRepository,
    private readonly personLocks: PersonLocksRepository,
    private readonly waitlist: WaitlistRepository,
    private readonly departures: DeparturesService,
    private readonly holders: HoldersService,
    private readonly identity: IdentityApi,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const bookings = await this.db.query(
      `SELECT b.id, b.kind, b.status, b.ref_id, o.title, b.person_id, b.host_id, b.quantity, b.price_cents,
         b.currency, b.paid_cents, b.refunded_cents, b.special_requirements, b.starts_at, b.ends_at,
         b.registered_at, b.confirmed_at, b.cancelled_at, b.cancel_reason, b.completed_at, b.checked_in_at
       FROM booking.bookings b LEFT JOIN booking.offers o ON o.id = b.offer_id
       WHERE b.person_id = $1 OR b.host_id = $1 ORDER BY b.id LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    const waitlist = await this.db.query(
      `SELECT w.id, w.status, o.kind, o.ref_id, o.title, w.quantity, w.joined_at, w.booking_id, w.ended_at
       FROM booking.waitlist w JOIN booking.offers o ON o.id = w.offer_id
       WHERE w.person_id = $1 ORDER BY w.id LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    return { bookings, waitlist };
  }

  /** Cancels coming bookings as booker or host, leaves waitlists, and deletes what the person wrote. */
  async erase(tx: Tx, personId: number): Promise<boolean> {
    if (await this.giveUpComing(tx, personId)) return true;
    for (const written of WRITTEN) {
      const forgotten = await tx.query(written, { personId, limit: PORTION });
      if (forgotten.length === PORTION) return true;
    }
    const address = await this.identity.verifiedAddressOf(personId, tx);
    if (address) await this.holders.forget(tx, address);
    return false;
  }

  /** The freed seats are offered to who waits by the next sweep. True where bookings are left. */
  private async giveUpComing(tx: Tx, personId: number): Promise<boolean> {
    const at = this.clock.now();
    const coming = await this.coming(tx, personId, at);
    const isMore = coming.length === PORTION;
    const ids = (hosted: boolean) => coming.filter((booking) => booking.hosted === hosted).map(({ id }) => id);
    const all = coming.map(({ id }) => id);
    await this.personLocks.lock(tx, await this.personLocks.peopleOf(tx, all));
    const offers = await this.terminal.lockOffersOf(tx, all, isMore ? null : personId);
    // Seats may have been offered to the person while the locks were waited for.
    const known = new Set(all);
    if (!isMore && (await this.coming(tx, personId, at)).some(({ id }) => !known.has(id)))
      throw new StaleRead();
    // A hold that ran out puts its party back into the queue, which is left at last.
    await this.terminal.expireSome(tx, all, at);
    const by = { at, actorId: personId };
    const left = await this.terminal.cancelSome(tx, ids(false), { ...by, cause: 'booker' });
    await this.departures.follow(tx, left, by);
    await this.terminal.cancelSome(tx, ids(true), { ...by, cause: 'host' });
    if (!isMore) await this.waitlist.leaveAll(tx, personId, offers, at);
    this.outbox.announce(tx);
    return isMore;
  }

  private coming(tx: Tx, personId: number, at: Date): Promise<{ id: number; hosted: boolean }[]> {
    return tx.query(COMING, { personId, at, limit: PORTION });
  }
}
