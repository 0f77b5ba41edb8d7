import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Channel } from '../notifications/notification-kinds.policy.js';

/** What somebody chose for a kind and channel; the kind's default holds where there is no row. */
@Entity({ schema: 'messaging', name: 'preferences' })
export class Preference {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'preferences_pkey' })
  personId: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'preferences_pkey' })
  kind: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'preferences_pkey' })
  channel: Channel;

  @Column('boolean')
  enabled: boolean;

  @Column('timestamptz')
  updatedAt: Date;
}

export type PreferenceChoice = Pick<Preference, 'kind' | 'channel' | 'enabled'>;
