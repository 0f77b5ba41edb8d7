import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { AccountNotVerified } from '../../identity/identity.errors.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { MailBudget } from '../../platform/mail/mail-budget.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput } from '../../shared/errors.js';
import {
  GatheringsOnly,
  NotTheOrganizer,
  TooManyInvitations,
  TooManyStrangers,
} from '../collaboration.errors.js';
import { PersonInvited } from '../collaboration.events.js';
import { EventSnapshotQueries } from '../model/event-snapshot.queries.js';
import { EventAccess } from '../model/event.access.js';
import { joinSeats, rowColumns, toEventRow, type RawEventRow } from '../model/event.sql.js';
import { EventsRepository } from '../model/events.repository.js';
import { toMember } from '../model/references.dto.js';
import type {
  InvitationResponse,
  InvitationsQuery,
  InvitedResponse,
  InviteRequest,
} from './invitations.dto.js';
import { InvitationsRepository } from './invitations.repository.js';

const MAX_ADDRESSES = 1_000;
const MAX_CLAIMED = 1_000;
const NEWEST_FIRST = { ordering: { created_at: 'i.created_at' }, default: '-created_at', tiebreak: 'i.id' };

/** Invited persons may see a gathering and join it. Who is named again, or takes part, gets no message. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly db: Database,
    private readonly access: EventAccess,
    private readonly events: EventsRepository,
    private readonly snapshots: EventSnapshotQueries,
    private readonly invitations: InvitationsRepository,
    private readonly identity: IdentityApi,
    private readonly mailBudget: MailBudget,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * An address that an account has verified is its owner's, any other waits for one. Refuses with `NotFound`,
   * `NotTheOrganizer`, `GatheringsOnly` (409), `EventEnded` (409), `TooManyInvitations` (409), `InvalidInput`
   * naming `users` that do not exist, and for addresses with `AccountNotVerified` (403) and `TooManyStrangers`
   * (429).
   */
  async invite(caller: Caller, id: number, { users, emails }: InviteRequest): Promise<InvitedResponse> {
    const event = await this.access.getVisible(this.db, id, caller);
    if (event.kind !== 'gathering') throw new GatheringsOnly();
    if (!event.isOrganizedBy(caller)) throw new NotTheOrganizer();
    const asked = {
      users: [...new Set(users)],
      emails: [...new Set(emails)],
    };
    const invitees = await this.resolveInvitees(caller, asked, event.organizerId);
    return this.db.transaction(async (tx) => {
      await this.reserveMails(tx, caller, asked.emails);
      await this.write(tx, caller, id, invitees);
      return { message: 'Invitations sent', invited: asked.users.length + asked.emails.length };
    });
  }

  /** Refuses with `NotFound`, `NotTheOrganizer` and `GatheringsOnly`. */
  async list(caller: Caller, id: number, query: InvitationsQuery): Promise<Page<InvitationResponse>> {
    const event = await this.access.getVisible(this.db, id, caller);
    if (event.kind !== 'gathering') throw new GatheringsOnly();
    if (!event.isOrganizedBy(caller)) throw new NotTheOrganizer();
    const { items, ...count } = await this.invitations.page(this.db, id, pageOf(query, NEWEST_FIRST));
    const people = await this.identity.people(items.flatMap(({ personId }) => personId ?? []));
    return {
      ...count,
      items: items.map(({ id: invitation, personId, email, createdAt }) => ({
        ...{ id: invitation, user: personId === null ? null : toMember(personId, people) },
        ...{ email, created_at: createdAt },
      })),
    };
  }

  /** Gives a verified address's invitations to its person, and publishes them. */
  async claim(tx: Tx, personId: number, email: string): Promise<void> {
    const claimed = await this.invitations.claim(tx, personId, email);
    if (claimed.length === 0) return;
    const inviters = new Map(claimed.map(({ eventId, invitedBy }) => [eventId, invitedBy]));
    const rows = await tx.query<RawEventRow>(
      `SELECT ${rowColumns('e', 's', 'NULL')} FROM collaboration.events e ${joinSeats('e', 's')}
       WHERE e.id = ANY($1::bigint[]) AND e.deleted_at IS NULL AND e.state = 'open' AND e.ends_at > $2
       ORDER BY e.id LIMIT ${MAX_CLAIMED}`,
      [[...inviters.keys()], this.clock.now()],
    );
    const payloads = rows.map((row) => {
      const { event, taken } = toEventRow(row);
      return {
        event: this.snapshots.of(event, taken),
        invitedBy: inviters.get(event.id)!,
        personId,
        email: null,
      };
    });
    await this.outbox.publishMany(tx, PersonInvited, payloads);
  }

  private async resolveInvitees(
    caller: Caller,
    { users, emails }: InviteRequest,
    organizerId: number,
  ): Promise<{ people: number[]; addresses: string[] }> {
    const contacts = await this.identity.contactsOf([...users, caller.id]);
    if (emails.length > 0 && !contacts.get(caller.id)?.isVerified) throw new AccountNotVerified();
    const unknown = users.filter((id) => !contacts.has(id));
    if (unknown.length > 0) throw new InvalidInput({ users: [`There is no user ${unknown.join(', ')}.`] });
    const owners = await this.identity.idsByVerifiedEmail(emails);
    const people = new Set([...users, ...owners.values()]);
    people.delete(organizerId);
    return { people: [...people], addresses: emails.filter((email) => !owners.has(email)) };
  }

  private async reserveMails(tx: Tx, caller: Caller, addresses: string[]): Promise<void> {
    if (addresses.length === 0) return;
    const room = await this.mailBudget.reserve(tx, caller.id, addresses);
    if (room.granted) return;
    const retryAfterSeconds = Math.ceil((room.freeAt.getTime() - this.clock.millis()) / 1000);
    throw new TooManyStrangers({ limit: room.most, window: '1 day', resetAt: room.freeAt, retryAfterSeconds });
  }

  private async write(
    tx: Tx,
    caller: Caller,
    id: number,
    invitees: { people: number[]; addresses: string[] },
  ): Promise<void> {
    const now = this.clock.now();
    const event = await this.events.getOwnForUpdate(tx, id, caller);
    event.requireNotEnded(now);
    const fresh = await this.invitations.invite(tx, id, invitees, { invitedBy: caller.id, at: now });
    if ((await this.invitations.addressesOf(tx, id, MAX_ADDRESSES)) > MAX_ADDRESSES) {
      throw new TooManyInvitations(MAX_ADDRESSES);
    }
    const snapshot = await this.snapshots.current(tx, event);
    const payloads = fresh
      .filter(({ takesPart }) => !takesPart)
      .map(({ personId, email }) => ({ event: snapshot, invitedBy: caller.id, personId, email }));
    await this.outbox.publishMany(tx, PersonInvited, payloads);
  }
}
