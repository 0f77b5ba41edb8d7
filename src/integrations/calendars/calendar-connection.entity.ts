import { Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { CalendarProviderName } from './calendar-provider.rules.js';

export const CONNECTION_STATUSES = ['syncing', 'active', 'error'] as const;
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number];

/** An account of somebody's with a provider of calendars, or a feed; read every while. */
@Entity({ schema: 'integrations', name: 'calendar_connections' })
@Unique('calendar_connections_once', ['ownerId', 'provider', 'accountKey'])
export class CalendarConnection {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'calendar_connections_pkey',
  })
  readonly id: number;

  @Column('bigint')
  ownerId: number;

  @Column('text')
  provider: CalendarProviderName;

  @Column('text')
  accountKey: string;

  @Column('text', { nullable: true })
  accountEmail: string | null;

  /** `CalendarCredentials` as JSON, encrypted. */
  @Column('bytea')
  sealedCredentials: Buffer;

  @Column('integer', { default: 1 })
  credentialsRevision: number;

  @Column('text')
  status: ConnectionStatus;

  @Column('text', { nullable: true })
  lastError: string | null;

  /** Since the last good reading. */
  @Column('integer', { default: 0 })
  attempts: number;

  @Column('timestamptz')
  nextAttemptAt: Date;

  @Column('timestamptz', { nullable: true })
  lastSyncedAt: Date | null;

  /** That it does not work was told; null once it works again. */
  @Column('timestamptz', { nullable: true })
  toldAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;
}

/** One of the calendars of a connection, as the provider named it at the last reading. */
@Entity({ schema: 'integrations', name: 'calendars' })
@Unique('calendars_once', ['connectionId', 'remoteId'])
export class Calendar {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'calendars_pkey',
  })
  readonly id: number;

  @Column('bigint')
  @ForeignKey(() => CalendarConnection, { name: 'calendars_connection_fkey', onDelete: 'CASCADE' })
  connectionId: number;

  @Column('bigint')
  ownerId: number;

  @Column('text')
  remoteId: string;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  timezone: string | null;

  @Column('boolean')
  isPrimary: boolean;

  @Column('boolean')
  isWritable: boolean;

  @Column('boolean')
  blocks: boolean;

  @Column('boolean')
  writes: boolean;

  /** Where the next reading goes on; null: it reads the whole. */
  @Column('text', { nullable: true })
  cursor: string | null;

  @Column('timestamptz', { nullable: true })
  wholeReadAt: Date | null;
}
