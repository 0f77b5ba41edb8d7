import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { MediaFiles } from '../platform/files/media-files.js';
import { Mailer } from '../platform/mail/mailer.js';
import { PersonalData } from '../platform/registries/personal-data.js';
import { Clock } from '../shared/clock.js';
import type { Account } from './accounts/account.entity.js';

const MOST_ROWS = 10_000;
const OWN_TABLES = [
  ...['mailed_tokens', 'social_accounts', 'sessions', 'former_slugs'],
  ...['passkeys', 'passkey_challenges', 'totp_factors', 'recovery_codes', 'mfa_tokens'],
];

/**
 * Erased last, because other contexts may need the name until then; the audit trail stays, with ids and
 * addresses but no names, as the law asks.
 */
@Injectable()
export class IdentityPersonalData extends PersonalData {
  override readonly order = 1000;

  constructor(
    private readonly db: Database,
    private readonly media: MediaFiles,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
  ) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const rows = (columns: string, table: string, key = 'account_id') =>
      this.db.query<object>(
        `SELECT ${columns} FROM ${table} WHERE ${key} = $1 ORDER BY 1 DESC LIMIT ${MOST_ROWS}`,
        [personId],
      );
    const [account] = await rows(
      `id, username, email, conflicting_email, email_verified_at, user_type, status, slug,
       organizer_requested_at, first_name, last_name, bio, phone, website, organization, avatar, timezone,
       twitter, linkedin, github, facebook,
       newsletter_subscribed, notifications_enabled, joined_at, last_login_at, updated_at,
       password_changed_at, password_hash IS NOT NULL AS has_password, mfa_enabled_at,
       sso_lifted_until`,
      'identity.accounts',
      'id',
    );
    return {
      account,
      sessions: await rows(
        `id, method, mfa, mfa_at, scopes, ip_address, user_agent, created_at, last_used_at, expires_at,
         revoked_at, revoked_because`,
        'identity.sessions',
      ),
      api_tokens: await rows(
        's.id, t.name, t.prefix',
        'identity.api_tokens t JOIN identity.sessions s ON s.id = t.session_id',
        's.account_id',
      ),
      social_accounts: await rows(
        'id, provider, issuer, subject, email, connected_at, last_login_at',
        'identity.social_accounts',
      ),
      former_slugs: await rows('id, slug, kept_until', 'identity.former_slugs'),
      oidc_sessions: await this.db.query(
        `SELECT s.id AS session_id, o.issuer
         FROM identity.oidc_sessions o JOIN identity.sessions s ON s.id = o.session_id
         WHERE s.account_id = $1 ORDER BY s.id DESC LIMIT ${MOST_ROWS}`,
        [personId],
      ),
      saml_sessions: await this.db.query(
        `SELECT s.id AS session_id, m.name_id, m.format, m.name_qualifier, m.sp_name_qualifier, m.session_index
         FROM identity.saml_sessions m JOIN identity.sessions s ON s.id = m.session_id
         WHERE s.account_id = $1 ORDER BY s.id DESC LIMIT ${MOST_ROWS}`,
        [personId],
      ),
      mailed_links: await rows('id, purpose, email, created_at, expires_at, used_at', 'identity.mailed_tokens'),
      second_factors: await rows(
        'account_id, created_at, last_step, wrong_at, rests_until',
        'identity.totp_factors',
      ),
      passkeys: await rows(
        'id, credential_id, counter, transports, backed_up, name, created_at, last_used_at',
        'identity.passkeys',
      ),
      recovery_codes: await rows('id, created_at, used_at', 'identity.recovery_codes'),
      waiting_sign_ins: await rows('id, door, tries, created_at, expires_at, used_at', 'identity.mfa_tokens'),
      audit_log: await rows(
        'id, occurred_at, action, subject_type, subject_id, ip_address, request_id, details',
        'platform.audit_log',
        'actor_id',
      ),
    };
  }

  async erase(tx: Tx, personId: number): Promise<void> {
    const [account] = await tx.query<Pick<Account, 'avatar' | 'email' | 'conflictingEmail'>>(
      `SELECT avatar, email, conflicting_email AS "conflictingEmail"
       FROM identity.accounts WHERE id = $1 FOR UPDATE`,
      [personId],
    );
    if (!account) return;
    const links = await tx.query<{ email: string }>(
      'SELECT DISTINCT email FROM identity.mailed_tokens WHERE account_id = $1 LIMIT $2',
      [personId, MOST_ROWS],
    );
    const addresses = new Set([account.email, account.conflictingEmail, ...links.map(({ email }) => email)]);
    for (const address of addresses) if (address) await this.mailer.forget(tx, address);
    await tx.query('DELETE FROM identity.registration_invitations WHERE email = ANY ($1)', [[...addresses]]);
    // Before the row: a file left behind by an interruption would have no owner any more.
    await this.media.remove(account.avatar);
    for (const table of OWN_TABLES) {
      await tx.query(`DELETE FROM identity.${table} WHERE account_id = $1`, [personId]);
    }
    await tx.query(
      `UPDATE identity.accounts SET status = 'erased', username = NULL, email = NULL, conflicting_email = NULL,
         email_verified_at = NULL, password_hash = NULL, mfa_enabled_at = NULL, slug = NULL,
         organizer_requested_at = NULL, sso_lifted_until = NULL,
         first_name = '', last_name = '', bio = '', phone = '', website = '', organization = '', avatar = NULL,
         timezone = 'UTC', twitter = '', linkedin = '', github = '', facebook = '',
         newsletter_subscribed = false, notifications_enabled = false, last_login_at = NULL,
         updated_at = $2, erased_at = coalesce(erased_at, $2)
       WHERE id = $1`,
      [personId, this.clock.now()],
    );
  }
}
