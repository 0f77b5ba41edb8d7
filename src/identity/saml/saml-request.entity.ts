import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An identity provider was asked by it who somebody is, and has not answered yet. */
@Entity({ schema: 'identity', name: 'saml_requests' })
@Index('saml_requests_expired', ['expiresAt'])
export class SamlRequest {
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'saml_requests_pkey' })
  digest: Buffer;

  /** Only the browser that left may come back with the answer. */
  @Column({ type: 'boolean' })
  needsBrowser: boolean;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;
}
