import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import { PlannerService } from './planner.service.js';
import { PlanningRepository, TO_PLAN } from './planning.repository.js';

const EVERY_MS = 1_000;
const AT_ONCE = 200;

/** Plans workflows that were made or changed for what is booked already, a portion of bookings at a time. */
@Injectable()
export class ReplanningProcessor {
  constructor(
    private readonly db: Database,
    private readonly planning: PlanningRepository,
    private readonly planner: PlannerService,
    private readonly clock: Clock,
  ) {}

  @Every(EVERY_MS, TO_PLAN)
  async planAnew(signal?: AbortSignal): Promise<void> {
    while ((await this.db.transaction((tx) => this.planSome(tx))) && !signal?.aborted);
  }

  private async planSome(tx: Tx): Promise<boolean> {
    const workflow = await this.planning.nextToPlan(tx);
    if (!workflow) return false;
    const isMeant = workflow.isActive && workflow.isByTheClock;
    const ids = isMeant ? await this.planning.bookingsToPlan(tx, workflow, this.clock.now(), AT_ONCE) : [];
    if (ids.length > 0) await this.planner.planAnew(tx, workflow, ids);
    await this.planning.plannedUpTo(tx, workflow, ids.length === AT_ONCE ? ids.at(-1)! : null);
    return true;
  }
}
