import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A change that no frame tells of yet. */
@Entity({ schema: 'realtime', name: 'slot_changes' })
export class PendingSlotChange {
  @PrimaryGeneratedColumn('identity', {
    ...{ type: 'bigint', generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'slot_changes_pkey' },
  })
  readonly id: number;

  @Column('bigint')
  hostId: number;

  @Column('bigint', { nullable: true })
  typeId: number | null;

  @Column('timestamptz', { nullable: true })
  startsFrom: Date | null;

  @Column('timestamptz', { nullable: true })
  startsTo: Date | null;

  @Column('boolean')
  alsoClosed: boolean;

  @Column('timestamptz')
  occurredAt: Date;
}

/** When a frame of a host was written last, by the database's clock. */
@Entity({ schema: 'realtime', name: 'slot_frames' })
export class LastSlotFrame {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'slot_frames_pkey' })
  readonly hostId: number;

  @Column('timestamptz')
  writtenAt: Date;
}
