import { Injectable } from '@nestjs/common';
import { CollaborationApi, type EventCard } from '../../collaboration/collaboration.api.js';
import { IdentityApi, type Contact } from '../../identity/identity.api.js';
import type { Tx } from '../../platform/database/tx.js';
import {
  notificationKey,
  NotificationsRepository,
  type NotificationDraft,
} from '../notifications/notifications.repository.js';
import { NotificationPreferences } from '../preferences/notification-preferences.policy.js';
import { PreferencesRepository } from '../preferences/preferences.repository.js';
import type { LocalTimeFormatter } from '../../platform/documents/local-time-formatter.js';
import type { DatedTemplate } from '../templates/notification-template.policy.js';
import { addresseesOf, messageTo, type Addressee, type EventPeople } from './addressees.policy.js';
import { clockFor, NotificationMailer, type MailedNotification } from './notification.mail.js';
import { RecipientsQueries } from './recipients.queries.js';

/** Keeps one notification for each person and mails who wants mail, in a constant number of statements. */
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

  /** What was sent before is not sent again. */
  async notify(tx: Tx, all: DatedTemplate[]): Promise<void> {
    const templates = await this.stillMeant(tx, all);
    const cards = await this.cardsOf(tx, templates);
    const people = await this.eventPeopleOf(tx, templates, cards);
    const addressees = templates.flatMap((template) => addresseesOf(template, people));
    const mailed = await this.notifyAccounts(tx, addressees, cards);
    await this.mails.send(tx, [...mailed, ...templates.flatMap(toAddress)], cards);
  }

  private async stillMeant(tx: Tx, templates: DatedTemplate[]): Promise<DatedTemplate[]> {
    const messages = templates.flatMap(({ whileUnread }) => whileUnread ?? []);
    const unread = await this.recipients.unreadOf(tx, messages);
    return templates.filter(({ whileUnread }) => whileUnread === undefined || unread.has(whileUnread));
  }

  private cardsOf(tx: Tx, templates: DatedTemplate[]): Promise<Map<number, EventCard>> {
    const ids = templates.flatMap(({ to, event }) => [
      ...('organizerOf' in to ? [to.organizerOf] : []),
      ...(event ? [event.id] : []),
    ]);
    return this.collaboration.cardsOf([...new Set(ids)], tx);
  }

  private async eventPeopleOf(
    tx: Tx,
    templates: DatedTemplate[],
    cards: Map<number, EventCard>,
  ): Promise<EventPeople> {
    const taking = templates.flatMap(({ to }) => ('participantsOf' in to ? to.participantsOf : []));
    const read = [...new Set(templates.flatMap(({ readersOf }) => readersOf ?? []))];
    const participants = await this.recipients.participantsOf(tx, taking);
    const readers =
      read.length > 0 ? await this.collaboration.readersOf(read, [], tx) : new Map<number, never>();
    return {
      participants,
      organizers: new Map([...cards].map(([id, { organizerId }]) => [id, organizerId])),
      readers,
    };
  }

  private async notifyAccounts(
    tx: Tx,
    addressees: Addressee[],
    cards: Map<number, EventCard>,
  ): Promise<MailedNotification[]> {
    if (addressees.length === 0) return [];
    const people = [...new Set(addressees.map(({ personId }) => personId))];
    const contacts = await this.identity.lockContacts(tx, people);
    const preferences = new NotificationPreferences(await this.preferences.chosenBy(people, tx));
    const drafts = new Map<string, { addressee: Addressee; contact: Contact; draft: NotificationDraft }>();
    for (const addressee of addressees) {
      const contact = contacts.get(addressee.personId);
      if (!contact) continue;
      const draft = draftOf(addressee, clockFor(contact, addressee.template, cards), preferences);
      drafts.set(notificationKey(draft), { addressee, contact, draft });
    }
    const fresh = await this.repository.insertNew(
      tx,
      [...drafts.values()].map(({ draft }) => draft),
    );
    return [...drafts].flatMap(([key, { addressee, contact }]) => {
      const { kind, silent, saidIn } = addressee.template;
      const isSaid = silent || (saidIn !== undefined && preferences.wantsMail(contact, saidIn));
      const isMailed = fresh.has(key) && !isSaid && preferences.wantsMail(contact, kind);
      return isMailed ? [{ ...addressee, reader: contact, dedupeKey: `notice:${key}` }] : [];
    });
  }
}

function draftOf(
  addressee: Addressee,
  clock: LocalTimeFormatter,
  preferences: NotificationPreferences,
): NotificationDraft {
  const { template, personId } = addressee;
  const { kind, subject, occurrence, actor, event, relatedId, title, mailOnly } = template;
  return {
    ...{ personId, kind, subject, occurrence, title, relatedId },
    actorId: actor ?? null,
    message: messageTo(addressee, clock),
    eventId: event?.id ?? null,
    eventTitle: event?.title ?? null,
    createdAt: template.at,
    inApp: !mailOnly && preferences.wants(personId, kind, 'in_app'),
  };
}

/** Without an account there is only a mail, whose key holds no address. */
function toAddress(template: DatedTemplate): MailedNotification[] {
  const { to, kind, subject, occurrence } = template;
  if (!('address' in to) || !to.address) return [];
  const reader = { id: null, email: to.address, fullName: null, timezone: null, isVerified: false };
  return [{ template, reader, isSeated: false, dedupeKey: `notice:${kind}:${subject}:${occurrence}` }];
}
