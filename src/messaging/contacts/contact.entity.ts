import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

export const CONTACT_SOURCES = ['booking', 'manual', 'import', 'incoming'] as const;
export type ContactSource = (typeof CONTACT_SOURCES)[number];

type ContactChange = Partial<
  Pick<
    Contact,
    | 'email'
    | 'name'
    | 'phone'
    | 'company'
    | 'notes'
    | 'tags'
    | 'tagKeys'
    | 'timezone'
    | 'bookingsCount'
    | 'lastBookingAt'
  >
>;

/** Somebody in a person's address book. */
@Entity({ schema: 'messaging', name: 'contacts' })
@Unique('contacts_once', ['ownerId', 'email'])
export class Contact {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'contacts_pkey',
  })
  readonly id: number;

  @Column('bigint')
  ownerId: number;

  /** Canonical. */
  @Column('text')
  email: string;

  @Column('text')
  name: string;

  @Column('text')
  phone: string;

  @Column('text')
  company: string;

  @Column('text')
  notes: string;

  @Column('text', { array: true, default: [] })
  tags: string[];

  /** What they are found by. */
  @Column('text', { array: true, default: [] })
  tagKeys: string[];

  @Column('text', { nullable: true })
  timezone: string | null;

  @Column('text')
  source: ContactSource;

  /** A booking brought it, so that a later one may change it. */
  @Column('boolean', { default: false })
  isNameBooked: boolean;

  @Column('boolean', { default: false })
  isTimezoneBooked: boolean;

  /** All that were made, cancelled ones too. */
  @Column('bigint', { default: 0 })
  bookingsCount: number;

  /** When the last one was made. */
  @Column('timestamptz', { nullable: true })
  lastBookingAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  /** What the owner writes no booking changes. */
  change(change: ContactChange, at: Date): void {
    Object.assign(this, change);
    this.isNameBooked &&= change.name === undefined;
    this.isTimezoneBooked &&= change.timezone === undefined;
    this.updatedAt = at;
  }
}
