import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export const EVERYTHING = '*';
const BOTH_SIGN_FOR_MS = 24 * 3_600_000;

export const WEBHOOK_DIRECTIONS = ['outgoing', 'incoming'] as const;
export type WebhookDirection = (typeof WEBHOOK_DIRECTIONS)[number];

/** What its owner decides. */
export type EndpointTerms = Pick<WebhookEndpoint, 'url' | 'events' | 'description' | 'isActive'>;

/** Where somebody's program is told of bookings, payments and events, or, incoming, tells something itself. */
@Entity({ schema: 'integrations', name: 'webhook_endpoints' })
export class WebhookEndpoint {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'webhook_endpoints_pkey',
  })
  id: number;

  @Column('bigint')
  ownerId: number;

  @Column('text')
  direction: WebhookDirection;

  /** Null where it is told: that address is made of its key. */
  @Column('text', { nullable: true })
  url: string | null;

  @Column('text', { nullable: true })
  endpointKey: string | null;

  @Column('text', { array: true, default: [] })
  events: string[];

  @Column('text', { default: '' })
  description: string;

  @Column('boolean', { default: true })
  isActive: boolean;

  /** Encrypted, as is the previous one, which signs too for a day. */
  @Column('bytea')
  secret: Buffer;

  @Column('bytea', { nullable: true })
  previousSecret: Buffer | null;

  @Column('timestamptz', { nullable: true })
  previousSecretUntil: Date | null;

  /** The first failure since the last success. */
  @Column('timestamptz', { nullable: true })
  failingSince: Date | null;

  @Column('timestamptz', { nullable: true })
  warnedAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  static of(
    ownerId: number,
    terms: EndpointTerms & { endpointKey: string | null },
    secret: Buffer,
    now: Date,
  ): WebhookEndpoint {
    const direction = terms.endpointKey === null ? 'outgoing' : 'incoming';
    const signing = { secret, previousSecret: null, previousSecretUntil: null };
    const health = { failingSince: null, warnedAt: null };
    return Object.assign(new WebhookEndpoint(), {
      ...{ ownerId, direction, ...terms, ...signing, ...health },
      ...{ createdAt: now, updatedAt: now },
    });
  }

  /** What is switched on again, or leads elsewhere, has not failed yet. */
  change(terms: EndpointTerms, now: Date): void {
    const isAnother = terms.url !== this.url || (terms.isActive && !this.isActive);
    Object.assign(this, terms, isAnother && { failingSince: null, warnedAt: null }, { updatedAt: now });
  }

  rotate(secret: Buffer, now: Date): void {
    this.previousSecret = this.secret;
    this.previousSecretUntil = new Date(now.getTime() + BOTH_SIGN_FOR_MS);
    this.secret = secret;
    this.updatedAt = now;
  }
}
