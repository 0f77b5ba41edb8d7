import type pg from 'pg';
import { DatabaseTimeout } from '../context/query-deadline.js';

/** A connection borrowed from a pool, or about to be. An ended one is never lent again. */
export class PooledConnection {
  private client?: pg.PoolClient;
  private abandoned = false;

  get isAbandoned(): boolean {
    return this.abandoned;
  }

  /** Throws DatabaseTimeout when nobody waits for the connection any more. */
  attach(client: pg.PoolClient): void {
    if (this.abandoned) throw new DatabaseTimeout();
    this.client = client;
  }

  /** Nobody waits any more: what runs is cut off, what was not begun never will be. */
  readonly abandon = (): void => {
    this.abandoned = true;
    this.end();
  };

  end(): void {
    void this.client?.end().catch(() => undefined);
  }
}
