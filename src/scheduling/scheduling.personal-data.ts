import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { PersonalData } from '../platform/registries/personal-data.js';

const EXPORTED_AT_MOST = 50_000;

const SECTIONS: Record<string, { table: string; columns: string; order?: string }> = {
  availability_rules: { table: 'availability_rules', columns: 'id, day_of_week, opens, closes' },
  availability_overrides: {
    table: 'availability_overrides',
    columns: 'id, on_date::text AS on_date, opens, closes, reason, created_at',
  },
  user_skills: { table: 'user_skills', columns: 'id, category_id, name, level' },
  event_types: {
    table: 'event_types',
    columns: `id, slug, name, description, duration, duration_options, slot_interval, buffer_before,
      buffer_after, minimum_notice, cancellation_notice, booking_window_type, booking_window_days,
      booking_window_start::text AS booking_window_start, booking_window_end::text AS booking_window_end,
      max_bookings_per_day, max_bookings_per_week, max_attendees, location_type, location,
      requires_confirmation, price_cents, currency, refund_policy, is_active, is_public, color,
      custom_questions, created_at, updated_at, deleted_at`,
  },
  former_type_slugs: { table: 'former_type_slugs', columns: 'id, slug, event_type_id, kept_until' },
  calendar_times: {
    table: 'calendar_times',
    columns: 'calendar_id, starts_at, ends_at',
    order: 'calendar_id, starts_at',
  },
  calendar_readings: { table: 'calendar_readings', columns: 'calendar_id, read_at', order: 'calendar_id' },
  blocked_times: {
    table: 'blocked_times',
    columns: 'id, starts_at, ends_at, reason, source, created_at, external_key',
  },
};

/** What people say of their own time. */
@Injectable()
export class SchedulingPersonalData extends PersonalData {
  constructor(private readonly db: Database) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const sections: Record<string, unknown> = {};
    for (const [name, { table, columns, order = 'id' }] of Object.entries(SECTIONS))
      sections[name] = await this.db.query(
        `SELECT ${columns} FROM scheduling.${table} WHERE owner_id = $1
         ORDER BY ${order} LIMIT ${EXPORTED_AT_MOST}`,
        [personId],
      );
    return sections;
  }

  async erase(tx: Tx, personId: number): Promise<void> {
    await tx.query('DELETE FROM scheduling.experts WHERE person_id = $1', [personId]);
    for (const { table } of Object.values(SECTIONS))
      await tx.query(`DELETE FROM scheduling.${table} WHERE owner_id = $1`, [personId]);
  }
}
