import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Column, DataSource, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

type EntityClass = new () => object;

/**
 * What TypeORM cannot express, or what a table has for its readers alone: extra indexes and constraints are the
 * migrations' own business. What it knows differently of columns, keys and types is not.
 */
const MIGRATIONS_ONLY = [
  /^DROP INDEX /,
  /^ALTER TABLE \S+ DROP CONSTRAINT /,
  /^ALTER TABLE \S+ DROP COLUMN "(search|title)_words"$/,
  /^DELETE FROM "typeorm_metadata" /,
  /^COMMENT ON /,
];

@Entity({ schema: 'platform', name: 'audit_log' })
class Planted {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column({ type: 'text' })
  columnThatNoMigrationMade: string;
}

let database: TestDatabase;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());

/** The statements that TypeORM would run to make the database what the entities say. */
async function differences(entities: EntityClass[]): Promise<string[]> {
  const source = new DataSource({ ...dataSourceOptions(database.url, 2), entities } as never);
  await source.initialize();
  try {
    // TypeORM looks there for how generated columns were written.
    await source.query(`CREATE TABLE IF NOT EXISTS typeorm_metadata (type text, database text, schema text,
      "table" text, name text, value text)`);
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    return upQueries
      .map(({ query }) => query.replace(/\s+/g, ' '))
      .filter((query) => !MIGRATIONS_ONLY.some((pattern) => pattern.test(query)));
  } finally {
    await source.destroy();
  }
}

async function allEntities(): Promise<EntityClass[]> {
  const src = join(process.cwd(), 'src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.entity.ts'),
  );
  const modules = (await Promise.all(files.map((name) => import(join(src, name))))) as Record<
    string,
    unknown
  >[];
  return modules.flatMap(
    (module) => Object.values(module).filter((value) => typeof value === 'function') as EntityClass[],
  );
}

describe('entities', () => {
  it('are the tables that the migrations make', async () => {
    const entities = await allEntities();
    expect(entities.length).toBeGreaterThan(0);
    expect(await differences(entities)).toEqual([]);
  });

  it('that differ are noticed', async () => {
    expect((await differences([Planted])).join('\n')).toContain('column_that_no_migration_made');
  });
});
