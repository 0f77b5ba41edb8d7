import type pg from 'pg';

/** A statement that was sent to PostgreSQL. */
export interface SentStatement {
  text: string;
  values: unknown[];
}

export type StatementKind = 'connection' | 'transaction' | 'session' | 'idempotency' | 'relay' | 'use case';

type ClientClass = { prototype: pg.Client };

/**
 * Tells `sent` of every statement that any connection sends from now on. It looks at the driver from outside:
 * the product has no switch for it.
 */
export function watchStatements(client: ClientClass, sent: (statement: SentStatement) => void): void {
  const prototype = client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const send = prototype.query;
  prototype.query = function query(this: unknown, ...args: unknown[]) {
    const [first, second] = args;
    const config =
      typeof first === 'string' ? { text: first, values: second } : (first as Partial<SentStatement>);
    sent({ text: config.text ?? '', values: Array.isArray(config.values) ? (config.values as unknown[]) : [] });
    return send.apply(this, args);
  };
}

/** What a statement is for: the use case’s own count against its limit, the others are counted apart. */
export function kindOf({ text }: SentStatement): StatementKind {
  // Whoever is the first on a new connection sets it up for all who come after.
  if (/^\s*SET\b/i.test(text)) return 'connection';
  if (/^\s*(?:BEGIN|START TRANSACTION|COMMIT|ROLLBACK)\b/i.test(text)) return 'transaction';
  // One that begins WITH keeps its answer besides what it is for.
  if (/\bidempotency_keys\b/.test(text) && !/^\s*WITH\b/i.test(text)) return 'idempotency';
  if (/\bidentity\.sessions\b/.test(text)) return 'session';
  if (/\bgraphile_worker\b|\bjob_counts\b|SET dispatched_at|platform\.handled/.test(text)) return 'relay';
  return 'use case';
}

/** How many statements of each kind. */
export function countByKind(statements: SentStatement[]): Record<StatementKind, number> {
  const counts: Record<StatementKind, number> = {
    connection: 0,
    transaction: 0,
    session: 0,
    idempotency: 0,
    relay: 0,
    'use case': 0,
  };
  for (const statement of statements) counts[kindOf(statement)]++;
  return counts;
}
