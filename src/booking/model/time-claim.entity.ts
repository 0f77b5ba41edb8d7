import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A live booking's hold on a person's time; `time_claims_no_overlap`: no core meets another claim's guard. */
@Entity({ schema: 'booking', name: 'time_claims' })
export class TimeClaim {
  @PrimaryColumn('bigint')
  bookingId: number;

  @PrimaryColumn('bigint')
  personId: number;

  /** The meeting itself, or the meeting widened by its buffers. */
  @PrimaryColumn('text')
  kind: 'core' | 'guard';

  /** The booking's id, or minus the id of the offer whose session several bookings share. */
  @Column('bigint')
  claim: number;

  /** PostgreSQL's text of the range, half-open; `empty` of a no-show, which may be taken back. */
  @Column('tstzrange')
  during: string;
}
