import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { PersonalData } from '../../platform/registries/personal-data.js';

const EXPORTED_AT_MOST = 50_000;

/** What people wrote of the meetings that they asked for; the bookings are booking's to export. */
@Injectable()
export class MeetingsPersonalData extends PersonalData {
  constructor(private readonly db: Database) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const meetings = await this.db.query(
      `SELECT m.id, m.title, m.description, c.name AS category
       FROM booking.time_bookings b JOIN scheduling.meetings m ON m.id = b.booking_id
       JOIN scheduling.categories c ON c.id = m.category_id
       WHERE b.person_id = $1 OR b.host_id = $1 ORDER BY m.id LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    return { meetings };
  }

  async erase(tx: Tx, personId: number): Promise<void> {
    await tx.query(
      `UPDATE scheduling.meetings m SET title = 'Meeting', description = ''
       FROM booking.time_bookings b WHERE b.booking_id = m.id AND b.person_id = $1`,
      [personId],
    );
  }
}
