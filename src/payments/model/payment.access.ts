import { NotFound } from '../../shared/errors.js';

export interface Actor {
  id: number;
  isAdmin: boolean;
}

export type PaymentRole = 'payer' | 'organizer' | 'admin';

/** What the actor is to it, payer before organizer before admin; `NotFound` to strangers. */
export function requireRole<Thing extends { personId: number | null; organizerId: number | null }>(
  thing: Thing | null,
  actor: Actor,
  name = 'The payment',
): { thing: Thing; role: PaymentRole } {
  if (thing?.personId === actor.id) return { thing, role: 'payer' };
  if (thing && thing.organizerId === actor.id) return { thing, role: 'organizer' };
  if (thing && actor.isAdmin) return { thing, role: 'admin' };
  throw new NotFound(name);
}
