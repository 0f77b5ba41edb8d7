import { Injectable } from '@nestjs/common';
import { CollaborationApi } from '../../collaboration/collaboration.api.js';
import { IdentityApi, type Contact } from '../../identity/identity.api.js';
import type { Tx } from '../../platform/database/tx.js';
import {
  notificationKey,
  NotificationsRepository,
  type NotificationDraft,
} from '../notifications/notifications.repository.js';
import { NotificationPreferences } from '../preferences/notification-preferences.policy.js';
import { PreferencesRepository } from '../preferences/preferences.repository.js';
import { LocalTimeFormatter } from '../templates/local-time-formatter.policy.js';
import type { DatedTemplate } from '../templates/notification-template.policy.js';
import { addresseesOf, type Addressee, type EventPeople } from './addressees.policy.js';
import { NotificationMailer, type MailedNotification } from './notification.mail.js';
import { RecipientsQueries } from './recipients.queries.js';

/** Tells people: keeps one notification each, and mails those who are to be mailed. A constant number of statements. */
@Injectable()
export class NotifierService {
  constructor(
    private readonly identity: IdentityApi,
    private readonly collaboration: CollaborationApi,
    private readonly recipients: RecipientsQueries,
    private readonly preferences: PreferencesRepository,
    private readonly repository: NotificationsRepository,
    private readonly mails: NotificationMailer,
  ) {}

  /** Tells what was not told before. */
  async notify(tx: Tx, notices: DatedTemplate[]): Promise<void> {
    const circles = await this.eventPeopleOf(tx, notices);
    const addressees = notices.flatMap((notice) => addresseesOf(notice, circles));
    const mailed = await this.notifyAccounts(tx, addressees);
    await this.mails.send(tx, [...mailed, ...notices.flatMap(toAddress)]);
  }

  private async eventPeopleOf(tx: Tx, notices: DatedTemplate[]): Promise<EventPeople> {
    const taking = notices.flatMap(({ to }) => ('participantsOf' in to ? to.participantsOf : []));
    const organized = notices.flatMap(({ to }) => ('organizerOf' in to ? to.organizerOf : []));
    const read = [...new Set(notices.flatMap(({ readersOf }) => readersOf ?? []))];
    const participants = await this.recipients.participantsOf(tx, taking);
    const cards = await this.collaboration.cardsOf([...new Set(organized)], tx);
    const readers =
      read.length > 0 ? await this.collaboration.readersOf(read, [], tx) : new Map<number, never>();
    return {
      participants,
      organizers: new Map([...cards].map(([id, { organizerId }]) => [id, organizerId])),
      readers,
    };
  }

  private async notifyAccounts(tx: Tx, addressees: Addressee[]): Promise<MailedNotification[]> {
    if (addressees.length === 0) return [];
    const people = [...new Set(addressees.map(({ personId }) => personId))];
    const contacts = await this.identity.lockContacts(tx, people);
    const wishes = new NotificationPreferences(await this.preferences.chosenBy(people, tx));
    const told = new Map<string, { addressee: Addressee; contact: Contact; draft: NotificationDraft }>();
    for (const addressee of addressees) {
      const contact = contacts.get(addressee.personId);
      if (!contact) continue;
      const draft = draftOf(addressee, contact, wishes);
      told.set(notificationKey(draft), { addressee, contact, draft });
    }
    const fresh = await this.repository.insertNew(
      tx,
      [...told.values()].map(({ draft }) => draft),
    );
    return [...told].flatMap(([key, { addressee, contact }]) => {
      const { notice } = addressee;
      const isMailed = fresh.has(key) && !notice.silent && wishes.wantsMail(contact, notice.kind);
      return isMailed ? [{ ...addressee, reader: contact, dedupeKey: `notice:${key}` }] : [];
    });
  }
}

function draftOf(
  { notice, personId }: Addressee,
  { timezone }: Contact,
  wishes: NotificationPreferences,
): NotificationDraft {
  const { kind, subject, occurrence, actor, event, relatedId, title, mailOnly } = notice;
  return {
    ...{ personId, kind, subject, occurrence, title, relatedId },
    actorId: actor ?? null,
    message: notice.message(new LocalTimeFormatter(timezone)),
    eventId: event?.id ?? null,
    eventTitle: event?.title ?? null,
    createdAt: notice.at,
    inApp: !mailOnly && wishes.wants(personId, kind, 'in_app'),
  };
}

/** Without an account there is a mail alone, whose key holds no address. */
function toAddress(notice: DatedTemplate): MailedNotification[] {
  const { to, kind, subject, occurrence } = notice;
  if (!('address' in to) || !to.address) return [];
  const reader = { email: to.address, fullName: null, timezone: 'UTC' };
  return [{ notice, reader, isSeated: false, dedupeKey: `notice:${kind}:${subject}:${occurrence}` }];
}
