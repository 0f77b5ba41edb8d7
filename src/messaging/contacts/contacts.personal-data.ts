import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { PersonalData } from '../../platform/registries/personal-data.js';

const EXPORTED_AT_MOST = 50_000;

/** A person's contacts, and the person as a contact of others. */
@Injectable()
export class ContactsPersonalData extends PersonalData {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
  ) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const contacts = await this.db.query(
      `SELECT id, owner_id, email, name, phone, company, notes, tags, tag_keys, timezone, source,
         is_name_booked, is_timezone_booked, bookings_count, last_booking_at, created_at, updated_at
       FROM messaging.contacts WHERE owner_id = $personId ORDER BY id LIMIT ${EXPORTED_AT_MOST}`,
      { personId },
    );
    return { contacts };
  }

  /** Of others those at an address that the person has proven. */
  async erase(tx: Tx, personId: number): Promise<void> {
    const address = await this.identity.verifiedAddressOf(personId, tx);
    await tx.query('DELETE FROM messaging.contacts WHERE owner_id = $personId OR email = $address::text', {
      personId,
      address,
    });
  }
}
