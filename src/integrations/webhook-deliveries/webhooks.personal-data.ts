import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { PersonalData } from '../../platform/registries/personal-data.js';

const EXPORTED_AT_MOST = 50_000;
const NOBODY = 'Deleted user';

/** What takes the place of whoever was erased, in the bodies that have it. */
const EMPTIED = {
  ...{ user_name: NOBODY, invitee_name: NOBODY, invitee_email: null, invitee_phone: null },
  ...{ attendees: [{ name: NOBODY, email: null }], custom_answers: {} },
  ...{ special_requirements: '', cancel_reason: null },
};

/** A person's endpoints with what was delivered, and the person in what is kept for others. */
@Injectable()
export class WebhooksPersonalData extends PersonalData {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
  ) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const webhooks = await this.db.query(
      `SELECT id, direction, url, endpoint_key, events, description, is_active, failing_since,
         created_at, updated_at
       FROM integrations.webhook_endpoints WHERE owner_id = $1 ORDER BY id LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    const webhook_deliveries = await this.db.query(
      `SELECT d.id, d.endpoint_id, d.event_id, d.type, d.status, d.attempts, d.record, d.next_attempt_at,
         d.created_at, d.finished_at
       FROM integrations.webhook_endpoints e JOIN integrations.webhook_deliveries d ON d.endpoint_id = e.id
       WHERE e.owner_id = $1 ORDER BY d.id DESC LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    const incoming_events = await this.db.query(
      `SELECT i.id, i.endpoint_id, i.webhook_id, i.type, i.status, i.error, i.received_at
       FROM integrations.webhook_endpoints e JOIN integrations.incoming_events i ON i.endpoint_id = e.id
       WHERE e.owner_id = $1 ORDER BY i.id DESC LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    return { webhooks, webhook_deliveries, incoming_events };
  }

  /** Whom the address was proven by is meant too where it booked without an account. */
  async erase(tx: Tx, personId: number): Promise<void> {
    await tx.query('DELETE FROM integrations.webhook_endpoints WHERE owner_id = $1', [personId]);
    const address = await this.identity.verifiedAddressOf(personId, tx);
    await tx.query(
      `UPDATE integrations.webhook_deliveries d SET about_person_id = NULL, about_email = NULL,
         body = jsonb_set(told.body, '{data}', told.body -> 'data' || coalesce((
           SELECT jsonb_object_agg(key, value) FROM jsonb_each($emptied::jsonb)
           WHERE (told.body -> 'data') ? key), '{}'))::text
       FROM (SELECT id, body::jsonb AS body FROM integrations.webhook_deliveries
         WHERE about_person_id = $personId OR about_email = $address::text) told
       WHERE d.id = told.id`,
      { personId, address, emptied: JSON.stringify(EMPTIED) },
    );
  }
}
