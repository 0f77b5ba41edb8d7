import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Categories, rooms and options of votes have different names only where people see a difference. */
export class TellNamesApart1763832300000 implements MigrationInterface {
  name = 'TellNamesApart1763832300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION platform.name_key(name text) RETURNS text
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      RETURN regexp_replace(platform.search_text(name) COLLATE pg_c_utf8, '[\\s\\u00ad\\u034f\\u061c\\u115f\\u1160'
        || '\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff'
        || '\\uffa0\\ufff0-\\ufff8\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]+', '', 'g');
      COMMENT ON FUNCTION platform.name_key IS
        'Names are the same where their keys are: whatever their form (NFKC), case, spaces and invisible letters.';

      -- What was told apart by what nobody sees is told apart by a number from now on.
      UPDATE scheduling.categories c SET name = c.name::text || ' (' || c.id || ')',
          slug = c.slug::text || '-' || c.id
        WHERE EXISTS (SELECT FROM scheduling.categories o
          WHERE o.id < c.id AND platform.name_key(o.name::text) = platform.name_key(c.name::text));
      UPDATE collaboration.vote_options v SET text = v.text || ' (' || v.id || ')'
        WHERE EXISTS (SELECT FROM collaboration.vote_options o WHERE o.vote_id = v.vote_id AND o.id < v.id
          AND platform.name_key(o.text) = platform.name_key(v.text));
      UPDATE collaboration.sessions s SET room_or_link = s.room_or_link || ' (' || s.id || ')'
        WHERE s.room_or_link <> '' AND s.released_at IS NULL AND EXISTS (SELECT FROM collaboration.sessions o
          WHERE o.event_id = s.event_id AND o.id < s.id AND o.released_at IS NULL
            AND platform.name_key(o.room_or_link) = platform.name_key(s.room_or_link)
            AND o.starts_at < s.ends_at AND s.starts_at < o.ends_at);

      ALTER TABLE scheduling.categories DROP CONSTRAINT categories_name_unique;
      CREATE UNIQUE INDEX categories_name_unique ON scheduling.categories (platform.name_key(name::text));
      ALTER TABLE collaboration.vote_options DROP CONSTRAINT vote_options_text_unique;
      CREATE UNIQUE INDEX vote_options_text_unique
        ON collaboration.vote_options (vote_id, platform.name_key(text));
      ALTER TABLE collaboration.sessions
        DROP CONSTRAINT sessions_room_once,
        ADD CONSTRAINT sessions_room_once
          EXCLUDE USING gist (event_id WITH =, platform.name_key(room_or_link) WITH =,
            tstzrange(starts_at, ends_at) WITH &&)
          WHERE (room_or_link <> '' AND released_at IS NULL);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE collaboration.sessions
        DROP CONSTRAINT sessions_room_once,
        ADD CONSTRAINT sessions_room_once
          EXCLUDE USING gist (event_id WITH =, lower(regexp_replace(room_or_link, '\\s+', '', 'g')) WITH =,
            tstzrange(starts_at, ends_at) WITH &&)
          WHERE (room_or_link <> '' AND released_at IS NULL);
      DROP INDEX collaboration.vote_options_text_unique, scheduling.categories_name_unique;
      ALTER TABLE collaboration.vote_options ADD CONSTRAINT vote_options_text_unique UNIQUE (vote_id, text);
      ALTER TABLE scheduling.categories ADD CONSTRAINT categories_name_unique UNIQUE (name);
      DROP FUNCTION platform.name_key;
    `);
  }
}
