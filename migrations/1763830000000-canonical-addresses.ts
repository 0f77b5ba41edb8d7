import { domainToASCII } from 'node:url';
import type { MigrationInterface, QueryRunner } from 'typeorm';

interface Written {
  id: string;
  email: string;
}

const AT_ONCE = 5_000;
/** What needs no look from here; the form is the constraint's. */
const PLAIN = `'^[a-z0-9!#$%&''*+/=?^_{|}~.-]+@[a-z0-9.-]+$'`;
const UNSEEN = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;
const LONE_MARK = /(?:^|[.@])\p{M}/u;
const FORM = /^([^@"]+)@((?:[a-z0-9.-]|\P{ASCII})+)$/iu;

/**
 * Every address gets its one form. Of accounts with one form the oldest verified one keeps it; the others, and
 * those whose address has no form, keep it aside. Invitations of one form become the oldest of them.
 */
export class CanonicalAddresses1763830000000 implements MigrationInterface {
  name = 'CanonicalAddresses1763830000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity.accounts ADD conflicting_email text;
      ALTER TABLE identity.accounts DROP CONSTRAINT accounts_named_until_erased;
      ALTER TABLE identity.accounts DROP CONSTRAINT accounts_nothing_personal_once_erased;
      DROP INDEX identity.accounts_search;
      ALTER TABLE identity.accounts ALTER COLUMN email TYPE text;
      ALTER TABLE identity.mailed_tokens ALTER COLUMN email TYPE text;
      ALTER TABLE identity.social_accounts ALTER COLUMN email TYPE text;
      CREATE TEMPORARY TABLE forms (source text, id bigint, form text, PRIMARY KEY (source, id)) ON COMMIT DROP;
    `);
    for (const table of ['accounts', 'mailed_tokens', 'social_accounts'])
      await collect(runner, `identity.${table}`);
    await collect(runner, 'collaboration.invitations');
    await runner.query(`
      INSERT INTO forms (source, id, form)
      SELECT 'identity.accounts', a.id, a.email FROM identity.accounts a
      WHERE a.email IN (SELECT form FROM forms WHERE source = 'identity.accounts')
      ON CONFLICT DO NOTHING;
      CREATE TEMPORARY TABLE kept ON COMMIT DROP AS
      SELECT DISTINCT ON (f.form) a.id, f.form
      FROM forms f JOIN identity.accounts a ON a.id = f.id
      WHERE f.source = 'identity.accounts' AND f.form IS NOT NULL
      ORDER BY f.form, a.status = 'erased', a.email_verified_at IS NULL, a.joined_at, a.id;
      UPDATE identity.accounts a SET email = NULL, email_verified_at = NULL, conflicting_email = a.email
      FROM forms f WHERE f.source = 'identity.accounts' AND f.id = a.id AND a.id NOT IN (SELECT id FROM kept);
      UPDATE identity.accounts a SET email = k.form FROM kept k WHERE k.id = a.id AND a.email <> k.form;

      UPDATE identity.mailed_tokens t SET email = f.form FROM forms f
      WHERE f.source = 'identity.mailed_tokens' AND f.id = t.id AND f.form IS NOT NULL;
      UPDATE identity.mailed_tokens t SET used_at = now() FROM forms f
      WHERE f.source = 'identity.mailed_tokens' AND f.id = t.id AND f.form IS NULL AND t.used_at IS NULL;
      UPDATE identity.social_accounts s SET email = f.form FROM forms f
      WHERE f.source = 'identity.social_accounts' AND f.id = s.id;

      DELETE FROM collaboration.invitations i USING forms f, collaboration.invitations elder
      LEFT JOIN forms g ON g.source = 'collaboration.invitations' AND g.id = elder.id
      WHERE f.source = 'collaboration.invitations' AND f.id = i.id AND elder.event_id = i.event_id
        AND coalesce(g.form, elder.email) = f.form AND elder.id <> i.id
        AND (g.id IS NULL OR elder.id < i.id);
      UPDATE collaboration.invitations i SET email = f.form FROM forms f
      WHERE f.source = 'collaboration.invitations' AND f.id = i.id AND f.form IS NOT NULL;

      ALTER TABLE identity.accounts
        ADD CONSTRAINT accounts_named_until_erased CHECK (erased_at IS NOT NULL
          OR (username IS NOT NULL AND slug IS NOT NULL AND num_nonnulls(email, conflicting_email) = 1)),
        ADD CONSTRAINT accounts_nothing_personal_once_erased CHECK (erased_at IS NULL
          OR (status = 'erased' AND num_nonnulls(username, email, conflicting_email, password_hash) = 0)),
        ADD CONSTRAINT accounts_email_canonical CHECK (email IS NFC NORMALIZED
          AND email COLLATE "C" ~ '^[^A-Z@" [:cntrl:]]+@[a-z0-9.-]+$'),
        ADD CONSTRAINT accounts_verified_has_email CHECK (email_verified_at IS NULL OR email IS NOT NULL);
      CREATE INDEX accounts_search ON identity.accounts
        USING gin ((username::text || ' ' || coalesce(email, conflicting_email, '') || ' ' || first_name || ' '
          || last_name) gin_trgm_ops);
      CREATE INDEX accounts_in_conflict ON identity.accounts (id) WHERE conflicting_email IS NOT NULL;
    `);
  }

  /** The forms stay; what was kept aside comes back. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity.accounts DROP CONSTRAINT accounts_email_canonical;
      ALTER TABLE identity.accounts DROP CONSTRAINT accounts_verified_has_email;
      UPDATE identity.accounts SET email = conflicting_email WHERE conflicting_email IS NOT NULL;
      ALTER TABLE identity.accounts DROP CONSTRAINT accounts_named_until_erased;
      ALTER TABLE identity.accounts DROP CONSTRAINT accounts_nothing_personal_once_erased;
      DROP INDEX identity.accounts_search;
      ALTER TABLE identity.accounts DROP conflicting_email;
      ALTER TABLE identity.accounts
        ADD CONSTRAINT accounts_named_until_erased
          CHECK (erased_at IS NOT NULL OR (username IS NOT NULL AND email IS NOT NULL AND slug IS NOT NULL)),
        ADD CONSTRAINT accounts_nothing_personal_once_erased CHECK (erased_at IS NULL
          OR (status = 'erased' AND username IS NULL AND email IS NULL AND password_hash IS NULL));
      ALTER TABLE identity.accounts ALTER COLUMN email TYPE citext;
      ALTER TABLE identity.mailed_tokens ALTER COLUMN email TYPE citext;
      ALTER TABLE identity.social_accounts ALTER COLUMN email TYPE citext;
      CREATE INDEX accounts_search ON identity.accounts
        USING gin ((username::text || ' ' || email::text || ' ' || first_name || ' ' || last_name) gin_trgm_ops);
    `);
  }
}

/** Notes the form of every address of `table` that is not plain, null where it has none. */
async function collect(runner: QueryRunner, table: string): Promise<void> {
  for (let after = '0'; ;) {
    const rows = (await runner.query(
      `SELECT id, email FROM ${table} WHERE id > $1 AND email COLLATE "C" !~ ${PLAIN} ORDER BY id LIMIT ${AT_ONCE}`,
      [after],
    )) as Written[];
    if (rows.length === 0) return;
    await runner.query(
      'INSERT INTO forms (source, id, form) SELECT $1, * FROM unnest($2::bigint[], $3::text[])',
      [table, rows.map(({ id }) => id), rows.map(({ email }) => formOf(email))],
    );
    after = rows.at(-1)!.id;
  }
}

function formOf(address: string): string | null {
  const looksLikeAnother = [...address].some(
    (letter) => letter > '\x7f' && /^[\0-\x7f]+$/.test(letter.normalize('NFKC')),
  );
  if (looksLikeAnother || UNSEEN.test(address) || LONE_MARK.test(address)) return null;
  const [, name, domain] = FORM.exec(address) ?? [];
  const ascii = domain && domainToASCII(domain);
  if (!name || !ascii) return null;
  return `${name.normalize('NFC').replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase())}@${ascii}`;
}
