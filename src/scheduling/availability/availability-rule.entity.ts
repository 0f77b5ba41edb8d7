import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export interface RuleTimes {
  dayOfWeek: number;
  opens: string;
  closes: string;
}

/** When somebody can be met each week. */
@Entity({ schema: 'scheduling', name: 'availability_rules' })
export class AvailabilityRule {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'availability_rules_pkey',
  })
  readonly id: number;

  @Column('bigint')
  ownerId: number;

  @Column('smallint')
  dayOfWeek: number;

  @Column('time')
  opens: string;

  @Column('time')
  closes: string;

  static of(ownerId: number, times: RuleTimes): AvailabilityRule {
    return Object.assign(new AvailabilityRule(), { ownerId, ...times });
  }

  change({ dayOfWeek = this.dayOfWeek, opens = this.opens, closes = this.closes }: Partial<RuleTimes>): void {
    this.dayOfWeek = dayOfWeek;
    this.opens = opens;
    this.closes = closes;
  }
}
