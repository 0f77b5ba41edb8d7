import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Channel } from '../notifications/notification-kinds.policy.js';

/** What somebody chose for one kind of notice on one channel; where nothing was chosen the kind's default holds. */
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
