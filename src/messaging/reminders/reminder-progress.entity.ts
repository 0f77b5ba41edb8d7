import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row that says up to which moment reminders were sent. */
@Entity({ schema: 'messaging', name: 'reminder_progress' })
export class ReminderProgress {
  @PrimaryColumn('boolean', { default: true, primaryKeyConstraintName: 'reminder_progress_pkey' })
  readonly onlyRow: boolean;

  @Column('timestamptz')
  upTo: Date;
}
