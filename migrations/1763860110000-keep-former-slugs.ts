import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Addresses that moved lead on for 90 days, in which nobody else gets them. */
export class KeepFormerSlugs1763860110000 implements MigrationInterface {
  name = 'KeepFormerSlugs1763860110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity.former_slugs (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT former_slugs_pkey PRIMARY KEY,
        slug text NOT NULL CONSTRAINT former_slugs_slug_once UNIQUE,
        account_id bigint NOT NULL,
        kept_until timestamptz NOT NULL
      );
      CREATE INDEX former_slugs_account ON identity.former_slugs (account_id, kept_until);

      -- Looks once the slug is taken: whoever had it before has then committed what it was kept for.
      CREATE FUNCTION identity.keep_former_slug() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM identity.former_slugs
          WHERE slug = NEW.slug AND (account_id = NEW.id OR kept_until <= NEW.updated_at);
        IF EXISTS (SELECT FROM identity.former_slugs WHERE slug = NEW.slug) THEN
          RAISE EXCEPTION 'This slug is kept for another account'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'accounts_slug_kept';
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.slug IS NOT NULL THEN
          DELETE FROM identity.former_slugs WHERE account_id = NEW.id AND kept_until <= NEW.updated_at;
          INSERT INTO identity.former_slugs (slug, account_id, kept_until)
            VALUES (OLD.slug, NEW.id, NEW.updated_at + interval '90 days');
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER accounts_slug_kept_of_new AFTER INSERT ON identity.accounts
        FOR EACH ROW WHEN (NEW.slug IS NOT NULL) EXECUTE FUNCTION identity.keep_former_slug();
      CREATE TRIGGER accounts_slug_kept AFTER UPDATE OF slug ON identity.accounts
        FOR EACH ROW WHEN (NEW.slug IS NOT NULL AND NEW.slug IS DISTINCT FROM OLD.slug)
        EXECUTE FUNCTION identity.keep_former_slug();

      CREATE TABLE scheduling.former_type_slugs (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT former_type_slugs_pkey PRIMARY KEY,
        owner_id bigint NOT NULL,
        slug text NOT NULL,
        event_type_id bigint NOT NULL,
        kept_until timestamptz NOT NULL,
        CONSTRAINT former_type_slugs_once UNIQUE (owner_id, slug)
      );

      CREATE FUNCTION scheduling.keep_former_type_slug() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM scheduling.former_type_slugs
          WHERE owner_id = NEW.owner_id AND (slug = NEW.slug OR kept_until <= NEW.updated_at);
        INSERT INTO scheduling.former_type_slugs (owner_id, slug, event_type_id, kept_until)
          VALUES (NEW.owner_id, OLD.slug, NEW.id, NEW.updated_at + interval '90 days')
          ON CONFLICT ON CONSTRAINT former_type_slugs_once
          DO UPDATE SET event_type_id = excluded.event_type_id, kept_until = excluded.kept_until;
        RETURN NULL;
      END $$;
      CREATE TRIGGER event_types_slug_kept AFTER UPDATE OF slug ON scheduling.event_types
        FOR EACH ROW WHEN (NEW.slug IS DISTINCT FROM OLD.slug)
        EXECUTE FUNCTION scheduling.keep_former_type_slug();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER event_types_slug_kept ON scheduling.event_types;
      DROP FUNCTION scheduling.keep_former_type_slug();
      DROP TABLE scheduling.former_type_slugs;
      DROP TRIGGER accounts_slug_kept ON identity.accounts;
      DROP TRIGGER accounts_slug_kept_of_new ON identity.accounts;
      DROP FUNCTION identity.keep_former_slug();
      DROP TABLE identity.former_slugs;
    `);
  }
}
