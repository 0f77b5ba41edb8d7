import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Session } from '../sessions/session.entity.js';

/** A token for programs: its session says whose it is, what it may do, and until when. */
@Entity({ schema: 'identity', name: 'api_tokens' })
@Unique('api_tokens_digest_unique', ['digest'])
export class ApiToken {
  @ForeignKey(() => Session, { name: 'api_tokens_session_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'api_tokens_pkey' })
  sessionId: number;

  @Column({ type: 'text' })
  name: string;

  /** How it begins, to tell it from others. */
  @Column({ type: 'text' })
  prefix: string;

  /** SHA-256 of the token, which is shown once. */
  @Column({ type: 'bytea' })
  digest: Buffer;
}
