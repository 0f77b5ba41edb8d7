import type { Tx } from '../../platform/database/tx.js';
import { canonicalEmail } from '../../shared/email-address.js';

export interface AddressConflict {
  id: number;
  username: string;
  /** As it was written. */
  address: string;
  /** Who has it now; null where it is no address any more. */
  holder: string | null;
}

const AT_MOST = 10_000;

/** Accounts without an address, since another account has it or nobody can (migration 1763830000000). */
export class AddressConflicts {
  constructor(private readonly db: Pick<Tx, 'query'>) {}

  async count(): Promise<number> {
    const [row] = await this.db.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM identity.accounts WHERE conflicting_email IS NOT NULL',
    );
    return row!.n;
  }

  /** At most 10,000, the oldest first. */
  async list(): Promise<AddressConflict[]> {
    const rows = await this.db.query<Omit<AddressConflict, 'holder'>>(
      `SELECT id, username, conflicting_email AS address FROM identity.accounts
       WHERE conflicting_email IS NOT NULL ORDER BY id LIMIT ${AT_MOST}`,
    );
    const addresses = rows.flatMap(({ address }) => canonicalEmail(address) ?? []);
    const holders = await this.db.query<{ email: string; username: string }>(
      'SELECT email, username FROM identity.accounts WHERE email = ANY ($1::text[])',
      [addresses],
    );
    const names = new Map(holders.map(({ email, username }) => [email, username]));
    return rows.map((row) => ({ ...row, holder: names.get(canonicalEmail(row.address) ?? '') ?? null }));
  }
}
