import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { PersonalData } from '../../platform/registries/personal-data.js';

const EXPORTED_AT_MOST = 50_000;

/** What people said when they booked, and what is kept of those who booked them; the bookings are booking's. */
@Injectable()
export class AppointmentsPersonalData extends PersonalData {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
  ) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const appointments = await this.db.query(
      `SELECT a.id, a.type_name, a.location, a.invitee_name, a.invitee_email, a.invitee_phone,
         a.invitee_timezone, a.invitee_language, a.custom_answers,
         CASE WHEN b.person_id = $personId THEN a.guests ELSE '[]' END AS guests, a.updated_at
       FROM booking.time_bookings b JOIN scheduling.appointments a ON a.id = b.booking_id
       WHERE b.person_id = $personId OR b.host_id = $personId ORDER BY a.id LIMIT ${EXPORTED_AT_MOST}`,
      { personId },
    );
    const waited_for = await this.db.query(
      `SELECT id, type_name, location, invitee_name, invitee_email, invitee_phone, invitee_timezone,
         invitee_language, custom_answers, created_at
       FROM scheduling.waiting_invitees WHERE person_id = $personId ORDER BY id LIMIT ${EXPORTED_AT_MOST}`,
      { personId },
    );
    return { appointments, waited_for };
  }

  /** Those too that were made without the account, at an address that the person has proven. */
  async erase(tx: Tx, personId: number): Promise<void> {
    const address = await this.identity.verifiedAddressOf(personId, tx);
    await tx.query(
      `UPDATE scheduling.appointments a SET invitee_name = '', invitee_email = NULL, invitee_phone = NULL,
         invitee_language = NULL, custom_answers = '{}', guests = '[]', booked_from = NULL
       FROM booking.time_bookings b
       WHERE b.booking_id = a.id AND (b.person_id = $personId
         OR (b.person_id IS NULL AND a.invitee_email = $address::text))`,
      { personId, address },
    );
    await tx.query(
      `UPDATE scheduling.waiting_invitees SET invitee_name = '', invitee_email = NULL, invitee_phone = NULL,
         invitee_language = NULL, custom_answers = '{}', booked_from = NULL
       WHERE person_id = $personId OR (person_id IS NULL AND invitee_email = $address::text)`,
      { personId, address },
    );
  }
}
