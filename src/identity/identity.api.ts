import { Injectable } from '@nestjs/common';
import { AccountsQueries, type Contact, type Person } from './accounts/accounts.queries.js';

export type { Contact, Person };

/** What other contexts may ask about people. */
@Injectable()
export class IdentityApi {
  constructor(private readonly accounts: AccountsQueries) {}

  /** Names of these people, one query for all; erased ones are called "Deleted user", unknown ids are left out. */
  people(ids: readonly number[]): Promise<Map<number, Person>> {
    return this.accounts.people(ids);
  }

  /** How to reach these people, verified or not; erased and unknown ones are left out. */
  contactsOf(ids: readonly number[]): Promise<Map<number, Contact>> {
    return this.accounts.contactsOf(ids);
  }

  /** Ids of those whose username contains `part`, whatever its case; `limit` at most, by username. */
  idsByUsername(part: string, limit = 1000): Promise<number[]> {
    return this.accounts.idsByUsername(part, limit);
  }
}
