import { NotFound } from '../../shared/errors.js';

export interface Actor {
  id: number;
  isAdmin: boolean;
}

export type PaymentRole = 'payer' | 'organizer' | 'admin';

/**
 * What somebody is to a payment or an invoice. `NotFound` for strangers, to whom it does not exist; who paid oneself is
 * the payer, whatever else.
 */
export function requireRole<Thing extends { personId: number; organizerId: number | null }>(
  thing: Thing | null,
  actor: Actor,
  name = 'The payment',
): { thing: Thing; role: PaymentRole } {
  if (thing?.personId === actor.id) return { thing, role: 'payer' };
  if (thing && thing.organizerId === actor.id) return { thing, role: 'organizer' };
  if (thing && actor.isAdmin) return { thing, role: 'admin' };
  throw new NotFound(name);
}
