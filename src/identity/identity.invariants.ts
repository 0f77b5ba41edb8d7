import { Injectable } from '@nestjs/common';
import { InvariantSource, type Invariant } from '../platform/registries/invariant-source.js';

export const IDENTITY_INVARIANTS: readonly Invariant[] = [
  {
    name: 'sessions_of_who_is_erased',
    sql: `SELECT s.id FROM identity.sessions s JOIN identity.accounts a ON a.id = s.account_id
      WHERE a.status = 'erased' AND s.revoked_at IS NULL`,
  },
  {
    name: 'tokens_beside_their_sessions',
    sql: `SELECT s.id FROM identity.sessions s LEFT JOIN identity.api_tokens t ON t.session_id = s.id
      WHERE (s.method = 'token') <> (t.session_id IS NOT NULL)`,
  },
  {
    name: 'refresh_tokens_of_two_sessions',
    sql: `SELECT refresh_id FROM identity.sessions
      WHERE refresh_id IS NOT NULL GROUP BY refresh_id HAVING count(*) > 1`,
  },
  {
    name: 'second_factors_without_secret',
    sql: `SELECT a.id FROM identity.accounts a WHERE a.mfa_enabled_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM identity.totp_factors f WHERE f.account_id = a.id)`,
  },
  {
    name: 'recovery_codes_of_who_has_no_factor',
    sql: `SELECT c.id FROM identity.recovery_codes c JOIN identity.accounts a ON a.id = c.account_id
      WHERE a.mfa_enabled_at IS NULL`,
  },
  {
    name: 'personal_data_of_who_is_erased',
    sql: `SELECT a.id FROM identity.accounts a
      WHERE a.erased_at IS NOT NULL AND (
        concat(a.slug, a.first_name, a.last_name, a.bio, a.phone, a.website, a.organization, a.avatar,
          a.twitter, a.linkedin, a.github, a.facebook) <> ''
        OR EXISTS (SELECT FROM identity.social_accounts s WHERE s.account_id = a.id)
        OR EXISTS (SELECT FROM identity.former_slugs f WHERE f.account_id = a.id)
        OR EXISTS (SELECT FROM identity.totp_factors f WHERE f.account_id = a.id)
        OR EXISTS (SELECT FROM identity.passkeys p WHERE p.account_id = a.id)
        OR EXISTS (SELECT FROM identity.mailed_tokens t WHERE t.account_id = a.id))`,
  },
];

@Injectable()
export class IdentityInvariants extends InvariantSource {
  invariants(): Invariant[] {
    return [...IDENTITY_INVARIANTS];
  }
}
