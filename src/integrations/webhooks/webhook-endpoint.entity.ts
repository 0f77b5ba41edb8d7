import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export const EVERYTHING = '*';
const BOTH_SIGN_FOR_MS = 24 * 3_600_000;

/** What its owner decides. */
export type EndpointTerms = Pick<WebhookEndpoint, 'url' | 'events' | 'description' | 'isActive'>;

/** Where somebody's program is told of what becomes of their bookings, payments and events. */
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
  url: string;

  @Column('text', { array: true })
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

  static of(ownerId: number, terms: EndpointTerms, secret: Buffer, now: Date): WebhookEndpoint {
    const signing = { secret, previousSecret: null, previousSecretUntil: null };
    const health = { failingSince: null, warnedAt: null };
    return Object.assign(new WebhookEndpoint(), {
      ...{ ownerId, ...terms, ...signing, ...health },
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
