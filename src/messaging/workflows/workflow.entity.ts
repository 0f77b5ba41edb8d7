import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { WorkflowCondition } from './workflow-conditions.policy.js';

export const TRIGGERS = [
  'booking_created',
  'booking_confirmed',
  'booking_cancelled',
  'booking_rescheduled',
  'booking_completed',
  'booking_no_show',
  'before_booking',
  'after_booking',
] as const;
export type Trigger = (typeof TRIGGERS)[number];

export const ACTION_TYPES = ['email', 'sms', 'notification', 'webhook'] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

export interface WorkflowAction {
  /** Stays while the action does what it did, wherever it stands: what is sent is not sent again. */
  key: number;
  type: ActionType;
  /** `invitee`, `organizer`, an address or a number; null of a webhook. */
  to: string | null;
  subject: string | null;
  body: string | null;
  url: string | null;
  delayMinutes: number;
}

/** What a host has done by itself when something becomes of a booking, or some time before or after it. */
@Entity({ schema: 'messaging', name: 'workflows' })
export class Workflow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'workflows_pkey',
  })
  id: number;

  @Column('bigint')
  ownerId: number;

  @Column('text')
  name: string;

  @Column('text')
  trigger: Trigger;

  /** From the start back, or from the end on. */
  @Column('integer', { nullable: true })
  offsetMinutes: number | null;

  /** Empty: all of them. */
  @Column('bigint', { array: true, default: [] })
  eventTypeIds: number[];

  @Column('jsonb', { default: [] })
  conditions: WorkflowCondition[];

  @Column('jsonb')
  actions: WorkflowAction[];

  /** The highest that was ever given. */
  @Column('integer')
  lastActionKey: number;

  @Column('boolean', { default: true })
  isActive: boolean;

  /** Counts the changes: what was planned for an earlier one is not done. */
  @Column('integer', { default: 1 })
  revision: number;

  /** Up to which booking it was planned anew after a change; null: up to the last. */
  @Column('bigint', { nullable: true })
  plannedUpTo: number | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  @Column('timestamptz', { nullable: true })
  deletedAt: Date | null;

  static of(ownerId: number, terms: WorkflowTerms, now: Date): Workflow {
    const counts = { lastActionKey: highest(terms.actions), revision: 1, plannedUpTo: firstOf(terms) };
    const times = { createdAt: now, updatedAt: now, deletedAt: null };
    return Object.assign(new Workflow(), { ownerId, ...terms, ...counts, ...times });
  }

  /** Everything of it is planned anew. */
  change(terms: WorkflowTerms, now: Date): void {
    const lastActionKey = Math.max(this.lastActionKey, highest(terms.actions));
    const revision = this.revision + 1;
    Object.assign(this, { ...terms, lastActionKey, revision, plannedUpTo: firstOf(terms), updatedAt: now });
  }

  delete(now: Date): void {
    Object.assign(this, { deletedAt: now, plannedUpTo: null });
  }

  isOf(eventTypeId: number): boolean {
    return this.eventTypeIds.length === 0 || this.eventTypeIds.includes(eventTypeId);
  }

  get isByTheClock(): boolean {
    return isByTheClock(this.trigger);
  }
}

/** All that its owner decides. */
export type WorkflowTerms = Pick<
  Workflow,
  'name' | 'trigger' | 'offsetMinutes' | 'eventTypeIds' | 'conditions' | 'actions' | 'isActive'
>;

/** What events set off needs no planning for what is booked. */
function firstOf({ isActive, trigger }: WorkflowTerms): number | null {
  return isActive && isByTheClock(trigger) ? 0 : null;
}

function isByTheClock(trigger: Trigger): boolean {
  return trigger === 'before_booking' || trigger === 'after_booking';
}

function highest(actions: readonly WorkflowAction[]): number {
  return Math.max(0, ...actions.map(({ key }) => key));
}
