import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/tx.js';
import { renderLetter } from '../../platform/mail/letter.js';
import { MailStops } from '../../platform/mail/mail-stops.js';
import type { MailCause } from '../../platform/mail/mail.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { SchedulingApi } from '../../scheduling/scheduling.api.js';
import type { NotificationKind } from '../notifications/notification-kinds.policy.js';
import type { Trigger } from '../workflows/workflow.entity.js';
import type { StepContent } from './step-content.policy.js';
import type { StepAddressee } from './step-addressees.policy.js';

export const WORKFLOW_KIND: NotificationKind = 'workflow_message';
/** What its invitee causes by booking, without an account it counts for the network. */
const CAUSED_BY_BOOKING: ReadonlySet<Trigger> = new Set(['booking_created', 'booking_confirmed']);

export interface MailedStep {
  id: number;
  bookingId: number;
  trigger: Trigger;
  owner: { id: number; fullName: string; email: string; isVerified: boolean };
}

/** Mails in the words of who made the workflow. */
@Injectable()
export class StepMailer {
  constructor(
    private readonly identity: IdentityApi,
    private readonly scheduling: SchedulingApi,
    private readonly mailer: Mailer,
    private readonly stops: MailStops,
    private readonly config: Config,
  ) {}

  /** False where its budget is used up, or its reader wants none. */
  async send(tx: Tx, step: MailedStep, to: StepAddressee, { subject, body }: StepContent): Promise<boolean> {
    const stop = this.stops.linkFor({ address: to.email, kind: WORKFLOW_KIND, personId: to.personId });
    const letter = renderLetter(this.config.siteName, {
      to: to.email,
      cause: await this.causeOf(tx, step, to),
      subject: subject ?? '',
      paragraphs: (body ?? '').split(/\n[^\S\n]*\n/).filter((part) => part.trim() !== ''),
      footer: `${step.owner.fullName} has this sent about bookings. Stop mails like this one: ${stop!.url}`,
    });
    return this.mailer.send({ ...letter, dedupeKey: `workflow-step:${step.id}`, stop }, tx);
  }

  private async causeOf(
    tx: Tx,
    { owner, bookingId, trigger }: MailedStep,
    to: StepAddressee,
  ): Promise<MailCause> {
    if (to.role === 'organizer' || to.email === owner.email) return 'reader';
    if (to.role === 'invitee') {
      if (!CAUSED_BY_BOOKING.has(trigger)) return 'reader';
      const card = (await this.scheduling.appointmentCards(tx, [bookingId])).get(bookingId);
      return card?.bookedFrom ? { network: card.bookedFrom } : 'reader';
    }
    const known = await this.identity.idsByVerifiedEmail([to.email], tx);
    return { senderId: owner.id, isVerified: owner.isVerified, toStranger: known.size === 0 };
  }
}
