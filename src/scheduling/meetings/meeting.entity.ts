import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a meeting is about; who meets, when, and how it stands is its booking's. */
@Entity({ schema: 'scheduling', name: 'meetings' })
export class Meeting {
  /** Its booking's. */
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'meetings_pkey' })
  id: number;

  @Column('text')
  title: string;

  @Column('text', { default: '' })
  description: string;

  @Column('bigint')
  categoryId: number;

  /** The start that its people were reminded of. */
  @Column('timestamptz', { nullable: true })
  remindedFor: Date | null;
}
