import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { PersonalData } from '../../platform/registries/personal-data.js';
import { ConnectionsService } from './connections.service.js';
import { ConnectionsRepository } from './connections.repository.js';

const EXPORTED_AT_MOST = 50_000;

/** Connected calendars with what was found in them; whatever is secret stays out. */
@Injectable()
export class CalendarsPersonalData extends PersonalData {
  /** Before scheduling's, so that no reading brings busy times back. */
  override readonly order = 90;

  constructor(
    private readonly db: Database,
    private readonly connections: ConnectionsRepository,
    private readonly accounts: ConnectionsService,
  ) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const { items } = await this.connections.ofOwner(this.db, personId, { page_size: 100 });
    const calendars = await this.connections.calendarsOf(this.db, items.map(({ id }) => id)); // prettier-ignore
    const calendar_connections = items.map((connection) => {
      const { sealedCredentials: _, ...plain } = connection;
      const credentials = this.accounts.credentialsOf(connection);
      return { ...plain, url: credentials && 'url' in credentials ? credentials.url : null };
    });
    const calendar_entries = await this.db.query(
      `SELECT e.calendar_id, e.remote_id, e.uid, e.busy::text AS busy
       FROM integrations.calendars k JOIN integrations.calendar_entries e ON e.calendar_id = k.id
       WHERE k.owner_id = $1 ORDER BY e.calendar_id, e.remote_id LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    const written_bookings = await this.db.query(
      `SELECT w.booking_id, w.calendar_id, w.remote_id, w.starts_at, w.ends_at, w.written_at, w.last_error
       FROM integrations.written_bookings w WHERE w.owner_id = $1
       ORDER BY w.booking_id LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    return { calendar_connections, calendars, calendar_entries, written_bookings };
  }

  /** Providers are told first: an erasure that is interrupted tells them again. */
  async erase(tx: Tx, personId: number): Promise<void> {
    const { items } = await this.connections.ofOwner(this.db, personId, { page_size: 100 });
    await Promise.all(items.map((connection) => this.accounts.revoke(connection)));
    await tx.query('DELETE FROM integrations.calendar_connections WHERE owner_id = $1', [personId]);
  }
}
