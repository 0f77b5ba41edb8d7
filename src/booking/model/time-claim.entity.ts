import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A live booking's hold on one person's time: the *core* is the meeting itself, the *guard* is the core widened
 * by its buffers. `time_claims_no_overlap` lets no core meet another claim's guard, which is the buffer rule.
 */
@Entity({ schema: 'booking', name: 'time_claims' })
export class TimeClaim {
  @PrimaryColumn('bigint')
  bookingId: number;

  @PrimaryColumn('bigint')
  personId: number;

  @PrimaryColumn('text')
  kind: 'core' | 'guard';

  /** The booking's id, or minus the id of the offer whose session several bookings share. */
  @Column('bigint')
  claim: number;

  /** PostgreSQL's text of the range, half-open. */
  @Column('tstzrange')
  during: string;
}
