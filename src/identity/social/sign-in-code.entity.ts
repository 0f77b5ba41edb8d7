import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Session } from '../sessions/session.entity.js';

/** What a front end gets in its address after a provider's sign-in, and exchanges for tokens once. */
@Entity({ schema: 'identity', name: 'sign_in_codes' })
@Unique('sign_in_codes_digest_unique', ['digest'])
export class SignInCode {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'sign_in_codes_pkey',
  })
  id: number;

  @ForeignKey(() => Session, { name: 'sign_in_codes_session_fkey', onDelete: 'CASCADE' })
  @Index('sign_in_codes_session')
  @Column({ type: 'bigint' })
  sessionId: number;

  @Column({ type: 'bytea' })
  digest: Buffer;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt: Date | null;
}
