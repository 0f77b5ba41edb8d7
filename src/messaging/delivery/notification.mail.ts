import { Injectable } from '@nestjs/common';
import { CollaborationApi, type EventCard } from '../../collaboration/collaboration.api.js';
import { IdentityApi, type Contact, type Person } from '../../identity/identity.api.js';
import { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Attachment, Mail } from '../../platform/mail/mail.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Clock } from '../../shared/clock.js';
import { isRecord } from '../notifications/notification-kinds.policy.js';
import { LocalTimeFormatter } from '../templates/local-time-formatter.policy.js';
import type { NotificationTemplate } from '../templates/notification-template.policy.js';
import type { Addressee } from './addressees.policy.js';
import { calendarAttachment, sequenceOf } from './booking-calendar.mail.js';
import { renderMail } from './mail-layout.mail.js';
import { RecipientsQueries, type CalendarEntry } from './recipients.queries.js';

const PER_STATEMENT = 500;

/** A notice on its way to a mailbox. `personId` is missing where the address has no account. */
export interface MailedNotification extends Omit<Addressee, 'personId'> {
  reader: Pick<Contact, 'email' | 'timezone'> & { fullName: string | null };
  dedupeKey: string;
}

/** What the mails of a batch have in common. */
interface Background {
  people: Map<number, Person>;
  cards: Map<number, EventCard>;
  entries: Map<number, CalendarEntry>;
}

/** Writes notices as mails: one layout, times on the reader's clock, a calendar file where there is one to change. */
@Injectable()
export class NotificationMailer {
  constructor(
    private readonly identity: IdentityApi,
    private readonly collaboration: CollaborationApi,
    private readonly recipients: RecipientsQueries,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Hands the mails to the queue once `tx` commits. */
  async send(tx: Tx, notices: MailedNotification[]): Promise<void> {
    if (notices.length === 0) return;
    const background = await this.backgroundOf(tx, notices);
    const meant = notices.filter((mailed) => !mailed.notice.mail?.needsEntry || entryOf(mailed, background));
    for (let from = 0; from < meant.length; from += PER_STATEMENT) {
      const mails = meant.slice(from, from + PER_STATEMENT).map((notice) => this.mailOf(notice, background));
      await this.mailer.sendAll(mails, tx);
    }
  }

  private async backgroundOf(tx: Tx, notices: MailedNotification[]): Promise<Background> {
    const cards = await this.collaboration.cardsOf(distinct(notices.map(({ notice }) => notice.event?.id)), tx);
    const entries = await this.recipients.calendarEntriesOf(
      tx,
      distinct(notices.map(({ bookingId }) => bookingId)),
    );
    const organizers = [...cards.values()].map(({ organizerId }) => organizerId);
    const people = await this.identity.people(
      distinct([...organizers, ...notices.map(({ notice }) => notice.actor)]),
      tx,
    );
    return { people, cards, entries };
  }

  private mailOf(mailed: MailedNotification, background: Background): Mail {
    const { notice, reader, dedupeKey } = mailed;
    const card = notice.event ? background.cards.get(notice.event.id) : undefined;
    const letter = renderMail({
      to: reader.email,
      subject: notice.mail?.subject ?? notice.title,
      fullName: reader.fullName,
      paragraphs: [
        renderText(notice, new LocalTimeFormatter(reader.timezone), background.people),
        ...(notice.mail?.lines ?? []),
      ],
      facts: this.factsOf(mailed, card),
      link: { label: 'Show it', url: this.urlOf(notice) },
      footer: this.footerOf(notice),
    });
    return { ...letter, dedupeKey, attachments: this.attachmentsOf(mailed, card, background) };
  }

  private factsOf({ notice, reader, isSeated }: MailedNotification, card?: EventCard): [string, string][] {
    const { event, times } = notice;
    const facts: [string, string | null | undefined][] = [
      ['Event', event?.title],
      ['When', times && new LocalTimeFormatter(reader.timezone).period(times.startsAt, times.endsAt)],
      ['Where', card && placeOf(card, isSeated)],
    ];
    return facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
  }

  private attachmentsOf(
    mailed: MailedNotification,
    card: EventCard | undefined,
    background: Background,
  ): Attachment[] {
    const { notice, reader, isSeated } = mailed;
    const calendar = notice.mail?.calendar;
    const entry = entryOf(mailed, background);
    if (!calendar || !entry) return [];
    const organizer = card && background.people.get(card.organizerId)?.fullName;
    return [
      calendarAttachment({
        ...{
          method: calendar.method,
          summary: calendar.summary,
          entry,
          sequence: sequenceOf(entry, card, notice.kind),
        },
        location: card ? placeOf(card, isSeated) : null,
        description: null,
        url: this.urlOf(notice),
        organizer: { name: organizer ?? 'Convoke', email: senderOf(this.config.mailFrom) },
        attendee: { name: reader.fullName ?? reader.email, email: reader.email },
        stamp: this.clock.now(),
      }),
    ];
  }

  private urlOf({ link }: NotificationTemplate): string {
    return `${this.config.frontendUrl}${link}`;
  }

  private footerOf({ kind }: NotificationTemplate): string {
    const why = isRecord(kind) ? ' This mail is the record of a booking or payment of yours.' : '';
    return `Convoke.${why} Choose which notices are mailed to you: ${this.config.frontendUrl}/settings/notifications`;
  }
}

/** The booking's entry in its booker's calendar, which has none of what is only held. */
function entryOf({ bookingId }: MailedNotification, { entries }: Background): CalendarEntry | undefined {
  const entry = bookingId === undefined ? undefined : entries.get(bookingId);
  return entry?.confirmedAt ? entry : undefined;
}

/** The message with its actor's name in front. */
export function renderText(
  { actor, message }: NotificationTemplate,
  clock: LocalTimeFormatter,
  people: Map<number, Person>,
): string {
  if (actor === undefined) return message(clock);
  return `${people.get(actor)?.fullName ?? 'Somebody'} ${message(clock)}`;
}

function placeOf({ location, isOnline, onlineUrl }: EventCard, isSeated: boolean): string | null {
  const online = isOnline ? (isSeated && onlineUrl ? `online, ${onlineUrl}` : 'online') : '';
  return [location, online].filter(Boolean).join(' and ') || null;
}

/** The address in `Convoke <no-reply@localhost>`. */
function senderOf(mailFrom: string): string {
  return /<([^>]+)>\s*$/.exec(mailFrom)?.[1] ?? mailFrom.trim();
}

function distinct(ids: (number | undefined)[]): number[] {
  return [...new Set(ids.filter((id) => id !== undefined))];
}
