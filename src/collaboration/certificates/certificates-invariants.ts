import { Injectable } from '@nestjs/common';
import { InvariantSource, type Invariant } from '../../platform/registries/invariant-source.js';

/** What must hold of certificates at any time, whoever writes. */
export const CERTIFICATE_INVARIANTS: readonly Invariant[] = [
  {
    name: 'two_certificates_of_one_guest',
    sql: `SELECT event_id, person_id FROM collaboration.certificates GROUP BY event_id, person_id HAVING count(*) > 1`,
  },
  {
    name: 'certificate_before_the_end',
    sql: `SELECT id FROM collaboration.certificates WHERE issued_at < event_ends_at`,
  },
];

@Injectable()
export class CertificatesInvariants extends InvariantSource {
  invariants(): Invariant[] {
    return [...CERTIFICATE_INVARIANTS];
  }
}
