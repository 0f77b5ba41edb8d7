import { Injectable } from '@nestjs/common';
import { BookingApi } from '../../booking/booking.api.js';
import { IdentityApi, type Contact } from '../../identity/identity.api.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Logger } from '../../platform/observability/logger.js';
import { Texts, type TextOutcome } from '../../platform/sms/texts.js';
import { SchedulingApi, type AppointmentRow } from '../../scheduling/scheduling.api.js';
import { Clock } from '../../shared/clock.js';
import { NotifierService } from '../delivery/notifier.service.js';
import { NotificationPreferences } from '../preferences/notification-preferences.policy.js';
import { PreferencesRepository } from '../preferences/preferences.repository.js';
import type { Workflow, WorkflowAction } from '../workflows/workflow.entity.js';
import { fits, isStillTrue } from '../workflow-runs/run-plan.policy.js';
import { addresseeOf, type StepAddressee } from './step-addressees.policy.js';
import { linkFor, stepContent, templateValues, type StepContent } from './step-content.policy.js';
import { StepWebhookService, webhookBody, type WebhookCall } from './step-webhook.service.js';
import { StepMailer, WORKFLOW_KIND } from './step.mail.js';
import { textKey, StepsRepository, type DueStep, type StepEnd } from './steps.repository.js';

interface Outcome {
  status: StepEnd | 'running';
  error: string | null;
}

interface ReadyStep {
  step: DueStep;
  owner: Contact;
  contacts: ReadonlyMap<number, Contact>;
  workflow: Workflow;
  action: WorkflowAction;
  appointment: AppointmentRow;
}

const DONE: Outcome = { status: 'succeeded', error: null };
const WITHDRAWN: Outcome = { status: 'cancelled', error: null };
const HANDED_OVER: Outcome = { status: 'running', error: null };
const WITHOUT_TEXT: Record<Exclude<TextOutcome, 'queued'>, string> = {
  off: 'No text messages are sent here.',
  unverified: 'Left out: the organizer has proven no e-mail address.',
  over: 'Left out: too many text messages in a day.',
};
const skipped = (error: string): Outcome => ({ status: 'skipped', error });

/** Does one step: what it writes and that it is done are one transaction, so that it is done once. */
@Injectable()
export class StepRunnerService {
  private readonly logger = new Logger(StepRunnerService.name);

  constructor(
    private readonly db: Database,
    private readonly steps: StepsRepository,
    private readonly identity: IdentityApi,
    private readonly booking: BookingApi,
    private readonly scheduling: SchedulingApi,
    private readonly preferences: PreferencesRepository,
    private readonly notifier: NotifierService,
    private readonly texts: Texts,
    private readonly mails: StepMailer,
    private readonly webhooks: StepWebhookService,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Answers what is still to be called, once it is known that nobody else calls it. */
  async run(id: number): Promise<WebhookCall | null> {
    try {
      return await this.db.transaction((tx) => this.perform(tx, id));
    } catch (error) {
      this.logger.error('A step of a workflow failed; it will be tried again', error, { step_id: id });
      await this.steps.fail(id, 'Something failed here.', this.clock.now());
      return null;
    }
  }

  async call(call: WebhookCall): Promise<void> {
    const problem = await this.webhooks.call(call).catch((error: unknown) => {
      this.logger.error('A webhook of a workflow failed here', error, { step_id: call.stepId });
      return 'Something failed here.';
    });
    const now = this.clock.now();
    await (problem === null
      ? this.steps.succeed(call.stepId, now)
      : this.steps.fail(call.stepId, problem, now));
  }

  /** Locks accounts, the workflow, the booking and the step: nothing of it changes before the commit. */
  private async perform(tx: Tx, id: number): Promise<WebhookCall | null> {
    const step = await this.steps.find(tx, id);
    if (!step) return null;
    const { ownerId, bookingId } = step;
    const invitee = (await this.appointmentOf(tx, bookingId))?.personId;
    const contacts = await this.identity.lockContacts(tx, invitee ? [ownerId, invitee] : [ownerId]);
    const workflow = await this.steps.lockWorkflow(tx, step.workflowId);
    await this.booking.lockBooking(tx, bookingId);
    const now = this.clock.now();
    if (!workflow || !(await this.steps.claim(tx, id, workflow.revision, now))) return null;
    const appointment = await this.appointmentOf(tx, bookingId);
    const outcome = await this.outcomeOf(tx, { step, workflow, contacts, appointment });
    if ('url' in outcome) await this.steps.start(tx, id, now);
    else await this.steps.finish(tx, id, outcome, now);
    return 'url' in outcome ? outcome : null;
  }

  private async appointmentOf(tx: Tx, id: number): Promise<AppointmentRow | undefined> {
    return (await this.scheduling.appointmentsOf(tx, [id], this.clock.now())).get(id);
  }

  private async outcomeOf(
    tx: Tx,
    {
      step,
      workflow,
      contacts,
      appointment,
    }: Pick<ReadyStep, 'step' | 'workflow' | 'contacts'> & {
      appointment: AppointmentRow | undefined;
    },
  ): Promise<Outcome | WebhookCall> {
    const owner = contacts.get(step.ownerId);
    const action = workflow.actions.find(({ key }) => key === step.action);
    const isMeant = workflow.isActive && workflow.deletedAt === null && owner?.isActive;
    if (!isMeant || !action || !appointment || !isStillTrue(step, appointment)) return WITHDRAWN;
    if (step.trigger === 'before_booking' && isOvertaken(step, appointment, this.clock.now()))
      return skipped('The booking had begun.');
    if (!fits(workflow, appointment)) return skipped('Its conditions did not hold any more.');
    return this.act(tx, { step, owner, contacts, workflow, action, appointment });
  }

  private async act(tx: Tx, ready: ReadyStep): Promise<Outcome | WebhookCall> {
    const { step, action, appointment, owner, workflow } = ready;
    if (action.type === 'webhook') {
      const body = webhookBody(step.trigger, appointment);
      return { stepId: step.id, workflowId: workflow.id, url: action.url!, body };
    }
    const to = addresseeOf(action, appointment, owner);
    const values = templateValues(appointment, to, linkFor(to, appointment, this.config.frontendUrl));
    const content = stepContent(action, workflow, values);
    switch (action.type) {
      case 'email':
        return this.mail(tx, ready, to, content);
      case 'notification':
        return this.notify(tx, ready, to, content);
      case 'sms':
        return this.text(tx, ready, to, content);
    }
  }

  private async mail(tx: Tx, { step, owner, contacts }: ReadyStep, to: StepAddressee, content: StepContent) {
    if (to.email === '') return skipped('There is no address.');
    const reader = to.personId === null ? undefined : contacts.get(to.personId);
    if (reader && !(await this.wantsMail(tx, reader))) return skipped('Its reader wants no such mails.');
    const isQueued = await this.mails.send(tx, { ...step, owner }, to, content);
    return isQueued ? DONE : skipped('Left out: too many mails, or none are wanted there.');
  }

  private async wantsMail(tx: Tx, reader: Contact): Promise<boolean> {
    const preferences = new NotificationPreferences(await this.preferences.chosenBy([reader.id], tx));
    return preferences.wantsMail(reader, WORKFLOW_KIND);
  }

  /** It goes on until the text message was taken, or given up. */
  private async text(tx: Tx, { step, owner }: ReadyStep, { phone }: StepAddressee, { body }: StepContent) {
    if (phone === null) return skipped('There is no number that can be reached.');
    const text = { sender: owner, to: phone, body: body ?? '', dedupeKey: textKey(step.id) };
    const [outcome] = await this.texts.send(tx, [text]);
    return outcome === 'queued' ? HANDED_OVER : skipped(WITHOUT_TEXT[outcome!]);
  }

  private async notify(
    tx: Tx,
    { step }: ReadyStep,
    { personId }: StepAddressee,
    { subject, body }: StepContent,
  ) {
    if (personId === null) return skipped('The invitee has no account.');
    const about = { subject: `booking:${step.bookingId}`, occurrence: `step:${step.id}`, event: null };
    const notification = {
      ...{ ...about, kind: WORKFLOW_KIND, to: { people: [personId] }, relatedId: step.bookingId, silent: true },
      ...{ title: subject ?? '', message: () => body ?? '', link: `/bookings/${step.bookingId}` },
    };
    await this.notifier.notify(tx, [{ ...notification, at: this.clock.now() }]);
    return DONE;
  }
}

/** The service was away for long: nobody is told that something begins that has. */
function isOvertaken({ dueAt }: DueStep, { startsAt }: AppointmentRow, now: Date): boolean {
  return dueAt < startsAt && startsAt <= now;
}
