import { Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Workflow, type ActionType, type Trigger } from './workflow.entity.js';

export const STEP_STATUSES = ['pending', 'running', 'succeeded', 'failed', 'skipped', 'cancelled'] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

/** A workflow that was set off by a booking, once for each occurrence. */
@Entity({ schema: 'messaging', name: 'workflow_runs' })
@Unique('workflow_runs_once', ['workflowId', 'bookingId', 'trigger', 'occurrence'])
export class WorkflowRun {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'workflow_runs_pkey',
  })
  readonly id: number;

  @Column('bigint')
  @ForeignKey(() => Workflow, { name: 'workflow_runs_workflow_fkey', onDelete: 'CASCADE' })
  workflowId: number;

  @Column('bigint')
  bookingId: number;

  @Column('text')
  trigger: Trigger;

  /** By the clock the start that it was planned for, of a move its event; else empty. */
  @Column('text')
  occurrence: string;

  /** From which offset and delays count. */
  @Column('timestamptz')
  anchorAt: Date;

  @Column('timestamptz')
  createdAt: Date;
}

/** One action of a run, which falls due at an instant. */
@Entity({ schema: 'messaging', name: 'workflow_steps' })
@Unique('workflow_steps_once', ['runId', 'action'])
export class WorkflowStep {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'workflow_steps_pkey',
  })
  readonly id: number;

  @Column('bigint')
  @ForeignKey(() => WorkflowRun, { name: 'workflow_steps_run_fkey', onDelete: 'CASCADE' })
  runId: number;

  @Column('bigint')
  workflowId: number;

  @Column('bigint')
  bookingId: number;

  /** Its key in the workflow. */
  @Column('integer')
  action: number;

  @Column('text')
  type: ActionType;

  /** The workflow's, when it was planned. */
  @Column('integer')
  revision: number;

  @Column('text')
  status: StepStatus;

  @Column('timestamptz')
  dueAt: Date;

  @Column('integer', { default: 0 })
  attempts: number;

  @Column('timestamptz')
  nextAttemptAt: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;

  @Column('text', { nullable: true })
  error: string | null;
}
