import { CheckInKeysService } from '../../src/booking/tickets/check-in-keys.service.js';
import { signedCode, type TicketClaims } from '../../src/booking/tickets/ticket-code.policy.js';
import type { Person } from './people.js';
import { bookTickets } from './tickets.js';
import type { World } from './world.js';

/** A confirmed booking of tickets. */
export async function ticketOf(person: Person, event: number, tickets = 1): Promise<any> {
  const { id } = await bookTickets(person, event, tickets);
  const answer = await person.http.post(`/api/v1/bookings/${id}/confirm`);
  if (answer.status !== 200) throw new Error(`The booking was not confirmed: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** What the QR code of a ticket says: nobody here has a camera. */
export async function codeOf(here: World, claims: TicketClaims): Promise<string> {
  const sql = `SELECT id FROM booking.offers WHERE kind = 'event' AND ref_id = $1`;
  const [offer] = await here.db.query<{ id: number }>(sql, [claims.event]);
  const { kid, privateKey } = await here.app.get(CheckInKeysService, { strict: false }).signingKey(offer!.id);
  return signedCode(claims, kid, privateKey);
}
