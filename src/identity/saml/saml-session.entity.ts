import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Session } from '../sessions/session.entity.js';

/** How the identity provider calls a session that it opened here: either side may end it by that. */
@Entity({ schema: 'identity', name: 'saml_sessions' })
@Index('saml_sessions_name', ['nameId'])
export class SamlSession {
  @ForeignKey(() => Session, { name: 'saml_sessions_session_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'saml_sessions_pkey' })
  sessionId: number;

  @Column({ type: 'text' })
  nameId: string;

  @Column({ type: 'text', nullable: true })
  format: string | null;

  @Column({ type: 'text', nullable: true })
  nameQualifier: string | null;

  @Column({ type: 'text', nullable: true })
  spNameQualifier: string | null;

  @Column({ type: 'text', nullable: true })
  sessionIndex: string | null;
}
