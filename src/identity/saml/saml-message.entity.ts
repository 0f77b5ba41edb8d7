import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An assertion or a wish to sign out that was taken; a second one of its ID is none. */
@Entity({ schema: 'identity', name: 'saml_messages' })
@Index('saml_messages_expired', ['expiresAt'])
export class SamlMessage {
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'saml_messages_pkey' })
  digest: Buffer;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;
}
