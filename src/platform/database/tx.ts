import type { EntityManager } from 'typeorm';
import type { Sql, SqlValues } from './prepared-statement.js';

type RunSql = (sql: Sql, values: SqlValues) => Promise<unknown[]>;

/** One open transaction, passed by hand: what is not given a `Tx` cannot write in it. */
export class Tx {
  private readonly followUps: (() => void | Promise<void>)[] = [];

  constructor(
    private readonly run: RunSql,
    private readonly entityManager?: () => EntityManager,
  ) {}

  /** Runs one statement and answers its rows; throws pg's error, to be read with `violates`. */
  query<Row>(sql: Sql, values: SqlValues = []): Promise<Row[]> {
    return this.run(sql, values) as Promise<Row[]>;
  }

  get manager(): EntityManager {
    if (!this.entityManager) throw new Error('A single-statement use case has no entity manager.');
    return this.entityManager();
  }

  /** Runs after the commit and before the caller is answered; a failing action is only logged. */
  afterCommit(action: () => void | Promise<void>): void {
    this.followUps.push(action);
  }

  get afterCommitActions(): readonly (() => void | Promise<void>)[] {
    return this.followUps;
  }
}
