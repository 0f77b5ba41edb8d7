import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { SchedulingApi, type AppointmentRow } from '../../scheduling/scheduling.api.js';
import { Clock } from '../../shared/clock.js';
import type { Workflow } from '../workflows/workflow.entity.js';
import { PlanningRepository } from './planning.repository.js';
import {
  clockRun,
  fits,
  isReplaced,
  isStillTrue,
  latestMoves,
  occasionRun,
  plannedKey,
  type Occasion,
  type PlannedRun,
} from './run-plan.policy.js';

const SECOND_MS = 1_000;

/** Something became of a booking, by the database's clock. */
export interface BookingChange {
  bookingId: number;
  hostId: number;
  happenedAt: Date;
  occasions: Pick<Occasion, 'trigger' | 'occurrence'>[];
}

/** Derives what is due of bookings from what they are now, in whatever order it hears of their changes. */
@Injectable()
export class PlannerService {
  constructor(
    private readonly planning: PlanningRepository,
    private readonly scheduling: SchedulingApi,
    private readonly clock: Clock,
  ) {}

  async follow(tx: Tx, changes: BookingChange[]): Promise<void> {
    const owners = [...new Set(changes.map(({ hostId }) => hostId))];
    const workflows = await this.planning.lockOfOwners(tx, owners);
    if (workflows.length === 0) return;
    const ids = [...new Set(changes.map(({ bookingId }) => bookingId))];
    const serverNow = await this.planning.lockBookings(tx, ids);
    const now = this.clock.now();
    const toOwnClock = (at: Date) => {
      const ago = Math.max(0, Math.floor((serverNow.getTime() - at.getTime()) / SECOND_MS));
      return new Date(now.getTime() - ago * SECOND_MS);
    };
    const since = new Map<number, Date>();
    for (const { bookingId, happenedAt } of changes) {
      const at = toOwnClock(happenedAt);
      since.set(bookingId, new Date(Math.max(at.getTime(), since.get(bookingId)?.getTime() ?? 0)));
    }
    const occasions = changes.flatMap(({ bookingId, happenedAt, occasions: those }) =>
      those.map((occasion) => ({ ...occasion, bookingId, at: toOwnClock(happenedAt) })),
    );
    await this.plan(tx, workflows, { ids, occasions, since: (id) => since.get(id) ?? now });
  }

  /** A workflow that was changed, which the caller has locked. */
  async planAnew(tx: Tx, workflow: Workflow, ids: number[]): Promise<void> {
    await this.planning.lockBookings(tx, ids);
    const now = this.clock.now();
    await this.plan(tx, [workflow], { ids, occasions: [], since: () => now });
  }

  private async plan(
    tx: Tx,
    workflows: Workflow[],
    asked: { ids: number[]; occasions: Occasion[]; since: (id: number) => Date },
  ): Promise<void> {
    const { ids, occasions, since } = asked;
    const now = this.clock.now();
    const appointments = await this.scheduling.appointmentsOf(tx, ids, now);
    const pairs = workflows.flatMap((workflow) =>
      [...appointments.values()]
        .filter((appointment) => appointment.hostId === workflow.ownerId && fits(workflow, appointment))
        .map((appointment) => ({ workflow, appointment })),
    );
    const byTheClock = pairs.flatMap(
      ({ workflow, appointment }) => clockRun(workflow, appointment, since(appointment.id!)) ?? [],
    );
    const atOnce = pairs.flatMap(({ workflow, appointment }) =>
      occasions
        .filter(({ bookingId, trigger }) => bookingId === appointment.id && trigger === workflow.trigger)
        .map((occasion) => occasionRun(workflow, occasion)),
    );
    await this.planning.keep(tx, atOnce, now, { byTheClock: false });
    await this.withdraw(tx, workflows, appointments, occasions, [...byTheClock, ...atOnce]);
    await this.planning.keep(tx, byTheClock, now, { byTheClock: true });
  }

  private async withdraw(
    tx: Tx,
    workflows: Workflow[],
    appointments: ReadonlyMap<number, AppointmentRow>,
    occasions: Occasion[],
    planned: PlannedRun[],
  ): Promise<void> {
    const byId = new Map(workflows.map((workflow) => [workflow.id, workflow]));
    const open = await this.planning.open(tx, [...byId.keys()], [...appointments.keys()]);
    const kept = new Set(planned.map(plannedKey));
    const latest = latestMoves([...occasions, ...open]);
    const gone = open.filter((step) => {
      const workflow = byId.get(step.workflowId)!;
      if (step.trigger !== workflow.trigger) return true;
      const isKept = kept.has(plannedKey(step));
      if (workflow.isByTheClock) return !isKept;
      if (isReplaced(step, latest)) return true;
      return !isKept && !isStillTrue(step, appointments.get(step.bookingId)!);
    });
    await this.planning.withdraw(
      tx,
      gone.map(({ id }) => id),
      this.clock.now(),
    );
  }
}
