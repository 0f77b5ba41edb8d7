import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { Texts } from '../platform/sms/texts.js';
import { PersonalData } from '../platform/registries/personal-data.js';

const EXPORTED_AT_MOST = 50_000;

/** Notifications, preferences and workflows of a person; what these did names bookings alone. */
@Injectable()
export class MessagingPersonalData extends PersonalData {
  constructor(
    private readonly db: Database,
    private readonly texts: Texts,
  ) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const notifications = await this.db.query(
      `SELECT id, person_id, kind, subject, occurrence, actor_id, title, message, event_id, event_title,
         related_id, in_app, read_at, created_at, updated_at
       FROM messaging.notifications WHERE person_id = $1 ORDER BY id DESC LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    const notification_preferences = await this.db.query(
      `SELECT person_id, kind, channel, enabled, updated_at FROM messaging.preferences
       WHERE person_id = $1 ORDER BY kind, channel`,
      [personId],
    );
    const workflows = await this.db.query(
      `SELECT id, owner_id, name, trigger, offset_minutes, event_type_ids, conditions, actions, is_active,
         created_at, updated_at, deleted_at
       FROM messaging.workflows WHERE owner_id = $1 ORDER BY id LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    return { notifications, notification_preferences, workflows };
  }

  /** Notifications of others name the person by id alone, and so are left. */
  async erase(tx: Tx, personId: number): Promise<void> {
    await tx.query('DELETE FROM messaging.notifications WHERE person_id = $1', [personId]);
    await tx.query('DELETE FROM messaging.preferences WHERE person_id = $1', [personId]);
    await this.texts.forget(tx, personId);
    await tx.query('DELETE FROM messaging.workflows WHERE owner_id = $1', [personId]);
  }
}
