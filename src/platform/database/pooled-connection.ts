import type pg from 'pg';
import { DatabaseTimeout } from '../context/query-deadline.js';

/**
 * A connection that is borrowed from a pool, or will be. It is released as ever; but a pool takes none back that was
 * ended, since its unfinished statement, or its open transaction, would be inherited by whoever borrows it next.
 */
export class PooledConnection {
  private client?: pg.PoolClient;
  private abandoned = false;

  /** Throws DatabaseSilent when nobody waits for the connection any more. */
  attach(client: pg.PoolClient): void {
    if (this.abandoned) throw new DatabaseTimeout();
    this.client = client;
  }

  /** Nobody waits any more: what runs is cut off, what was not begun will not be. */
  readonly abandon = (): void => {
    this.abandoned = true;
    this.end();
  };

  end(): void {
    void this.client?.end().catch(() => undefined);
  }
}
