import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';
import { isTooFarAway, isTooLong } from '../../shared/time-range.js';

export interface SlotTimes {
  startsAt: Date;
  endsAt: Date;
}

/**
 * A stretch of time of a category that can be booked; its seats are booking's offer of kind `slot` with this
 * id. A deleted one stays, without being listed, for the bookings it once had.
 */
@Entity({ schema: 'scheduling', name: 'timeslots' })
export class Timeslot {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'timeslots_pkey',
  })
  readonly id: number;

  /** Null only for a deleted slot whose category is gone too. */
  @Column({ type: 'bigint', nullable: true })
  categoryId: number | null;

  @Column({ type: 'timestamptz' })
  startsAt: Date;

  @Column({ type: 'timestamptz' })
  endsAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  deletedAt: Date | null;

  /** Refuses a start in the past and an end that is not after the start. */
  static at(categoryId: number, { startsAt, endsAt }: SlotTimes, now: Date): Timeslot {
    const slot = new Timeslot();
    slot.categoryId = categoryId;
    slot.setTimes({ startsAt, endsAt }, now);
    return slot;
  }

  /** Whether anything changed; refuses what a new slot would be refused, and a slot that is over. */
  move({ startsAt = this.startsAt, endsAt = this.endsAt }: Partial<SlotTimes>, now: Date): boolean {
    if (+startsAt === +this.startsAt && +endsAt === +this.endsAt) return false;
    // Its seats were used at its old time, by bookings that stay there.
    if (this.endsAt <= now)
      throw new InvalidInput({ startsAt: ['This time slot is over. Make a new one instead.'] });
    this.setTimes({ startsAt, endsAt }, now);
    return true;
  }

  /** Whether it was in another one. */
  setCategory(categoryId: number): boolean {
    const isOther = categoryId !== this.categoryId;
    this.categoryId = categoryId;
    return isOther;
  }

  delete(now: Date): void {
    this.deletedAt = now;
  }

  private setTimes({ startsAt, endsAt }: SlotTimes, now: Date): void {
    const errors = slotTimeProblems({ startsAt, endsAt }, now, this.startsAt);
    if (Object.keys(errors).length > 0) throw new InvalidInput(errors);
    this.startsAt = startsAt;
    this.endsAt = endsAt;
  }
}

/** A start may stay where it is. Of one time alone, what is wrong with it by itself. */
export function slotTimeProblems(
  { startsAt, endsAt }: Partial<SlotTimes>,
  now: Date,
  previousStart?: Date,
): FieldErrors {
  const problems: FieldErrors = {};
  if (startsAt && startsAt <= now && +startsAt !== +(previousStart ?? 0))
    problems.startsAt = ['Start time must be in the future.'];
  if (!endsAt) return problems;
  if (startsAt && endsAt <= startsAt) problems.endsAt = ['End time must be after the start time.'];
  else if (isTooFarAway(endsAt)) problems.endsAt = ['It is too far away.'];
  else if (startsAt && isTooLong(startsAt, endsAt))
    problems.endsAt = ['It lies more than ten years after the start.'];
  else if (endsAt <= now) problems.endsAt = ['End time must be in the future.'];
  return problems;
}
