import { heldOrFirm } from '../../booking/booking.api.js';
import type { Visibility } from '../collaboration.events.js';

export type EventState = 'draft' | 'open' | 'cancelled';
export type EventVisibility = 'public' | 'invited';

interface Shown {
  state: EventState;
  visibility: EventVisibility;
  organizerId: number;
  deletedAt: Date | null;
}

/** What a reader is to an event; a null id is nobody's. */
export interface Belonging {
  id: number | null;
  isAdmin: boolean;
  isInvited: boolean;
  /** The state of the reader's booking by the clock, the latest one's; null without one. */
  seat: string | null;
}

export const isPublic = {
  of: ({ state, visibility }: Pick<Shown, 'state' | 'visibility'>): boolean =>
    state !== 'draft' && visibility === 'public',
  sql: (e: string): string => `${e}.state <> 'draft' AND ${e}.visibility = 'public'`,
};

/** Besides admins. */
export const openTo = {
  of: ({ state, visibility }: Pick<Shown, 'state' | 'visibility'>): Visibility['openTo'] =>
    state === 'draft' ? 'organizer' : visibility === 'invited' ? 'invited' : 'everyone',
  sql: (e: string): string =>
    `CASE WHEN ${e}.state = 'draft' THEN 'organizer'
      WHEN ${e}.visibility = 'invited' THEN 'invited' ELSE 'everyone' END`,
};

/** SQL of who belongs to the event `e`, by invitation or by a seat, of those persons that `are` says. */
const belonging = (e: string, are: string): string => `
  SELECT i.person_id FROM collaboration.invitations i
  WHERE ${e}.state <> 'draft' AND i.event_id = ${e}.id AND i.person_id ${are}
  UNION ALL SELECT b.person_id FROM booking.offer_bookings b
  WHERE ${e}.state <> 'draft' AND b.kind = 'event' AND b.ref_id = ${e}.id AND b.person_id ${are}
    AND ${heldOrFirm.sql('b')}`;

/** SQL of the persons for whom an event is that is not public, admins apart. */
export const insiders = (e: string): string =>
  `SELECT ${e}.organizer_id UNION (${belonging(e, 'IS NOT NULL')})`;

/** Everybody sees a public event, its organizer a draft, who belongs an invited one, and admins all. */
export const visibleTo = {
  of(event: Shown, { id, isAdmin, isInvited, seat }: Belonging): boolean {
    if (event.deletedAt !== null) return false;
    if (isPublic.of(event) || isAdmin || (id !== null && event.organizerId === id)) return true;
    return event.state !== 'draft' && (isInvited || (seat !== null && heldOrFirm.has(seat)));
  },
  sql: (e: string, person: string, admin: string): string => `
    (${e}.deleted_at IS NULL AND ((${isPublic.sql(e)})
      OR ${admin}::boolean OR ${e}.organizer_id = ${person}::bigint
      OR EXISTS (${belonging(e, `= ${person}::bigint`)})))`,
};
