import type { MigrationInterface, QueryRunner } from 'typeorm';

interface KeptWords {
  table: string;
  column: string;
  text: string;
  index: string;
}

const KEPT: KeptWords[] = [
  {
    table: 'collaboration.events',
    column: 'search_words',
    text: "title || ' ' || description || ' ' || tags",
    index: 'events_words',
  },
  { table: 'collaboration.reviews', column: 'search_words', text: 'title', index: 'reviews_words' },
  { table: 'scheduling.user_skills', column: 'search_words', text: 'name', index: 'user_skills_words' },
];
const TITLES = {
  table: 'collaboration.events',
  column: 'title_words',
  text: 'title',
  index: 'events_title_words',
};

const wordsOf = (text: string) => `to_tsvector('simple', platform.search_text(${text}))`;
const keep = ({ table, column, text, index }: KeptWords) => `
  ALTER TABLE ${table} ADD COLUMN ${column} tsvector GENERATED ALWAYS AS (${wordsOf(text)}) STORED;
  CREATE INDEX ${index} ON ${table} USING gin (${column});`;
const schemaOf = ({ table }: KeptWords) => table.split('.')[0]!;

/** Rows that are read one after another are asked for short words without their texts being cut up anew. */
export class KeepSearchWords1763867100000 implements MigrationInterface {
  name = 'KeepSearchWords1763867100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const kept of KEPT) await runner.query(`DROP INDEX ${schemaOf(kept)}.${kept.index}; ${keep(kept)}`);
    await runner.query(keep(TITLES));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE ${TITLES.table} DROP COLUMN ${TITLES.column};`);
    for (const kept of KEPT)
      await runner.query(`
        ALTER TABLE ${kept.table} DROP COLUMN ${kept.column};
        CREATE INDEX ${kept.index} ON ${kept.table} USING gin (${wordsOf(kept.text)});
      `);
  }
}
