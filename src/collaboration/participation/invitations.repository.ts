import { Injectable } from '@nestjs/common';
import { firmSeat, heldOrFirm } from '../../booking/booking.api.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';

import type { Page, PageRequest } from '../../platform/http/lists/lists.js';

export type InvitationRow = Invitee & { id: number; createdAt: Date };

/** Somebody by account or by address, never both. */
export interface Invitee {
  personId: number | null;
  email: string | null;
}

const INVITE = `
  INSERT INTO collaboration.invitations (event_id, person_id, email, invited_by, created_at)
  SELECT $1, person_id, email, $4, $5 FROM (
    SELECT unnest($2::bigint[]) AS person_id, NULL AS email
      UNION ALL SELECT NULL, unnest($3::text[])) AS invitee
  ON CONFLICT DO NOTHING RETURNING person_id AS "personId", email, EXISTS (
    SELECT FROM booking.offer_bookings b WHERE b.kind = 'event' AND b.ref_id = $1
      AND b.person_id = invitations.person_id AND ${firmSeat.sql('b')}) AS "takesPart"`;

// Who was invited by account and by address is invited once.
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
    AND ${heldOrFirm.sql('b')}
  ON CONFLICT DO NOTHING`;

@Injectable()
export class InvitationsRepository {
  /** Answers who was not invited before; who takes part is invited to stay, and gets no message. */
  invite(
    tx: Tx,
    eventId: number,
    invitees: { people: number[]; addresses: string[] },
    by: { invitedBy: number; at: Date },
  ): Promise<(Invitee & { takesPart: boolean })[]> {
    return tx.query(INVITE, [eventId, invitees.people, invitees.addresses, by.invitedBy, by.at]);
  }

  /** Keeps the event visible to its participants when it is closed to others. */
  async inviteParticipants(tx: Tx, eventId: number, by: { invitedBy: number; at: Date }): Promise<void> {
    await tx.query(INVITE_PARTICIPANTS, [eventId, by.invitedBy, by.at]);
  }

  page(source: Pick<Tx, 'query'>, eventId: number, page: PageRequest): Promise<Page<InvitationRow>> {
    return new Selection({ from: 'collaboration.invitations i', id: 'i.id' })
      .must('i.event_id = $eventId', { eventId })
      .page(source, 'i.id, i.person_id AS "personId", i.email, i.created_at AS "createdAt"', page);
  }

  /** Exact up to `most` and one more. */
  async addressesOf(tx: Tx, eventId: number, most: number): Promise<number> {
    const [row] = await tx.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM (
         SELECT FROM collaboration.invitations WHERE event_id = $1 AND email IS NOT NULL LIMIT $2) AS few`,
      [eventId, most + 1],
    );
    return row!.n;
  }

  async isAwaited(tx: Tx, email: string, now: Date): Promise<boolean> {
    const found = await tx.query(
      `SELECT FROM collaboration.invitations i JOIN collaboration.events e ON e.id = i.event_id
       WHERE i.email = $email AND e.state <> 'cancelled' AND e.deleted_at IS NULL AND e.ends_at > $now LIMIT 1`,
      { email, now },
    );
    return found.length > 0;
  }

  claim(tx: Tx, personId: number, email: string): Promise<{ eventId: number; invitedBy: number }[]> {
    return tx.query(CLAIM, [personId, email]);
  }
}
