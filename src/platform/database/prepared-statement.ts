/** A statement that each connection plans once and then keeps: for the hot paths. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
  /** The names behind `$1`, `$2` …; none where the statement was written with numbers. */
  readonly parameters: readonly string[];
}

/** Values in the order of `$1`, `$2` …, or by the names that the SQL gives them: `$startsAt`. */
export type SqlValues = readonly unknown[] | Readonly<Record<string, unknown>>;
export type Sql = string | PreparedStatement;

const statements = new Map<string, PreparedStatement>();

/** `name` is unique in the whole product; PostgreSQL knows the plan by it. */
export function prepared(name: string, sql: string): PreparedStatement {
  const statement = { name, ...numbered(sql) };
  statements.set(name, statement);
  return statement;
}

/** All that the loaded modules prepare, for tests that hold them against the schema. */
export function preparedStatements(): PreparedStatement[] {
  return [...statements.values()];
}

export function toQuery(sql: Sql, values: SqlValues): { name?: string; text: string; values: unknown[] } {
  if (typeof sql !== 'string')
    return { name: sql.name, text: sql.text, values: inOrder(sql.parameters, values, sql.name) };
  if (isList(values)) return { text: sql, values: [...values] };
  const { text, parameters } = numbered(sql);
  return { text, values: inOrder(parameters, values, sql) };
}

function numbered(sql: string): Pick<PreparedStatement, 'text' | 'parameters'> {
  const parameters: string[] = [];
  const text = sql.replace(/\$([a-z]\w*)/gi, (_, name: string) => {
    if (!parameters.includes(name)) parameters.push(name);
    return `$${parameters.indexOf(name) + 1}`;
  });
  return { text, parameters };
}

function inOrder(parameters: readonly string[], values: SqlValues, statement: string): unknown[] {
  if (isList(values)) return [...values];
  return parameters.map((name) => {
    if (!(name in values)) throw new Error(`No value for $${name} of: ${statement}`);
    return values[name];
  });
}

function isList(values: SqlValues): values is readonly unknown[] {
  return Array.isArray(values);
}
