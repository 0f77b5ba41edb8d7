import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';

/** Somebody by account or by address, never both. */
export interface Invitee {
  personId: number | null;
  email: string | null;
}

const INVITE = `
  INSERT INTO collaboration.invitations (event_id, person_id, email, invited_by, created_at)
  SELECT $1, person_id, email, $4, $5 FROM (
    SELECT unnest($2::bigint[]) AS person_id, NULL AS email UNION ALL SELECT NULL, unnest($3::text[])) AS invitee
  ON CONFLICT DO NOTHING RETURNING person_id AS "personId", email, EXISTS (
    SELECT FROM booking.offer_bookings b WHERE b.kind = 'event' AND b.ref_id = $1
      AND b.person_id = invitations.person_id AND b.status IN ('confirmed', 'completed')) AS "takesPart"`;

// What the person was invited to twice, by account and by address, stays once.
const CLAIM = `
  WITH waiting AS (
    DELETE FROM collaboration.invitations WHERE email = $2 RETURNING event_id, invited_by, created_at)
  INSERT INTO collaboration.invitations (event_id, person_id, invited_by, created_at)
  SELECT event_id, $1, invited_by, created_at FROM waiting
  ON CONFLICT DO NOTHING RETURNING event_id AS "eventId", invited_by AS "invitedBy"`;

const INVITE_PARTICIPANTS = `
  INSERT INTO collaboration.invitations (event_id, person_id, invited_by, created_at)
  SELECT $1, b.person_id, $2, $3 FROM booking.offer_bookings b
  WHERE b.kind = 'event' AND b.ref_id = $1 AND b.person_id IS NOT NULL AND b.person_id <> $2
    AND b.status IN ('pending', 'confirmed', 'completed')
  ON CONFLICT DO NOTHING`;

/** Invitations: one per event and person, and one per event and address. */
@Injectable()
export class InvitationsRepository {
  /** Those who were not invited before; who takes part is invited to stay, and hears of nothing new. */
  invite(
    tx: Tx,
    eventId: number,
    invitees: { people: number[]; addresses: string[] },
    by: { invitedBy: number; at: Date },
  ): Promise<(Invitee & { takesPart: boolean })[]> {
    return tx.query(INVITE, [eventId, invitees.people, invitees.addresses, by.invitedBy, by.at]);
  }

  /** Those who take part in an event that is closed to others from now on. */
  async inviteParticipants(tx: Tx, eventId: number, by: { invitedBy: number; at: Date }): Promise<void> {
    await tx.query(INVITE_PARTICIPANTS, [eventId, by.invitedBy, by.at]);
  }

  /** How many addresses without an account are invited; exact up to `most` and one more. */
  async addressesOf(tx: Tx, eventId: number, most: number): Promise<number> {
    const [row] = await tx.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM (
         SELECT FROM collaboration.invitations WHERE event_id = $1 AND email IS NOT NULL LIMIT $2) AS few`,
      [eventId, most + 1],
    );
    return row!.n;
  }

  /** Makes the invitations of an address those of its owner. */
  claim(tx: Tx, personId: number, email: string): Promise<{ eventId: number; invitedBy: number }[]> {
    return tx.query(CLAIM, [personId, email]);
  }
}
