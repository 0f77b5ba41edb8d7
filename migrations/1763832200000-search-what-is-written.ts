import type { MigrationInterface, QueryRunner } from 'typeorm';

const UNSPACED =
  '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u9fff' +
  '\\uac00-\\ud7af\\uf900-\\ufaff\\U00020000-\\U0003ffff';
/** Around a word they are the sentence's; with a closing bracket first, as a class of a regular expression has it. */
const OUTER = `])},.;:!?"'({«»„“”‘’[`;
const SPECIAL = `[^[:alnum:][:space:]]|[${UNSPACED}]`;
const PUNCTUATION = OUTER.replaceAll("'", "''");
/** Most texts have none: they are done with by one look. */
const INNER =
  `[^[:alnum:][:space:]\\${PUNCTUATION}]|[${UNSPACED}]` + `|[^[:space:]][${PUNCTUATION}][^[:space:]]`;

/** Finds texts of any script and form, with their signs, by indexes of one normal form. */
export class SearchWhatIsWritten1763832200000 implements MigrationInterface {
  name = 'SearchWhatIsWritten1763832200000';

  async up(runner: QueryRunner): Promise<void> {
    const event = "title || ' ' || description || ' ' || tags";
    const account = "username::text || ' ' || email::text || ' ' || first_name || ' ' || last_name";
    await runner.query(`
      CREATE FUNCTION platform.search_text(written text) RETURNS text
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      RETURN CASE WHEN octet_length(written) = length(written) THEN lower(written COLLATE pg_c_utf8)
        ELSE translate(lower(normalize(written, NFKC) COLLATE pg_c_utf8),
          U&'\\03C2\\00AD\\200B\\200C\\200D\\200E\\200F\\2060\\FE00\\FE01\\FE02\\FE03\\FE04\\FE05\\FE06\\FE07\\FE08'
            || U&'\\FE09\\FE0A\\FE0B\\FE0C\\FE0D\\FE0E\\FE0F\\FEFF', U&'\\03C3') END;
      COMMENT ON FUNCTION platform.search_text IS
        'A text as it is searched: NFKC, in lower case, without what nobody sees.';

      CREATE FUNCTION platform.search_signs(written text) RETURNS text[]
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 2000
      RETURN CASE WHEN written COLLATE pg_c_utf8 !~ '${INNER}' THEN '{}'::text[] ELSE (
        SELECT coalesce(array_agg(DISTINCT pair) FILTER (WHERE pair IS NOT NULL), '{}'::text[])
        FROM (SELECT letter, next, letter COLLATE pg_c_utf8 ~ '${SPECIAL}' AS is_special,
            next COLLATE pg_c_utf8 ~ '${SPECIAL}' AS is_next_special
          FROM (SELECT letter, lead(letter) OVER (PARTITION BY nth ORDER BY place) AS next
            FROM string_to_table(translate(written, E'\\t\\n\\r', '   '), ' ') WITH ORDINALITY AS words (word, nth)
            CROSS JOIN LATERAL (SELECT btrim(word, '${PUNCTUATION}')) AS inside (text)
            CROSS JOIN LATERAL string_to_table(inside.text, NULL) WITH ORDINALITY AS letters (letter, place)
            WHERE inside.text COLLATE pg_c_utf8 ~ '${SPECIAL}') neighbours) judged
        CROSS JOIN LATERAL (VALUES (CASE WHEN is_special THEN letter END),
          (CASE WHEN is_special OR is_next_special THEN letter || next END)) pairs (pair)) END;
      COMMENT ON FUNCTION platform.search_signs IS
        'Signs within words and letters of scripts without spaces, and each pair of neighbours with one of them.';

      DROP INDEX collaboration.events_search, collaboration.events_words, collaboration.reviews_title,
        identity.accounts_search;
      CREATE INDEX events_search ON collaboration.events
        USING gin (platform.search_text(${event}) gin_trgm_ops);
      CREATE INDEX events_words ON collaboration.events
        USING gin (to_tsvector('simple', platform.search_text(${event})));
      CREATE INDEX events_signs ON collaboration.events
        USING gin (platform.search_signs(platform.search_text(${event})));
      CREATE INDEX reviews_search ON collaboration.reviews USING gin (platform.search_text(title) gin_trgm_ops);
      CREATE INDEX reviews_words ON collaboration.reviews
        USING gin (to_tsvector('simple', platform.search_text(title)));
      CREATE INDEX reviews_signs ON collaboration.reviews
        USING gin (platform.search_signs(platform.search_text(title)));
      CREATE INDEX accounts_search ON identity.accounts USING gin (platform.search_text(${account}) gin_trgm_ops);
      CREATE INDEX accounts_signs ON identity.accounts
        USING gin (platform.search_signs(platform.search_text(first_name || ' ' || last_name)));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX collaboration.events_search, collaboration.events_words, collaboration.events_signs,
        collaboration.reviews_search, collaboration.reviews_words, collaboration.reviews_signs,
        identity.accounts_search, identity.accounts_signs;
      DROP FUNCTION platform.search_signs, platform.search_text;
      CREATE INDEX events_search ON collaboration.events
        USING gin ((title || ' ' || description || ' ' || tags) gin_trgm_ops);
      CREATE INDEX events_words ON collaboration.events
        USING gin (to_tsvector('simple', title || ' ' || description || ' ' || tags));
      CREATE INDEX reviews_title ON collaboration.reviews USING gin (title gin_trgm_ops);
      CREATE INDEX accounts_search ON identity.accounts
        USING gin ((username::text || ' ' || email::text || ' ' || first_name || ' ' || last_name) gin_trgm_ops);
    `);
  }
}
