import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { narrowTo, searchText, type Searched } from '../../platform/database/selection/search.js';
import { containing, Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page, PageRequest } from '../../platform/http/lists/lists.js';
import type { Standing } from '../../platform/registries/standing-follower.js';
import {
  type Account,
  type AccountStatus,
  ERASED_NAME,
  fullNameOf,
  standingOf,
  type UserType,
} from './account.entity.js';

export interface Person {
  id: number;
  username: string;
  firstName: string;
  lastName: string;
  fullName: string;
}

export interface Contact {
  id: number;
  /** Canonical; empty while it is in conflict with another's: then no mail goes out. */
  email: string;
  fullName: string;
  timezone: string;
  /** False switches off all mails that need not be. */
  notificationsEnabled: boolean;
  /** Whether the address is proven to be theirs. */
  isVerified: boolean;
  /** As it was written; empty without one. */
  phone: string;
  /** False of who is suspended. */
  isActive: boolean;
}

export interface AccountFilters {
  username?: string;
  email?: string;
  /** A part of the username, the address or a name. */
  search?: string;
  status?: AccountStatus;
  userType?: UserType;
  asksToOrganize?: boolean;
}

type PersonRow = Pick<Account, 'id' | 'firstName' | 'lastName' | 'status'> & { username: string };
type ContactRow = PersonRow & Omit<Contact, 'id' | 'fullName' | 'isActive'> & Pick<Account, 'userType'>;

const NAMES = 'id, username, first_name AS "firstName", last_name AS "lastName", status';
const COLUMNS = `${NAMES}, email, conflicting_email AS "conflictingEmail",
  email_verified_at AS "emailVerifiedAt",
  mfa_enabled_at AS "mfaEnabledAt", user_type AS "userType",
  organizer_requested_at AS "organizerRequestedAt", slug, bio, phone, website, organization,
  avatar, timezone, twitter, linkedin, github, facebook,
  newsletter_subscribed AS "newsletterSubscribed", notifications_enabled AS "notificationsEnabled",
  joined_at AS "joinedAt", last_login_at AS "lastLoginAt"`;
const SEARCHED: Searched = {
  text: searchText(`username::text || ' ' || coalesce(email::text, conflicting_email, '') || ' '
    || first_name || ' ' || last_name`),
  signs: { of: searchText(`first_name || ' ' || last_name`), only: 'letters' },
};
const CONTACT = `${NAMES}, coalesce(email, '') AS email, timezone,
  notifications_enabled AS "notificationsEnabled", email_verified_at IS NOT NULL AS "isVerified",
  phone, user_type AS "userType"`;
const PEOPLE = prepared('identity.people', `SELECT ${NAMES} FROM identity.accounts WHERE id = ANY ($1)`);
const CONTACTS = prepared(
  'identity.contacts',
  `SELECT ${CONTACT} FROM identity.accounts WHERE id = ANY ($1) AND status <> 'erased'`,
);

// In the order of the ids, so that no two wait for each other.
const LOCKED_CONTACTS = prepared(
  'identity.held-contacts',
  `SELECT ${CONTACT} FROM identity.accounts
   WHERE id = ANY ($1) AND status <> 'erased' ORDER BY id FOR SHARE`,
);

const LOCKED_PEOPLE = prepared(
  'identity.held-people',
  `SELECT ${NAMES}, user_type AS "userType" FROM identity.accounts
   WHERE id = ANY ($ids::bigint[]) ORDER BY id FOR SHARE`,
);

const ADMINS = prepared(
  'identity.admins',
  `SELECT id FROM identity.accounts
   WHERE user_type = 'admin' AND status IN ('active', 'pending_verification') ORDER BY id LIMIT 1000`,
);

const LOCKED_STANDING = prepared(
  'identity.standing',
  'SELECT status, user_type AS "userType" FROM identity.accounts WHERE id = $id FOR SHARE',
);

@Injectable()
export class AccountsQueries {
  constructor(private readonly db: Database) {}

  async people(ids: readonly number[], source: Pick<Tx, 'query'> = this.db): Promise<Map<number, Person>> {
    if (ids.length === 0) return new Map();
    const rows = await source.query<PersonRow>(PEOPLE, [[...new Set(ids)]]);
    return new Map(rows.map((row) => [row.id, personOf(row)]));
  }

  async contactsOf(ids: readonly number[], source: Pick<Tx, 'query'> = this.db): Promise<Map<number, Contact>> {
    if (ids.length === 0) return new Map();
    return contactsFrom(await source.query<ContactRow>(CONTACTS, [[...new Set(ids)]]));
  }

  async lockContacts(tx: Tx, ids: readonly number[]): Promise<Map<number, Contact>> {
    if (ids.length === 0) return new Map();
    return contactsFrom(await tx.query<ContactRow>(LOCKED_CONTACTS, [[...new Set(ids)]]));
  }

  async lockPeople(tx: Tx, ids: readonly number[]): Promise<Map<number, Person & Standing>> {
    const rows = await tx.query<PersonRow & Pick<Account, 'userType'>>(LOCKED_PEOPLE, { ids });
    return new Map(rows.map((row) => [row.id, { ...personOf(row), ...standingOf(row) }]));
  }

  async lockStanding(tx: Tx, id: number): Promise<Standing> {
    const [row] = await tx.query<Pick<Account, 'status' | 'userType'>>(LOCKED_STANDING, { id });
    return row ? standingOf(row) : { isActive: false, maySellTickets: false };
  }

  async adminIds(source: Pick<Tx, 'query'> = this.db): Promise<number[]> {
    return (await source.query<{ id: number }>(ADMINS)).map(({ id }) => id);
  }

  async idsByVerifiedEmail(
    addresses: readonly string[],
    source: Pick<Tx, 'query'> = this.db,
  ): Promise<Map<string, number>> {
    if (addresses.length === 0) return new Map();
    const rows = await source.query<{ email: string; id: number }>(
      `SELECT email, id FROM identity.accounts
       WHERE email = ANY ($1::text[]) AND email_verified_at IS NOT NULL AND status <> 'erased'`,
      [addresses],
    );
    return new Map(rows.map(({ email, id }) => [email, id]));
  }

  async addressOf(id: number, source: Pick<Tx, 'query'> = this.db): Promise<string | null> {
    const [row] = await source.query<{ email: string | null }>(
      'SELECT email FROM identity.accounts WHERE id = $1',
      [id],
    );
    return row?.email ?? null;
  }

  async verifiedAddressOf(id: number, source: Pick<Tx, 'query'> = this.db): Promise<string | null> {
    const [row] = await source.query<{ email: string | null }>(
      'SELECT email FROM identity.accounts WHERE id = $1 AND email_verified_at IS NOT NULL',
      [id],
    );
    return row?.email ?? null;
  }

  async idsByUsername(part: string, limit: number): Promise<number[]> {
    const rows = await this.db.query<{ id: number }>(
      `SELECT id FROM identity.accounts
       WHERE username::text ILIKE $1 AND status <> 'erased' ORDER BY username LIMIT $2`,
      [containing(part), limit],
    );
    return rows.map(({ id }) => id);
  }

  list(filters: AccountFilters, page: PageRequest): Promise<Page<Account>> {
    const { username, email, search, status, userType, asksToOrganize: asks } = filters;
    const accounts = new Selection({ from: 'identity.accounts', id: 'id' })
      .must(`status <> 'erased'`)
      .and('username::text ILIKE $username', { username: username ? containing(username) : undefined })
      .and('email = $email', { email })
      .and('status = $status', { status })
      .and('user_type = $userType', { userType })
      .and('(organizer_requested_at IS NOT NULL) = $asks', { asks });
    narrowTo(accounts, SEARCHED, search || undefined);
    return accounts.page(this.db, COLUMNS, page);
  }
}

function contactsFrom(rows: ContactRow[]): Map<number, Contact> {
  return new Map(
    rows.map((row) => {
      const { id, email, timezone, notificationsEnabled, isVerified, phone } = row;
      const { isActive } = standingOf(row);
      const fullName = fullNameOf(row);
      return [id, { id, email, fullName, timezone, notificationsEnabled, isVerified, phone, isActive }];
    }),
  );
}

function personOf(row: PersonRow): Person {
  const { id, username, firstName, lastName } = row;
  if (row.status === 'erased')
    return { id, username: 'deleted', firstName: 'Deleted', lastName: 'user', fullName: ERASED_NAME };
  return { id, username, firstName, lastName, fullName: fullNameOf(row) };
}
