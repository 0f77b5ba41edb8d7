import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import {
  APPLICATION,
  openToApplication,
  prepareDatabase,
} from '../../src/platform/database/embedded/application-role.js';
import {
  prepared,
  preparedStatements,
  type PreparedStatement,
} from '../../src/platform/database/prepared-statement.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { PLANTED } from '../support/misread-statements.js';
import { statementReads, type StatementRead } from '../support/statement-reads.js';

const ROOT = process.cwd();
const MISREAD = 'test/support/misread-statements.ts';
const FILES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
  .map((name) => join(ROOT, 'src', name));

/** By PostgreSQL's number of the type, what a program reads of it; others come in any shape. */
const TYPES: Record<number, string> = {
  16: 'boolean',
  20: 'number',
  21: 'number',
  23: 'number',
  25: 'string',
  1184: 'Date',
  2950: 'string',
};

type Described = Map<string, Map<string, number>>;

let database: TestDatabase;
let client: pg.Client;
let statements: PreparedStatement[];
let reads: StatementRead[];

beforeAll(async () => {
  await Promise.all(
    FILES.filter((file) => /\b(prepared|transitionStatement)\(/.test(readFileSync(file, 'utf8'))).map(
      (file) => import(file),
    ),
  );
  statements = preparedStatements();
  reads = statementReads(ROOT, [...FILES, join(ROOT, MISREAD)]);
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** The columns of its rows, as PostgreSQL describes them once it has parsed it; throws where it cannot. */
function describeStatement({ text }: Pick<PreparedStatement, 'text'>): Promise<Map<string, number>> {
  return new Promise((resolve, reject) => {
    let columns = new Map<string, number>();
    client.query({
      submit(connection: { parse(q: object): void; describe(q: object): void; sync(): void }) {
        connection.parse({ name: '', text, types: [] });
        connection.describe({ type: 'S', name: '' });
        connection.sync();
      },
      handleRowDescription: (message: { fields: { name: string; dataTypeID: number }[] }) =>
        void (columns = new Map(message.fields.map(({ name, dataTypeID }) => [name, dataTypeID]))),
      handleError: reject,
      handleReadyForQuery: () => resolve(columns),
    } as unknown as pg.Submittable);
  });
}

/** Statements that PostgreSQL does not accept on the migrated schema. */
async function unsound(all: PreparedStatement[]): Promise<string[]> {
  const found: string[] = [];
  for (const { name, text } of all)
    await describeStatement({ text }).catch((error: Error) => found.push(`${name}: ${error.message}`));
  return found;
}

async function described(all: PreparedStatement[]): Promise<Described> {
  const rows: Described = new Map();
  for (const statement of all) rows.set(statement.name, await describeStatement(statement));
  return rows;
}

/** Statements that the role of the embedded PostgreSQL may not run, of those that are planned. */
async function forbidden(all: PreparedStatement[]): Promise<string[]> {
  const found: string[] = [];
  await client.query(`SET ROLE ${APPLICATION}`);
  for (const { name, text } of all.filter((each) =>
    /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(each.text),
  ))
    await client
      .query(`EXPLAIN (GENERIC_PLAN) ${text}`)
      .catch((error: Error) => found.push(`${name}: ${error.message}`));
  await client.query('RESET ROLE');
  return found;
}

/** What is read of rows that do not have it, or have it in another type. */
function misread(reads: StatementRead[], rows: Described): string[] {
  return reads.flatMap(({ at, statements: patterns, columns }) => {
    const run = [...rows].filter(([name]) => patterns.some((pattern) => pattern.test(name)));
    if (run.length === 0) return [`${at}: no statement found`];
    return run.flatMap(([name, has]) =>
      columns.flatMap((column) => {
        const type = has.get(column.name);
        if (type === undefined) return [`${at}: ${name} has no column ${column.name}`];
        const given = TYPES[type];
        const fits = !given || /^(any|unknown)$/.test(column.type) || isOf(column.type, given);
        return fits ? [] : [`${at}: ${name}.${column.name} is a ${given}, read as ${column.type}`];
      }),
    );
  });
}

/** A text may be read as one of some words. */
function isOf(read: string, given: string): boolean {
  if (read === given) return true;
  return given === 'string' && !/\b(number|boolean|Date)\b|[[{]/.test(read);
}

describe('prepared statements', () => {
  it('are accepted by the migrated schema', async () => {
    expect(statements.length).toBeGreaterThan(80);
    expect(await unsound(statements)).toEqual([]);
  });

  it('are allowed to the role that the product works as on its own PostgreSQL', async () => {
    await prepareDatabase(database.url, 'there', 'nobody-signs-in-by-it');
    await openToApplication(database.url);
    expect(await forbidden(statements)).toEqual([]);
    const planted = prepared('planted-forbidden', 'DELETE FROM platform.audit_log WHERE id = $id');
    expect(await forbidden([planted])).toEqual(['planted-forbidden: permission denied for table audit_log']);
  });

  it('that the schema does not know are noticed', async () => {
    const planted = prepared('planted', 'SELECT b.id FROM booking.bookings b WHERE b.of_yesterday = $day');
    expect(await unsound([planted])).toEqual(['planted: column b.of_yesterday does not exist']);
  });

  it('give the columns that are read of their rows', async () => {
    const own = reads.filter(({ at }) => at.startsWith('src/'));
    expect(own.length).toBeGreaterThan(60);
    expect(misread(own, await described(statements))).toEqual([]);
  });

  it('that are read as something else are noticed', async () => {
    const planted = reads.filter(({ at }) => at.startsWith(MISREAD));
    expect(misread(planted, await described([PLANTED]))).toEqual([
      `${MISREAD}:14: planted-read.endsAt is a Date, read as string`,
      `${MISREAD}:14: planted-read has no column title`,
    ]);
  });
});
