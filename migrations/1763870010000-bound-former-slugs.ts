import type { MigrationInterface, QueryRunner } from 'typeorm';

const FUNCTION = 'CREATE OR REPLACE FUNCTION';

const ofAccounts = (bound: string) => `
  ${FUNCTION} identity.keep_former_slug() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM identity.former_slugs
      WHERE slug = NEW.slug AND (account_id = NEW.id OR kept_until <= NEW.updated_at);
    IF EXISTS (SELECT FROM identity.former_slugs WHERE slug = NEW.slug) THEN
      RAISE EXCEPTION 'This slug is kept for another account'
        USING ERRCODE = 'unique_violation', CONSTRAINT = 'accounts_slug_kept';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.slug IS NOT NULL THEN
      DELETE FROM identity.former_slugs WHERE account_id = NEW.id AND kept_until <= NEW.updated_at;
      ${bound}
      INSERT INTO identity.former_slugs (slug, account_id, kept_until)
        VALUES (OLD.slug, NEW.id, NEW.updated_at + interval '90 days');
    END IF;
    RETURN NULL;
  END $$;`;

const ofTypes = (bound: string) => `
  ${FUNCTION} scheduling.keep_former_type_slug() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM scheduling.former_type_slugs
      WHERE owner_id = NEW.owner_id AND (slug = NEW.slug OR kept_until <= NEW.updated_at);
    ${bound}
    INSERT INTO scheduling.former_type_slugs (owner_id, slug, event_type_id, kept_until)
      VALUES (NEW.owner_id, OLD.slug, NEW.id, NEW.updated_at + interval '90 days')
      ON CONFLICT ON CONSTRAINT former_type_slugs_once
      DO UPDATE SET event_type_id = excluded.event_type_id, kept_until = excluded.kept_until;
    RETURN NULL;
  END $$;`;

const bounded = (table: string, owner: string, most: number, constraint: string) => `
  IF (SELECT count(*) FROM ${table}) >= ${most} THEN
    RAISE EXCEPTION 'So many former slugs of % are kept already', ${owner}
      USING ERRCODE = 'check_violation', CONSTRAINT = '${constraint}';
  END IF;`;

/** Nobody holds back more than a few addresses by moving on. */
export class BoundFormerSlugs1763870010000 implements MigrationInterface {
  name = 'BoundFormerSlugs1763870010000';

  async up(runner: QueryRunner): Promise<void> {
    const own = 'identity.former_slugs WHERE account_id = NEW.id';
    const types = 'scheduling.former_type_slugs WHERE owner_id = NEW.owner_id';
    await runner.query(ofAccounts(bounded(own, 'NEW.id', 10, 'former_slugs_bounded')));
    await runner.query(ofTypes(bounded(types, 'NEW.owner_id', 200, 'former_type_slugs_bounded')));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(ofAccounts(''));
    await runner.query(ofTypes(''));
  }
}
