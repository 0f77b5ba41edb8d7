import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import type { Standing } from '../platform/registries/standing-follower.js';
import type { AuditEntryResponse } from './administration/audit-log.dto.js';
import { AuditLogQueries } from './administration/audit-log.queries.js';
import { AccountsQueries, type Contact, type Person } from './accounts/accounts.queries.js';

export type { Contact, Person };
export type TrailEntry = AuditEntryResponse;

/** What other contexts may ask about people. */
@Injectable()
export class IdentityApi {
  constructor(
    private readonly accounts: AccountsQueries,
    private readonly log: AuditLogQueries,
  ) {}

  /** The latest of the audit log about a thing, for administrators alone. */
  async trailOf(subjectType: string, id: number): Promise<TrailEntry[]> {
    const latest = { limit: 20, offset: 0, orderBy: 'id DESC' };
    return (await this.log.list({ subjectType, subjectId: String(id) }, latest)).items;
  }

  /**
   * One query; erased people are called "Deleted user", unknown ids are left out. An open transaction is passed
   * as `source`.
   */
  people(ids: readonly number[], source?: Pick<Tx, 'query'>): Promise<Map<number, Person>> {
    return this.accounts.people(ids, source);
  }

  /** How to reach these people, verified or not; erased and unknown ones are left out. */
  contactsOf(ids: readonly number[], source?: Pick<Tx, 'query'>): Promise<Map<number, Contact>> {
    return this.accounts.contactsOf(ids, source);
  }

  /** As `contactsOf`, and none of them can be erased until `tx` ends. */
  lockContacts(tx: Tx, ids: readonly number[]): Promise<Map<number, Contact>> {
    return this.accounts.lockContacts(tx, ids);
  }

  /** As `people`, with what each account may do; none of it changes until `tx` ends. */
  lockPeople(tx: Tx, ids: readonly number[]): Promise<Map<number, Person & Standing>> {
    return this.accounts.lockPeople(tx, ids);
  }

  /** What this account may do, as it is until `tx` ends. */
  lockStanding(tx: Tx, id: number): Promise<Standing> {
    return this.accounts.lockStanding(tx, id);
  }

  /** By canonical addresses; only people who have verified it. */
  idsByVerifiedEmail(addresses: readonly string[], source?: Pick<Tx, 'query'>): Promise<Map<string, number>> {
    return this.accounts.idsByVerifiedEmail(addresses, source);
  }

  /** Canonical, proven to be theirs or not, also while the person is being erased; null afterwards. */
  addressOf(id: number, source?: Pick<Tx, 'query'>): Promise<string | null> {
    return this.accounts.addressOf(id, source);
  }

  /** Null where it was never proven: what waits for an address is no business of whoever claims it. */
  verifiedAddressOf(id: number, source?: Pick<Tx, 'query'>): Promise<string | null> {
    return this.accounts.verifiedAddressOf(id, source);
  }

  /** At most `limit` people whose username contains `part` in any case, by username. */
  idsByUsername(part: string, limit: number): Promise<number[]> {
    return this.accounts.idsByUsername(part, limit);
  }

  /** Whose the platform is: active admins. */
  adminIds(source?: Pick<Tx, 'query'>): Promise<number[]> {
    return this.accounts.adminIds(source);
  }
}
