import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import { AccountsQueries, type Contact, type Person } from './accounts/accounts.queries.js';

export type { Contact, Person };

/** What other contexts may ask about people. */
@Injectable()
export class IdentityApi {
  constructor(private readonly accounts: AccountsQueries) {}

  /**
   * Names of these people, one query for all; erased ones are called "Deleted user", unknown ids are left out. Who has
   * a transaction open gives it as `source`, and needs no second connection.
   */
  people(ids: readonly number[], source?: Pick<Tx, 'query'>): Promise<Map<number, Person>> {
    return this.accounts.people(ids, source);
  }

  /** How to reach these people, verified or not; erased and unknown ones are left out. */
  contactsOf(ids: readonly number[], source?: Pick<Tx, 'query'>): Promise<Map<number, Contact>> {
    return this.accounts.contactsOf(ids, source);
  }

  /** As `contactsOf`, and keeps them from being erased until `tx` ends: what is written to them is found by the erasure. */
  lockContacts(tx: Tx, ids: readonly number[]): Promise<Map<number, Contact>> {
    return this.accounts.lockContacts(tx, ids);
  }

  /** Whose these addresses are, by the address in lower case; only of those who have shown that they read its mail. */
  idsByVerifiedEmail(addresses: readonly string[], source?: Pick<Tx, 'query'>): Promise<Map<string, number>> {
    return this.accounts.idsByVerifiedEmail(addresses, source);
  }

  /** The person's address in lower case, verified or not, also while the person is being erased; null afterwards. */
  addressOf(id: number, source?: Pick<Tx, 'query'>): Promise<string | null> {
    return this.accounts.addressOf(id, source);
  }

  /** Ids of those whose username contains `part`, whatever its case; `limit` at most, by username. */
  idsByUsername(part: string, limit: number): Promise<number[]> {
    return this.accounts.idsByUsername(part, limit);
  }
}
