import { live } from '../../booking/booking.api.js';
import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { ErasureRefused, PersonalData } from '../../platform/registries/personal-data.js';
import { Clock } from '../../shared/clock.js';
import { Event } from '../model/event.entity.js';
import { EventsService } from './events.service.js';

const EXPORTED_AT_MOST = 10_000;
const NAMED_AT_MOST = 20;

/** Events that a person makes and is invited to. Taking part is a booking. */
@Injectable()
export class EventsPersonalData extends PersonalData {
  /** Before booking's: an event is cancelled as a whole, and its people hear of that. */
  override readonly order = 50;

  constructor(
    private readonly db: Database,
    private readonly events: EventsService,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const events = await this.db.query(
      `SELECT id, kind, title, description, category, location, is_online, online_url, tags, cover,
         visibility, state, starts_at, ends_at, timezone, registration_deadline, capacity, price_cents,
         tax_rate, currency, published_at, cancelled_at, cancel_reason, deleted_at, created_at, updated_at
       FROM collaboration.events WHERE organizer_id = $1 ORDER BY id DESC LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    const invitations = await this.db.query(
      `SELECT i.id, i.event_id, e.title, i.email, i.invited_by, i.created_at
       FROM collaboration.invitations i JOIN collaboration.events e ON e.id = i.event_id
       WHERE i.person_id = $1 OR i.invited_by = $1 OR i.email = $2 ORDER BY i.id DESC
         LIMIT ${EXPORTED_AT_MOST}`,
      [personId, await this.identity.verifiedAddressOf(personId)],
    );
    return { events, invitations };
  }

  /** 409 while others have booked an event of theirs that is not over. */
  override async refuseErasure(personId: number): Promise<void> {
    const booked = await this.db.query<{ id: number; title: string }>(
      `SELECT e.id, e.title FROM collaboration.events e
       WHERE e.organizer_id = $1 AND e.deleted_at IS NULL AND e.state = 'open' AND e.ends_at > $2 AND EXISTS (
         SELECT FROM booking.offer_bookings b WHERE b.kind = 'event' AND b.ref_id = e.id
           AND b.person_id IS DISTINCT FROM $1 AND ${live.sql('b')})
       ORDER BY e.starts_at, e.id LIMIT ${NAMED_AT_MOST}`,
      [personId, this.clock.now()],
    );
    if (booked.length > 0)
      throw new ErasureRefused('People have booked events that you organize. Cancel these events first.', {
        events: booked,
      });
  }

  /** Cancels what is to come, deletes drafts, invitations and links. Past events stay, without a name. */
  async erase(tx: Tx, personId: number): Promise<void> {
    const now = this.clock.now();
    for (const event of await this.unfinished(tx, personId, now)) {
      if (event.state === 'draft') await this.events.removeLocked(tx, event, personId);
      else await this.events.cancel(tx, event, personId, null);
    }
    await tx.query(
      `UPDATE collaboration.events SET online_url = '' WHERE organizer_id = $1 AND online_url <> ''`,
      [personId],
    );
    await tx.query(`UPDATE collaboration.events SET cancel_reason = NULL WHERE organizer_id = $1`, [personId]);
    await tx.query('DELETE FROM collaboration.invitations WHERE person_id = $1 OR email = $2', [
      personId,
      await this.identity.addressOf(personId, tx),
    ]);
  }

  private async unfinished(tx: Tx, personId: number, now: Date): Promise<Event[]> {
    const rows = await tx.query<Event>(
      `SELECT ${columnList('e', Event)} FROM collaboration.events e
       WHERE e.organizer_id = $1 AND e.deleted_at IS NULL
         AND (e.state = 'draft' OR (e.state = 'open' AND e.ends_at > $2))
       ORDER BY e.id FOR NO KEY UPDATE`,
      [personId, now],
    );
    return rows.map((row) => toEntity(Event, row));
  }
}
