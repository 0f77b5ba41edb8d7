import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Session } from '../sessions/session.entity.js';

/** Which issuer opened a session here, and what it is to be shown when the session ends. */
@Entity({ schema: 'identity', name: 'oidc_sessions' })
export class OidcSession {
  @ForeignKey(() => Session, { name: 'oidc_sessions_session_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'oidc_sessions_pkey' })
  sessionId: number;

  @Column({ type: 'text' })
  issuer: string;

  /** Encrypted; null where it is too long for an address. */
  @Column({ type: 'bytea', nullable: true })
  sealedIdToken: Buffer | null;
}
