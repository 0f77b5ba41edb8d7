import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { GuardedFetch } from '../../platform/outbound/guarded-fetch.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { SchedulingApi } from '../../scheduling/scheduling.api.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';
import { Faults } from '../../shared/faults.js';
import { phoneNumberFrom } from '../../shared/phone/phone-number.js';
import { webhookSecret } from './webhook-secret.policy.js';
import { clockProblems, PEOPLE, withKeys, type WorkflowInput } from './workflow-terms.policy.js';
import { Workflow, type WorkflowTerms } from './workflow.entity.js';
import {
  toOwnWorkflowResponse,
  toWorkflowInput,
  type OwnWorkflowResponse,
  type WorkflowChangeRequest,
  type WorkflowRequest,
  type WorkflowResponse,
  type WorkflowsQuery,
} from './workflows.dto.js';
import { WorkflowsQueries } from './workflows.queries.js';
import { WorkflowsRepository } from './workflows.repository.js';

/** What hosts have done by itself. What is changed keeps what it has sent, and plans the rest anew. */
@Injectable()
export class WorkflowsService {
  constructor(
    private readonly db: Database,
    private readonly workflows: WorkflowsRepository,
    private readonly queries: WorkflowsQueries,
    private readonly identity: IdentityApi,
    private readonly scheduling: SchedulingApi,
    private readonly guarded: GuardedFetch,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  list(caller: Caller, query: WorkflowsQuery): Promise<Page<WorkflowResponse>> {
    return this.queries.list(caller.id, query);
  }

  async get(caller: Caller, id: number): Promise<OwnWorkflowResponse> {
    return this.shown(await this.queries.get(caller.id, id));
  }

  /** Refuses others' event types and numbers (400), and with `TooManyWorkflows`. */
  async create(caller: Caller, request: WorkflowRequest): Promise<OwnWorkflowResponse> {
    const { name, trigger } = request;
    const sent = toWorkflowInput(request);
    const faults = new Faults();
    await faults.ask(() => this.refuseAddresses(sent));
    const { offsetMinutes = null, eventTypeIds = [], conditions = [], isActive = true } = sent;
    return this.db.transaction(async (tx) => {
      await faults.ask(() => this.refuseForeign(tx, caller.id, sent));
      faults.refuse();
      const actions = withKeys(sent.actions ?? [], [], 0);
      const terms = { name, trigger, offsetMinutes, eventTypeIds, conditions, isActive, actions };
      const workflow = Workflow.of(caller.id, terms, this.clock.now());
      await this.workflows.insert(tx, workflow);
      return this.shown(workflow);
    });
  }

  /** Changes what is sent. Refuses as `create`. */
  async change(caller: Caller, id: number, request: WorkflowChangeRequest): Promise<OwnWorkflowResponse> {
    const sent = toWorkflowInput(request);
    const faults = new Faults();
    await faults.ask(() => this.refuseAddresses(sent));
    return this.db.transaction(async (tx) => {
      const workflow = await this.workflows.getForUpdate(tx, caller.id, id);
      await faults.ask(() => this.refuseForeign(tx, caller.id, sent));
      const terms = changed(workflow, sent);
      faults.add(clockProblems(terms));
      faults.refuse();
      const now = this.clock.now();
      workflow.change(terms, now);
      await this.workflows.update(tx, workflow);
      await this.planAnew(tx, workflow, now);
      return this.shown(workflow);
    });
  }

  remove(caller: Caller, id: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      const workflow = await this.workflows.getForUpdate(tx, caller.id, id);
      const now = this.clock.now();
      workflow.delete(now);
      await this.workflows.update(tx, workflow);
      await this.workflows.withdraw(tx, id, now);
    });
  }

  private shown(workflow: Workflow): OwnWorkflowResponse {
    return toOwnWorkflowResponse(workflow, (id) => webhookSecret(this.secrets, id));
  }

  private async refuseAddresses({ actions = [] }: WorkflowInput): Promise<void> {
    const found = await Promise.all(
      actions.map(async ({ url }) => (url === null ? null : this.guarded.problemOf(url))),
    );
    const problems: FieldErrors = {};
    found.forEach((problem, n) => {
      if (problem) problems[`actions.${n}.url`] = [problem];
    });
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
  }

  private async planAnew(tx: Tx, workflow: Workflow, now: Date): Promise<void> {
    if (!workflow.isActive) await this.workflows.withdraw(tx, workflow.id, now);
    else if (!workflow.isByTheClock) await this.workflows.planAnew(tx, workflow, now);
  }

  private async refuseForeign(tx: Tx, ownerId: number, { eventTypeIds = [], actions = [] }: WorkflowInput) {
    const problems: FieldErrors = {};
    const own = await this.scheduling.ownEventTypes(tx, ownerId, eventTypeIds);
    const foreign = eventTypeIds.filter((id) => !own.has(id));
    if (foreign.length > 0) problems.eventTypeIds = [`You have no event type ${foreign.join(', ')}.`];
    const numbers = actions.map(({ type, to }) =>
      type === 'sms' && !(PEOPLE as readonly string[]).includes(to ?? '') ? to : null,
    );
    if (numbers.some((number) => number !== null)) {
      const contact = (await this.identity.contactsOf([ownerId], tx)).get(ownerId);
      const ownNumber = phoneNumberFrom(contact?.phone ?? '');
      numbers.forEach((number, n) => {
        if (number !== null && number !== ownNumber)
          problems[`actions.${n}.to`] = ['Of numbers only your own is taken, as your profile has it.'];
      });
    }
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
  }
}

function changed(before: Workflow, sent: WorkflowInput): WorkflowTerms {
  const { actions, offsetMinutes = before.offsetMinutes, ...others } = sent;
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  const { name, trigger, eventTypeIds, conditions, isActive, lastActionKey } = before;
  return {
    ...{ name, trigger, eventTypeIds, conditions, isActive },
    ...given,
    offsetMinutes,
    actions: actions ? withKeys(actions, before.actions, lastActionKey) : before.actions,
  };
}
