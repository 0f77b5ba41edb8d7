import { Injectable } from '@nestjs/common';
import { CollaborationApi } from '../../collaboration/collaboration.api.js';
import { IdentityApi, type Contact } from '../../identity/identity.api.js';
import type { Tx } from '../../platform/database/tx.js';
import { SchedulingApi } from '../../scheduling/scheduling.api.js';
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
import { clockFor, NotificationMailer, type Cards, type MailedNotification } from './notification.mail.js';
import { NotificationTexter } from './notification-texter.service.js';
import { RecipientsQueries } from './recipients.queries.js';

/** Keeps one notification for each person and mails who wants mail, in a constant number of statements. */
@Injectable()
export class NotifierService {
  constructor(
    private readonly identity: IdentityApi,
    private readonly collaboration: CollaborationApi,
    private readonly scheduling: SchedulingApi,
    private readonly recipients: RecipientsQueries,
    private readonly preferences: PreferencesRepository,
    private readonly repository: NotificationsRepository,
    private readonly mails: NotificationMailer,
    private readonly texts: NotificationTexter,
  ) {}

  /** What was sent before is not sent again. */
  async notify(tx: Tx, all: DatedTemplate[]): Promise<void> {
    const templates = await this.stillMeant(tx, all);
    const cards = await this.cardsOf(tx, templates);
    const people = await this.eventPeopleOf(tx, templates, cards);
    const addressees = templates.flatMap((template) => addresseesOf(template, people));
    const mailed = await this.notifyAccounts(tx, addressees, cards);
    const unknown = templates.flatMap((template) => toAddress(template, cards));
    await this.mails.send(tx, [...mailed, ...unknown], cards);
  }

  private async stillMeant(tx: Tx, templates: DatedTemplate[]): Promise<DatedTemplate[]> {
    const messages = templates.flatMap(({ whileUnread }) => whileUnread ?? []);
    const unread = await this.recipients.unreadOf(tx, messages);
    return templates.filter(({ whileUnread }) => whileUnread === undefined || unread.has(whileUnread));
  }

  private async cardsOf(tx: Tx, templates: DatedTemplate[]): Promise<Cards> {
    const ids = templates.flatMap(({ to, event }) => [
      ...('organizerOf' in to ? [to.organizerOf] : []),
      ...(event ? [event.id] : []),
    ]);
    const booked = templates.flatMap(({ appointment }) => appointment ?? []);
    const waiting = templates.flatMap(({ to }) => ('waiter' in to ? [to.waiter] : []));
    return {
      events: await this.collaboration.cardsOf([...new Set(ids)], tx),
      appointments: await this.scheduling.appointmentCards(tx, [...new Set(booked)]),
      waiting: await this.scheduling.waitingCards(tx, waiting),
    };
  }

  private async eventPeopleOf(tx: Tx, templates: DatedTemplate[], cards: Cards): Promise<EventPeople> {
    const taking = templates.flatMap(({ to }) => ('participantsOf' in to ? to.participantsOf : []));
    const read = [...new Set(templates.flatMap(({ readersOf }) => readersOf ?? []))];
    const participants = await this.recipients.participantsOf(tx, taking);
    const readers =
      read.length > 0 ? await this.collaboration.readersOf(read, [], tx) : new Map<number, never>();
    return {
      participants,
      organizers: new Map([...cards.events].map(([id, { organizerId }]) => [id, organizerId])),
      readers,
      invitees: new Map([...cards.appointments].map(([id, { personId }]) => [id, personId])),
      waiters: new Map([...cards.waiting].map(([id, { personId }]) => [id, personId])),
    };
  }

  private async notifyAccounts(tx: Tx, addressees: Addressee[], cards: Cards): Promise<MailedNotification[]> {
    if (addressees.length === 0) return [];
    const people = [...new Set(addressees.map(({ personId }) => personId))];
    const contacts = await this.identity.lockContacts(tx, people);
    const preferences = new NotificationPreferences(await this.preferences.chosenBy(people, tx));
    const drafts = new Map<string, { addressee: Addressee; contact: Contact; draft: NotificationDraft }>();
    for (const addressee of addressees) {
      const contact = contacts.get(addressee.personId);
      if (!contact) continue;
      const draft = draftOf(addressee, clockFor(contact, addressee.template, cards.events), preferences);
      drafts.set(notificationKey(draft), { addressee, contact, draft });
    }
    const fresh = await this.repository.insertNew(
      tx,
      [...drafts.values()].map(({ draft }) => draft),
    );
    const texted = [...drafts].filter(
      ([key, { addressee, contact }]) =>
        fresh.has(key) &&
        !addressee.template.mailOnly &&
        preferences.wantsText(contact, addressee.template.kind),
    );
    await this.texts.send(
      tx,
      texted.map(([key, { contact, draft }]) => ({ key, contact, draft })),
    );
    return [...drafts].flatMap(([key, { addressee, contact }]) => {
      const { kind, silent, saidIn } = addressee.template;
      const isSaid = silent || (saidIn !== undefined && preferences.wantsMail(contact, saidIn));
      const isMailed = fresh.has(key) && !isSaid && preferences.wantsMail(contact, kind);
      const reader = inviteeOf(addressee.template, cards) ?? contact;
      return isMailed ? [{ ...addressee, reader, dedupeKey: `notice:${key}` }] : [];
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

/** As who booked or waits asked to be reached about it. */
function inviteeOf({ to }: DatedTemplate, cards: Cards): MailedNotification['reader'] | null {
  const card =
    'waiter' in to
      ? cards.waiting.get(to.waiter)
      : 'inviteeOf' in to
        ? cards.appointments.get(to.inviteeOf)
        : undefined;
  if (!card?.inviteeEmail) return null;
  const { personId: id, inviteeEmail: email, inviteeName: fullName, inviteeTimezone: timezone } = card;
  return { id, email, fullName, timezone, language: card.inviteeLanguage, isVerified: false };
}

/** Without an account there is only a mail, whose key holds no address. */
function toAddress(template: DatedTemplate, cards: Cards): MailedNotification[] {
  const { to, kind, subject, occurrence, mail } = template;
  const invitee = inviteeOf(template, cards);
  const dedupeKey = `notice:${kind}:${subject}:${occurrence}`;
  if (invitee?.id === null) {
    const { calendar, isSeated = false } = mail ?? {};
    return [{ template, reader: invitee, bookingId: calendar?.bookingId, isSeated, dedupeKey }];
  }
  if (!('address' in to) || !to.address) return [];
  const reader = { id: null, email: to.address, fullName: null, timezone: null, isVerified: false };
  return [{ template, reader, isSeated: false, dedupeKey }];
}
