import { Injectable } from '@nestjs/common';
import type { EventCard } from '../../collaboration/collaboration.api.js';
import { IdentityApi, type Contact, type Person } from '../../identity/identity.api.js';
import { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/tx.js';
import { renderLetter } from '../../platform/mail/letter.js';
import { senderAddress, type Attachment, type Mail, type MailCause } from '../../platform/mail/mail.js';
import { MailStops } from '../../platform/mail/mail-stops.js';
import { withoutLinks } from '../../platform/mail/without-links.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { manageUrl, type AppointmentCard, type WaitingCard } from '../../scheduling/scheduling.api.js';
import { Clock } from '../../shared/clock.js';
import { withActor } from '../notifications/actor-name.policy.js';
import { isRecord, isUnasked } from '../notifications/notification-kinds.policy.js';
import { LocalTimeFormatter } from '../../platform/documents/local-time-formatter.js';
import type { NotificationTemplate } from '../templates/notification-template.policy.js';
import { messageTo, type Addressee } from './addressees.policy.js';
import { calendarAttachment, entryTold } from './booking-calendar.mail.js';
import { RecipientsQueries, type CalendarEntry } from './recipients.queries.js';

const PER_STATEMENT = 500;

/** `personId` is missing where the address has no account. */
export interface MailedNotification extends Omit<Addressee, 'personId'> {
  reader: Pick<Contact, 'email' | 'isVerified'> & {
    id: number | null;
    fullName: string | null;
    /** Null where nobody knows it. */
    timezone: string | null;
    language?: string | null;
  };
  dedupeKey: string;
}

export interface Cards {
  events: ReadonlyMap<number, EventCard>;
  appointments: ReadonlyMap<number, AppointmentCard>;
  /** By the entry. */
  waiting: ReadonlyMap<number, WaitingCard>;
}

interface Background {
  senders: Map<number, Contact>;
  people: Map<number, Person>;
  cards: Cards;
  entries: Map<number, CalendarEntry>;
}

/** Writes the mails of notifications: one layout, local times, a calendar file where an entry changes. */
@Injectable()
export class NotificationMailer {
  constructor(
    private readonly identity: IdentityApi,
    private readonly recipients: RecipientsQueries,
    private readonly mailer: Mailer,
    private readonly stops: MailStops,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Hands the mails to the queue once `tx` commits. `cards` has those of all they are about. */
  async send(tx: Tx, notifications: MailedNotification[], cards: Cards): Promise<void> {
    if (notifications.length === 0) return;
    const background = await this.backgroundOf(tx, notifications, cards);
    const meant = notifications.filter(
      (mailed) => !mailed.template.mail?.needsEntry || entryOf(mailed, background),
    );
    for (let from = 0; from < meant.length; from += PER_STATEMENT) {
      const mails = meant.slice(from, from + PER_STATEMENT).map((each) => this.mailOf(each, background));
      await this.mailer.sendAll(mails, tx);
    }
  }

  private async backgroundOf(
    tx: Tx,
    notifications: MailedNotification[],
    cards: Background['cards'],
  ): Promise<Background> {
    const entries = await this.recipients.calendarEntriesOf(
      tx,
      distinct(notifications.map(({ bookingId }) => bookingId)),
    );
    const named = notifications.flatMap(({ template }) => [
      hostOf(template, cards.events) ?? cards.appointments.get(template.appointment ?? 0)?.hostId,
      template.actor,
    ]);
    const people = await this.identity.people(distinct(named), tx);
    const senders = await this.identity.contactsOf(
      distinct(notifications.map(({ template: { kind, actor } }) => (isUnasked(kind) ? actor : undefined))),
      tx,
    );
    return { senders, people, cards, entries };
  }

  private mailOf(mailed: MailedNotification, background: Background): Mail {
    const { template, reader, dedupeKey } = mailed;
    const card = template.event ? background.cards.events.get(template.event.id) : undefined;
    const appointment = background.cards.appointments.get(template.appointment ?? 0);
    const stop = this.stopOf(mailed);
    const clock = clockFor(reader, template, background.cards.events);
    const letter = renderLetter(this.config.siteName, {
      to: reader.email,
      cause: causeOf(mailed, background),
      subject: template.mail?.subject ?? template.title,
      fullName: reader.fullName,
      paragraphs: [renderText(mailed, clock, background.people), ...(template.mail?.lines ?? [])],
      facts: [...factsOf(mailed, clock, card), ...appointmentFacts(mailed, appointment, background.people)],
      link: this.linkOf(template, background),
      footer: this.footerOf(mailed, stop),
    });
    const attachments = this.attachmentsOf(mailed, clock, card, background);
    const cause = template.isInviteesDoing && appointment?.bookedFrom;
    const counted = cause ? { cause: { network: cause } } : {};
    return { ...letter, ...counted, dedupeKey, attachments, papers: template.mail?.papers, stop };
  }

  private attachmentsOf(
    mailed: MailedNotification,
    clock: LocalTimeFormatter,
    card: EventCard | undefined,
    background: Background,
  ): Attachment[] {
    const { template, reader, isSeated } = mailed;
    const calendar = template.mail?.calendar;
    const entry = entryOf(mailed, background);
    if (!calendar || !entry) return [];
    const appointment = background.cards.appointments.get(template.appointment ?? 0);
    const organizer = background.people.get(hostOf(template, background.cards.events) ?? 0)?.fullName;
    return [
      calendarAttachment({
        ...{
          method: calendar.method,
          summary: calendar.summary,
          ...entryTold(entry, card, template),
        },
        location: card ? placeOf(card, isSeated) : appointment?.location || null,
        description: card ? clock.period(entry.startsAt, entry.endsAt) : null,
        url: this.linkOf(template, background).url,
        organizer: { name: organizer ?? this.config.siteName, email: senderAddress(this.config.mailFrom) },
        attendee: { name: reader.fullName ?? reader.email, email: reader.email },
        stamp: this.clock.now(),
      }),
    ];
  }

  /** An invitee changes an appointment by its key, with an account or without. */
  private linkOf({ to, link, ...of }: NotificationTemplate, { cards }: Background) {
    const { frontendUrl } = this.config;
    const appointment = cards.appointments.get(of.appointment ?? 0);
    const waited = 'waiter' in to ? cards.waiting.get(to.waiter) : undefined;
    if (waited)
      return { label: 'Find another time', url: `${frontendUrl}/${waited.organizerSlug}/${waited.typeSlug}` };
    return 'inviteeOf' in to && appointment
      ? { label: 'Change or cancel it', url: manageUrl(frontendUrl, appointment.accessToken) }
      : { label: 'Show it', url: `${frontendUrl}${link}` };
  }

  /** The record of a deal is mailed always. */
  private stopOf({ template: { kind }, reader }: MailedNotification): Mail['stop'] {
    if (isRecord(kind)) return undefined;
    return this.stops.linkFor({ address: reader.email, kind, personId: reader.id });
  }

  private footerOf({ template, reader }: MailedNotification, stop: Mail['stop']): string {
    const why = isRecord(template.kind) ? ['This mail is the record of a booking or payment of yours.'] : [];
    const end = stop ? [`Stop mails like this one: ${stop.url}`] : [];
    const settings = `${this.config.frontendUrl}/settings/notifications`;
    const choice = reader.id === null ? [] : [`Choose which notices are mailed to you: ${settings}`];
    return [...why, ...choice, ...end].join(' ');
  }
}

/** On the event's clock first, where it is about one. */
export function clockFor(
  { timezone, language }: Pick<MailedNotification['reader'], 'timezone' | 'language'>,
  { event }: NotificationTemplate,
  cards: Cards['events'],
): LocalTimeFormatter {
  const place = (event && cards.get(event.id)?.timezone) ?? null;
  return new LocalTimeFormatter(timezone, place, language ?? undefined);
}

/** Whose name the calendar entry has as its organizer's. */
function hostOf({ event, mail }: NotificationTemplate, cards: Cards['events']): number | undefined {
  return cards.get(event?.id ?? 0)?.organizerId ?? mail?.calendar?.hostId;
}

function factsOf(
  { template, isSeated }: MailedNotification,
  clock: LocalTimeFormatter,
  card?: EventCard,
): [string, string][] {
  const { event, times } = template;
  const place = card && placeOf(card, isSeated);
  return [
    ...(event ? [['Event', event.title] as [string, string]] : []),
    ...(times ? clock.facts(times.startsAt, times.endsAt) : []),
    ...(place ? [['Where', place] as [string, string]] : []),
  ];
}

/** What the invitee wrote has no links: it is a stranger's. */
function appointmentFacts(
  { template: { to, mail }, isSeated }: MailedNotification,
  appointment: AppointmentCard | undefined,
  people: Map<number, Person>,
): [string, string][] {
  if (!appointment) return [];
  const { typeName, location, inviteeName, inviteeEmail, inviteePhone, hostId, quantity } = appointment;
  const facts: [string, string | null | undefined][] =
    'inviteeOf' in to
      ? [['With', people.get(hostId)?.fullName]]
      : [
          ['Invitee', withoutLinks(inviteeName)],
          ['Address', inviteeEmail],
          ['Phone', inviteePhone],
        ];
  const all: typeof facts = [
    ['What', typeName],
    ...facts,
    ['Seats', quantity > 1 ? String(quantity) : null],
    ['Where', isSeated || mail?.calendar ? location : null],
  ];
  return all.flatMap(([label, text]) => (text ? [[label, text] as [string, string]] : []));
}

function causeOf({ template, reader }: MailedNotification, { senders }: Background): MailCause {
  const { kind, actor } = template;
  if (!isUnasked(kind) || actor === undefined) return 'reader';
  const isVerified = senders.get(actor)?.isVerified ?? false;
  return { senderId: actor, isVerified, toStranger: !reader.isVerified };
}

/** What is only held is in no calendar. */
function entryOf({ bookingId }: MailedNotification, { entries }: Background): CalendarEntry | undefined {
  const entry = bookingId === undefined ? undefined : entries.get(bookingId);
  return entry?.confirmedAt ? entry : undefined;
}

function renderText(
  mailed: MailedNotification,
  clock: LocalTimeFormatter,
  people: Map<number, Person>,
): string {
  const { actor } = mailed.template;
  const message = messageTo(mailed, clock);
  return actor === undefined ? message : withActor(message, people.get(actor)?.fullName);
}

function placeOf({ location, isOnline, onlineUrl }: EventCard, isSeated: boolean): string | null {
  const online = isOnline ? (isSeated && onlineUrl ? `online, ${onlineUrl}` : 'online') : '';
  return [location, online].filter(Boolean).join(' and ') || null;
}

function distinct(ids: (number | undefined)[]): number[] {
  return [...new Set(ids.filter((id) => id !== undefined))];
}
