import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** That a person came to a ticketed event; all that it says is as it was when it was issued. */
@Entity({ schema: 'collaboration', name: 'certificates' })
export class Certificate {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'certificates_pkey',
  })
  readonly id: number;

  @Column('bigint')
  eventId: number;

  @Column('bigint')
  personId: number;

  @Column('text')
  certificateNumber: string;

  @Column('bigint')
  organizerId: number;

  @Column('text')
  holderName: string;

  @Column('text')
  organizerName: string;

  @Column('text')
  eventTitle: string;

  @Column('timestamptz')
  eventStartsAt: Date;

  @Column('timestamptz')
  eventEndsAt: Date;

  @Column('text', { default: 'UTC' })
  eventTimezone: string;

  /** A multiple of 15. */
  @Column('integer')
  minutes: number;

  @Column('text', { default: '' })
  skillTags: string;

  @Column('timestamptz')
  issuedAt: Date;

  @Column('timestamptz', { nullable: true })
  downloadedAt: Date | null;

  /** Up by one with each issue: what was corrected in between is said by the next one. */
  @Column('integer', { default: 1 })
  revision: number;

  /** Since when its check-in is undone, or its holder erased; issued again, the number is the same. */
  @Column('timestamptz', { nullable: true })
  withdrawnAt: Date | null;

  get hours(): number {
    return this.minutes / 60;
  }
}

/** The first ones had 6 letters. */
const NUMBER = /^CERT-[1-9]\d{0,15}-[1-9]\d{0,15}-(?:[0-9A-Z]{6}|[0-9A-F]{16})$/;

/** A certificate's number as somebody typed it; null for what cannot be one. */
export function certificateNumberFrom(text: string): string | null {
  const number = text.trim().toUpperCase();
  return NUMBER.test(number) ? number : null;
}
