export interface Actor {
  id: number;
  isAdmin: boolean;
}

export type Role = 'booker' | 'host' | 'admin';
type Parties = { personId: number | null; hostId: number | null };

/** What a person is to a booking; null for strangers, to whom it does not exist. */
export function roleOf({ personId, hostId }: Parties, actor: Actor): Role | null {
  if (personId === actor.id) return 'booker';
  if (hostId === actor.id) return 'host';
  return actor.isAdmin ? 'admin' : null;
}
