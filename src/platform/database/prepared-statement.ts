/** A statement that each connection plans once and then keeps: for the hot paths. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/** `name` is unique in the whole product; PostgreSQL knows the plan by it. */
export function prepared(name: string, text: string): PreparedStatement {
  return { name, text };
}

export type Sql = string | PreparedStatement;

export function toQuery(sql: Sql, values: unknown[]): { name?: string; text: string; values: unknown[] } {
  return typeof sql === 'string' ? { text: sql, values } : { name: sql.name, text: sql.text, values };
}
