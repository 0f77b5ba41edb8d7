import { attending, firmSeat, seated, type BookingStatus } from '../../booking/booking.api.js';
import type { AppointmentRow } from '../../scheduling/scheduling.api.js';
import { matches, type ConditionFacts } from '../workflows/workflow-conditions.policy.js';
import type { StepStatus } from '../workflows/workflow-step.entity.js';
import type { ActionType, Trigger, Workflow } from '../workflows/workflow.entity.js';

const MINUTE_MS = 60_000;
export const TOO_LATE = 'Its moment had passed when it was planned.';

/** What sets workflows off that are not by the clock. */
export interface Occasion {
  bookingId: number;
  trigger: Trigger;
  occurrence: string;
  at: Date;
}

export interface PlannedStep {
  action: number;
  type: ActionType;
  dueAt: Date;
  status: Extract<StepStatus, 'pending' | 'skipped'>;
}

export interface PlannedRun {
  workflowId: number;
  bookingId: number;
  trigger: Trigger;
  occurrence: string;
  anchorAt: Date;
  revision: number;
  steps: PlannedStep[];
}

export type Planned = Pick<PlannedRun, 'workflowId' | 'bookingId' | 'trigger' | 'occurrence'>;
type Booked = Pick<AppointmentRow, 'startsAt' | 'endsAt' | 'rescheduleCount'> & { status: string };

const HOLDS: Record<Trigger, (status: string) => boolean> = {
  booking_created: (status) => seated.has(status),
  booking_confirmed: (status) => attending.has(status),
  booking_rescheduled: (status) => seated.has(status),
  booking_cancelled: is('cancelled'),
  booking_completed: is('completed'),
  booking_no_show: is('no_show'),
  before_booking: is('confirmed'),
  after_booking: (status) => firmSeat.has(status),
};

function is(only: BookingStatus) {
  return (status: string) => status === only;
}

/** Whether what was planned is still true of the booking: its state, and by the clock its start. */
export function isStillTrue({ trigger, occurrence }: Pick<Planned, 'trigger' | 'occurrence'>, booking: Booked) {
  if (!HOLDS[trigger](booking.status)) return false;
  const isByTheClock = trigger === 'before_booking' || trigger === 'after_booking';
  return !isByTheClock || occurrence === booking.startsAt.toISOString();
}

export function fits(workflow: Workflow, appointment: AppointmentRow): boolean {
  return workflow.isOf(appointment.eventTypeId) && matches(workflow.conditions, factsOf(appointment));
}

function factsOf(appointment: AppointmentRow): ConditionFacts {
  const { inviteeEmail, inviteeName, customAnswers, quantity } = appointment;
  const { eventTypeId: id, typeSlug: slug, typeName: name } = appointment;
  const eventType = { id, slug, name };
  return { eventType, inviteeEmail, inviteeName, customAnswers, attendeeCount: quantity };
}

/** By the clock, of a booking that stands as it does since `since`: what was due before is left out. */
export function clockRun(workflow: Workflow, appointment: AppointmentRow, since: Date): PlannedRun | null {
  const { trigger, offsetMinutes } = workflow;
  const occurrence = appointment.startsAt.toISOString();
  if (!workflow.isByTheClock || !isStillTrue({ trigger, occurrence }, appointment)) return null;
  const isBefore = trigger === 'before_booking';
  const anchorAt = isBefore ? appointment.startsAt : appointment.endsAt;
  const offset = (isBefore ? -1 : 1) * (offsetMinutes ?? 0);
  const run = runOf(workflow, appointment.id!, { trigger, occurrence, anchorAt }, offset);
  return {
    ...run,
    steps: run.steps.map((step) => (step.dueAt < since ? { ...step, status: 'skipped' } : step)),
  };
}

export function occasionRun(workflow: Workflow, { bookingId, trigger, occurrence, at }: Occasion): PlannedRun {
  return runOf(workflow, bookingId, { trigger, occurrence, anchorAt: at }, 0);
}

/** When an action would be done for a booking, were its trigger now. */
export function dueOf(workflow: Workflow, appointment: AppointmentRow, now: Date): Date[] {
  const by = {
    ...appointment,
    status: workflow.trigger === 'before_booking' ? 'confirmed' : 'completed',
  } as const;
  const at = { bookingId: appointment.id!, trigger: workflow.trigger, occurrence: '', at: now };
  const run = clockRun(workflow, by, now) ?? occasionRun(workflow, at);
  return run.steps.map(({ dueAt }) => dueAt);
}

function runOf(
  { id: workflowId, revision, actions }: Workflow,
  bookingId: number,
  of: Pick<PlannedRun, 'trigger' | 'occurrence' | 'anchorAt'>,
  offsetMinutes: number,
): PlannedRun {
  const steps = actions.map(({ key: action, type, delayMinutes }) => ({
    ...{ action, type, status: 'pending' as const },
    dueAt: new Date(of.anchorAt.getTime() + (offsetMinutes + delayMinutes) * MINUTE_MS),
  }));
  return { workflowId, bookingId, revision, ...of, steps };
}

/** Of each booking the latest move there is, whichever was heard of first. */
export function latestMoves(
  of: readonly Pick<Planned, 'bookingId' | 'trigger' | 'occurrence'>[],
): Map<number, number> {
  const latest = new Map<number, number>();
  for (const { bookingId, trigger, occurrence } of of)
    if (trigger === 'booking_rescheduled')
      latest.set(bookingId, Math.max(Number(occurrence), latest.get(bookingId) ?? 0));
  return latest;
}

/** A later move replaces what an earlier one has still to do. */
export function isReplaced({ bookingId, trigger, occurrence }: Planned, latest: ReadonlyMap<number, number>) {
  return trigger === 'booking_rescheduled' && Number(occurrence) < latest.get(bookingId)!;
}

export function plannedKey({ workflowId, bookingId, trigger, occurrence }: Planned): string {
  return `${workflowId} ${bookingId} ${trigger} ${occurrence}`;
}
