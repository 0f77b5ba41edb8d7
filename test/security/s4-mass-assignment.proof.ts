import { EventPhasesProcessor } from '../../src/collaboration/events/event-phases.processor.js';
import { filledPath, type ApiOperation } from '../support/api-document.js';
import type { Sql } from '../support/people.js';
import { verdict, type Proof } from '../support/proof.js';
import { RIGHTS } from './rights.js';
import { Stage, type Subject } from './stage.js';

type Row = Record<string, unknown>;

const STATES = ['status', 'state', 'phase', 'user_type', 'visibility', 'role', 'kind'];

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
/** Schemas of the product's own, whichever come yet. */
const OWN = `NOT IN ('pg_catalog', 'pg_toast', 'information_schema')`;
/** Keeps what callers sent: audit rows, outbox and keys say what was asked for, and decide nothing. */
const RECORDS = 'platform';
/** Jobs come and go: what one stage still works off, the other may have done. */
const OF_THE_MOMENT = [RECORDS, 'graphile_worker'];

/** Every column of every table with a value that is recognised wherever it turns up. */
async function hostileFields(db: Sql): Promise<Row> {
  const columns = await db.query<{ name: string; type: string }>(
    `SELECT DISTINCT column_name AS name, data_type AS type FROM information_schema.columns
      WHERE table_schema ${OWN}`,
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
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname ${OWN} AND schemaname <> $1`,
    [RECORDS],
  );
  const sql = tables
    .map(({ name }) => `SELECT '${name}' AS name, to_jsonb(t)::text AS row FROM ${name} t`)
    .join(' UNION ALL ');
  const rows = await db.query<{ name: string; row: string }>(sql);
  return rows.filter(({ row }) => FOUND.test(row)).map(({ name, row }) => `${name}: ${row.slice(0, 300)}`);
}

/**
 * How often each flag and each state stands in the tables: a `true` carries no mark by which it would be found,
 * so what came with hostile fields is held against what came without.
 */
async function flags(db: Sql): Promise<Map<string, number>> {
  const columns = await db.query<{ name: string; at: string }>(
    `SELECT column_name AS name, format('%I.%I', table_schema, table_name) AS at
       FROM information_schema.columns JOIN pg_tables ON schemaname = table_schema AND tablename = table_name
      WHERE table_schema ${OWN} AND table_schema <> ALL($1)
        AND (data_type = 'boolean' OR column_name = ANY($2))`,
    [OF_THE_MOMENT, STATES],
  );
  const sql = columns
    .map(({ name, at }) => `SELECT '${at}.${name} = ' || coalesce("${name}"::text, 'null') AS flag FROM ${at}`)
    .join(' UNION ALL ');
  const rows = await db.query<{ flag: string; times: number }>(
    `SELECT flag, count(*)::int AS times FROM (${sql}) AS f GROUP BY flag`,
  );
  return new Map(rows.map(({ flag, times }) => [flag, times]));
}

function differences(good: Map<string, number>, hostile: Map<string, number>): string[] {
  return [...new Set([...good.keys(), ...hostile.keys()])]
    .filter((flag) => good.get(flag) !== hostile.get(flag))
    .map((flag) => `${flag}: ${hostile.get(flag) ?? 0} times instead of ${good.get(flag) ?? 0}`);
}

interface Attack {
  id: string;
  status: number;
  problems: string[];
}

/** The fields on top of a body, and of each object in a list of it. */
function withFields(good: Row, fields: Row): Row {
  const inLists = (value: unknown) =>
    Array.isArray(value)
      ? value.map((item) => (typeof item === 'object' && item !== null ? { ...fields, ...item } : item))
      : value;
  return {
    ...fields,
    ...Object.fromEntries(Object.entries(good).map(([name, value]) => [name, inLists(value)])),
  };
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
  const isAttack = Object.keys(hostile).length > 0;
  const bodyWith = (fields: Row) =>
    JSON.stringify(withFields(good, fields)).replace(
      /^\{(?=.)/,
      isAttack ? '{"__proto__":{"isAdmin":true,"user_type":"admin"},' : '{',
    );
  const before = await privilegesOf(stage, subject);
  const values = Object.fromEntries(operation.parameters.map(({ name }) => [name, id]));
  const send = () => subject.http.call(operation.method, filledPath(operation, values), bodyWith(extra));
  let answer = await send();
  // What is nearly a field of the body is refused by its name; all else is to come through.
  while (answer.status === 400 && dropTypos(extra, answer.body.field_errors)) answer = await send();
  stage.changed(resource, subject);
  const after = await privilegesOf(stage, subject);
  const problems = before === after ? [] : [`privileges ${before} became ${after}`];
  if (answer.status >= 500) problems.push(`answered ${answer.status}`);
  if (({} as { isAdmin?: boolean }).isAdmin !== undefined)
    problems.push('the prototype of all objects was changed');
  if (FOUND.test(JSON.stringify(answer.body))) problems.push('the answer shows a value of the attack');
  if (/logout|users\/me$|password|email|refresh/.test(operation.path)) stage.renew(subject.name);
  return {
    id: operation.id,
    status: answer.status,
    problems: problems.map((problem) => `${operation.id}: ${problem}`),
  };
}

function dropTypos(fields: Row, refused: Record<string, string[]> = {}): boolean {
  const typos = Object.entries(refused).filter(([, [sentence]]) =>
    sentence?.startsWith('There is no such field.'),
  );
  const names = typos.map(([path]) => path.split('.').at(-1)!).filter((name) => name in fields);
  for (const name of names) delete fields[name];
  return names.length > 0;
}

/** Every operation with a body, one after another, and what the tables hold then. */
async function attackAll(stage: Stage, hostile: Row) {
  const attacks: Attack[] = [];
  for (const operation of stage.document.operations)
    if (operation.body !== undefined) attacks.push(await attack(stage, operation, hostile));
  await stage.settled();
  // What has begun is moved by a job, which one stage may have seen run and the other not yet.
  await stage.here.app.get(EventPhasesProcessor, { strict: false }).move();
  await stage.settled();
  return { attacks, flags: await flags(stage.here.db) };
}

async function privilegesOf({ here }: Stage, { person }: Subject): Promise<string> {
  const [row] = await here.db.query<Row>(
    // An erasure has a body too, and does what it is for.
    `SELECT user_type, email_verified_at, CASE status WHEN 'erased' THEN 'pending_verification' ELSE status END
       FROM identity.accounts WHERE id = $1`,
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
    const [stage, peace] = await Promise.all([Stage.open(), Stage.open()]);
    try {
      const hostile = await hostileFields(stage.here.db);
      const [{ attacks, ...attacked }, control] = await Promise.all([
        attackAll(stage, hostile),
        attackAll(peace, {}),
      ]);
      const refused = attacks.filter(({ status }, n) => status !== control.attacks[n]!.status);
      const problems = [
        ...attacks.flatMap((one) => one.problems),
        ...(await rowsWithSentinels(stage.here.db)),
        ...(await newAdmins(stage)),
        ...differences(control.flags, attacked.flags),
        ...refused.map(({ id, status }) => `${id} answered ${status} for its fields`),
      ];
      await stage.here.db.query(
        `UPDATE booking.offers SET title = $1, visibility = 'invited'
          WHERE id = (SELECT min(id) FROM booking.offers)`,
        [SENTINELS.text],
      );
      const twin = await rowsWithSentinels(stage.here.db);
      const twinFlags = differences(attacked.flags, await flags(stage.here.db));
      return verdict(
        {
          operations: attacks.length,
          succeeded: attacks.filter(({ status }) => status < 300).length,
          fields_per_body: Object.keys(hostile).length,
          flags_compared: control.flags.size,
          columns_changed: problems.length,
          twin_noticed: twin.length,
          twin_flags: twinFlags.length,
          ...(problems.length && { first: problems.slice(0, 8).join(' | ') }),
        },
        {
          'nothing was set': problems.length === 0,
          'most bodies were good otherwise':
            attacks.filter(({ status }) => status < 300).length * 2 > attacks.length,
          'the twin is noticed': twin.length > 0 && twinFlags.length > 0,
        },
      );
    } finally {
      await Promise.all([stage.close(), peace.close()]);
    }
  },
};

export default proof;
