import { Injectable } from '@nestjs/common';
import { IdentityApi, type Contact } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { SchedulingApi, type AppointmentRow } from '../../scheduling/scheduling.api.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import type { Workflow, WorkflowAction } from '../workflows/workflow.entity.js';
import { WorkflowsQueries } from '../workflows/workflows.queries.js';
import type {
  ExecutionResponse,
  ExecutionsQuery,
  TestedActionResponse,
  WorkflowTestRequest,
  WorkflowTestResponse,
} from './executions.dto.js';
import { ExecutionsQueries } from './executions.queries.js';
import { dueOf, fits } from '../workflow-runs/run-plan.policy.js';
import { addresseeOf, type StepAddressee } from './step-addressees.policy.js';
import { linkFor, stepContent, templateValues } from './step-content.policy.js';

/** What workflows did, and what they would do. */
@Injectable()
export class ExecutionsService {
  constructor(
    private readonly db: Database,
    private readonly workflows: WorkflowsQueries,
    private readonly executions: ExecutionsQueries,
    private readonly identity: IdentityApi,
    private readonly scheduling: SchedulingApi,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Another's workflow is `NotFound`. */
  async list(caller: Caller, id: number, query: ExecutionsQuery): Promise<Page<ExecutionResponse>> {
    const { id: own } = await this.workflows.get(caller.id, id);
    return this.executions.list(own, query);
  }

  /** Sends and records nothing. Another's workflow or booking is `NotFound`. */
  async test(caller: Caller, id: number, { booking_id }: WorkflowTestRequest): Promise<WorkflowTestResponse> {
    const workflow = await this.workflows.get(caller.id, id);
    const now = this.clock.now();
    const appointment = (await this.scheduling.appointmentsOf(this.db, [booking_id], now)).get(booking_id);
    if (appointment?.hostId !== caller.id) throw new NotFound('The booking');
    if (!fits(workflow, appointment)) return { matched: false, actions: [] };
    const owner = (await this.identity.contactsOf([caller.id])).get(caller.id)!;
    const due = dueOf(workflow, appointment, now);
    const actions = workflow.actions.map((action, n) =>
      this.tested(workflow, action, appointment, owner, due[n]!),
    );
    return { matched: true, actions };
  }

  private tested(
    workflow: Workflow,
    action: WorkflowAction,
    appointment: AppointmentRow,
    owner: Contact,
    scheduledFor: Date,
  ): TestedActionResponse {
    const { type, url } = action;
    const to = addresseeOf(action, appointment, owner);
    const values = templateValues(appointment, to, linkFor(to, appointment, this.config.frontendUrl));
    const content = stepContent(action, workflow, values);
    return { type, to: reachedAt(action, to), ...content, url, scheduled_for: scheduledFor };
  }
}

function reachedAt({ type, to }: WorkflowAction, { email, phone }: StepAddressee): string | null {
  if (type === 'email') return email || null;
  return type === 'sms' ? phone : to;
}
