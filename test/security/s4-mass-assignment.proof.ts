import { filledPath, type ApiOperation } from '../support/api-document.js';
import type { Sql } from '../support/people.js';
import { verdict, type Proof } from '../support/proof.js';
import { RIGHTS } from './rights.js';
import { Stage, type Subject } from './stage.js';

type Row = Record<string, unknown>;

/** What a caller would most like to set, beside every column there is. */
const WISHES: Row = {
  user_type: 'admin',
  userType: 'admin',
  is_staff: true,
  is_superuser: true,
  is_admin: true,
  isAdmin: true,
  is_active: true,
  is_verified: true,
  role: 'admin',
  balance: 987_654,
  status: 'confirmed',
  price: '0.00',
  total_price: '0.00',
  paid_cents: 987_654,
  password_hash: 'mass-canary',
  constructor: { prototype: { isAdmin: true } },
};
const SENTINELS = { text: 'mass-canary', number: 987_654_321, instant: '2099-09-09T09:09:09.000Z' };
const FOUND = /mass-canary|987654|2099-09-09/;
const SCHEMAS = [
  'identity',
  'booking',
  'payments',
  'scheduling',
  'collaboration',
  'messaging',
  'integrations',
  'platform',
];

/** Every column of every table with a value that is recognised wherever it turns up. */
async function hostileFields(db: Sql): Promise<Row> {
  const columns = await db.query<{ name: string; type: string }>(
    `SELECT DISTINCT column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_schema = ANY($1)`,
    [SCHEMAS],
  );
  const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries([
    ...columns.flatMap(({ name, type }) =>
      [name, camel(name)].map((key): [string, unknown] => [key, sentinelOf(type)]),
    ),
    ...Object.entries(WISHES),
  ]);
}

function sentinelOf(type: string): unknown {
  if (/int|numeric|double/.test(type)) return SENTINELS.number;
  if (/timestamp|date/.test(type)) return SENTINELS.instant;
  if (type === 'boolean') return true;
  return SENTINELS.text;
}

/** All rows of the business as text; a value of the attack must be in none, whichever call left it there. */
async function rowsWithSentinels(db: Sql): Promise<string[]> {
  const tables = await db.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = ANY($1)`,
    [SCHEMAS.filter((schema) => schema !== 'platform')],
  );
  const sql = tables
    .map(({ name }) => `SELECT '${name}' AS name, to_jsonb(t)::text AS row FROM ${name} t`)
    .join(' UNION ALL ');
  const rows = await db.query<{ name: string; row: string }>(sql);
  return rows.filter(({ row }) => FOUND.test(row)).map(({ name, row }) => `${name}: ${row.slice(0, 300)}`);
}

interface Attack {
  status: number;
  problems: string[];
}

/** One unsafe operation with a good body and everything else on top. */
async function attack(stage: Stage, operation: ApiOperation, hostile: Row): Promise<Attack> {
  const subject = await stage.subject(operation.access === 'admin' ? 'admin' : 'owner');
  const resource = stage.resourceOf(operation);
  const id = resource ? await stage.objectFor(resource, subject, 'own') : '';
  const rights = RIGHTS[operation.id] ?? {};
  const good = ((await rights.body?.(stage, subject)) ?? stage.document.exampleBody(operation)) as Row;
  const declared = new Set(Object.keys((operation.body!.properties ?? {}) as Row));
  const extra = Object.fromEntries(Object.entries(hostile).filter(([name]) => !declared.has(name)));
  const text = JSON.stringify({ ...extra, ...good }).replace(
    /^\{/,
    '{"__proto__":{"isAdmin":true,"user_type":"admin"},',
  );
  const before = await privilegesOf(stage, subject);
  const values = Object.fromEntries(operation.parameters.map(({ name }) => [name, id]));
  const answer = await subject.http.call(operation.method, filledPath(operation, values), text);
  stage.changed(resource, subject);
  const after = await privilegesOf(stage, subject);
  const problems = before === after ? [] : [`privileges ${before} became ${after}`];
  if (answer.status >= 500) problems.push(`answered ${answer.status}`);
  if (({} as { isAdmin?: boolean }).isAdmin !== undefined)
    problems.push('the prototype of all objects was changed');
  if (FOUND.test(JSON.stringify(answer.body))) problems.push('the answer shows a value of the attack');
  if (/logout|users\/me$|password|email|refresh/.test(operation.path)) stage.renew(subject.name);
  return { status: answer.status, problems: problems.map((problem) => `${operation.id}: ${problem}`) };
}

async function privilegesOf({ here }: Stage, { person }: Subject): Promise<string> {
  const [row] = await here.db.query<Row>(
    'SELECT user_type, status, email_verified_at FROM identity.accounts WHERE id = $1',
    [person!.id],
  );
  return JSON.stringify(row);
}

/** Somebody who registers with everything on top is an attendee like everybody else. */
async function newAdmins({ here, admin }: Stage): Promise<string[]> {
  const rows = await here.db.query<{ id: number; username: string }>(
    `SELECT id, username FROM identity.accounts
      WHERE user_type = 'admin' AND id <> $1 AND username LIKE 'matrix%'`,
    [admin.id],
  );
  return rows.map(({ username }) => `${username} is an administrator`);
}

const proof: Proof = {
  id: 'S4',
  what: 'mass assignment: every column there is, and every wish, in every body',
  async run() {
    const stage = await Stage.open();
    try {
      const hostile = await hostileFields(stage.here.db);
      const operations = stage.document.operations.filter(({ body }) => body !== undefined);
      const attacks: Attack[] = [];
      for (const operation of operations) attacks.push(await attack(stage, operation, hostile));
      const problems = [
        ...attacks.flatMap((one) => one.problems),
        ...(await rowsWithSentinels(stage.here.db)),
        ...(await newAdmins(stage)),
      ];
      await stage.here.db.query(
        `UPDATE booking.offers SET title = $1 WHERE id = (SELECT min(id) FROM booking.offers)`,
        [SENTINELS.text],
      );
      const twin = await rowsWithSentinels(stage.here.db);
      return verdict(
        {
          operations: operations.length,
          succeeded: attacks.filter(({ status }) => status < 300).length,
          fields_per_body: Object.keys(hostile).length,
          columns_changed: problems.length,
          twin_noticed: twin.length,
          ...(problems.length && { first: problems.slice(0, 5).join(' | ') }),
        },
        {
          'nothing was set': problems.length === 0,
          'most bodies were good otherwise':
            attacks.filter(({ status }) => status < 300).length * 2 > operations.length,
          'the twin is noticed': twin.length > problems.length,
        },
      );
    } finally {
      await stage.close();
    }
  },
};

export default proof;
