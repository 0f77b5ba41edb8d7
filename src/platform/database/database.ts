import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import type { RequestKey } from '../context/idempotency-claim.js';
import { currentRequest } from '../context/request-context.js';
import { Outage } from '../outages/outage.js';
import { PooledConnection } from './pooled-connection.js';
import { replicaPool } from './data-source-options.js';
import { isRetryable, isDatabaseUnavailable, breaksConnection } from './sqlstate.js';
import { toQuery, type Sql, type SqlValues } from './prepared-statement.js';
import { Tx } from './tx.js';

const ATTEMPTS = 3;
const OUTAGE = {
  away: 'The database is away: requests are answered 503, and the rest waits',
  back: 'The database is back',
};
const REPLICA_OUTAGE = {
  away: 'A replica is away: the database answers in its place',
  back: 'The replica is back',
};

interface Server {
  pool: pg.Pool;
  outage: Outage;
}

@Injectable()
export class Database implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger(Database.name);
  private readonly replicas: Server[];
  private readonly outage = new Outage(OUTAGE, () => this.query('SELECT 1'));
  private nextReplica = 0;

  constructor(
    private readonly dataSource: DataSource,
    config: Config,
  ) {
    this.replicas = config.env.DATABASE_REPLICA_URLS.map((url) => this.replicaAt(url, config.poolSize));
  }

  async query<Row>(sql: Sql, values: SqlValues = []): Promise<Row[]> {
    return this.ask<Row>(this.primary, sql, values);
  }

  /** A read that may lag behind by some seconds: goes to a replica where one can be reached. */
  async queryReplica<Row>(sql: Sql, values: SqlValues = []): Promise<Row[]> {
    const replica = this.replicas[this.nextReplica++ % Math.max(1, this.replicas.length)];
    if (!replica) return this.query<Row>(sql, values);
    try {
      return await this.ask<Row>(replica, sql, values);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      return this.query<Row>(sql, values);
    }
  }

  /**
   * Runs `work` as one transaction (read committed). It is run again as a whole, three times at most, when
   * PostgreSQL reports a serialization failure or a deadlock, so it must have no effect outside the database
   * except through `tx.afterCommit`. In a request with an `Idempotency-Key` the key is claimed first and the
   * value that `work` returns is stored as the response, in the same transaction.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
      }
    }
  }

  /** Exactly one statement, one round trip. With an `Idempotency-Key` it becomes a transaction. */
  async single<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return openClaim() ? this.transaction(work) : this.alone(work);
  }

  /**
   * As `single`, for a statement that keeps its answer under the key it is given, which so costs no round trip.
   * Where it finds that key in use it must take no effect.
   */
  async singleKeeping<T>(work: (tx: Tx, key: RequestKey | null) => Promise<T>): Promise<T> {
    const claim = openClaim();
    const result = await this.alone((tx) => work(tx, claim?.requestKey() ?? null));
    claim?.wasStored(result);
    return result;
  }

  connections(): { total: number; idle: number; waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { total: totalCount, idle: idleCount, waiting: waitingCount };
  }

  /** For connections of others: whether the database is away, which the log has said then. */
  noticesOutage(error: unknown): boolean {
    return notices(this.outage, error);
  }

  beforeApplicationShutdown(): void {
    for (const { outage } of [this.primary, ...this.replicas]) outage.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.replicas.map(({ pool }) => pool.end()));
  }

  private get primary(): Server {
    return { pool: this.pool, outage: this.outage };
  }

  private get pool(): pg.Pool {
    return (this.dataSource.driver as unknown as { master: pg.Pool }).master;
  }

  private replicaAt(url: string, poolSize: number): Server {
    const pool = replicaPool(url, poolSize);
    // Unheard, a broken connection would end the process; who reads from it finds out anyway.
    pool.on('error', (error) => this.logger.warn(`A connection to a replica broke: ${error.message}`));
    return { pool, outage: new Outage(REPLICA_OUTAGE, () => pool.query('SELECT 1')) };
  }

  private withinDeadline<T>(connection: PooledConnection, work: Promise<T>): Promise<T> {
    return currentRequest()?.queryDeadline?.wait(work, connection.abandon) ?? work;
  }

  private ask<Row>(server: Server, sql: Sql, values: SqlValues): Promise<Row[]> {
    const connection = new PooledConnection();
    return this.withinDeadline(connection, this.queryOn<Row>(server, connection, toQuery(sql, values)));
  }

  private async queryOn<Row>(
    { pool, outage }: Server,
    connection: PooledConnection,
    query: pg.QueryConfig,
  ): Promise<Row[]> {
    const client = await pool.connect().catch((error: unknown) => {
      notices(outage, error);
      throw error;
    });
    client.on('error', ignoreError);
    try {
      connection.attach(client);
      return (await client.query(query)).rows as Row[];
    } catch (error) {
      if (isLost(connection, outage, error)) connection.end();
      throw error;
    } finally {
      client.off('error', ignoreError);
      client.release();
    }
  }

  private async alone<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    let statements = 0;
    const tx = new Tx((sql, values) => {
      if (++statements > 1) throw new Error('A single-statement use case ran a second statement.');
      return this.query(sql, values);
    });
    return this.runAfterCommit(tx, await work(tx));
  }

  private attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const connection = new PooledConnection();
    return this.withinDeadline(connection, this.attemptOn(connection, work));
  }

  private async attemptOn<T>(connection: PooledConnection, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as pg.PoolClient;
      connection.attach(client);
      const tx = new Tx(
        async (sql, values) => (await client.query(toQuery(sql, values))).rows as unknown[],
        () => runner.manager,
      );
      await runner.startTransaction();
      const result = await this.withClaim(tx, work);
      await runner.commitTransaction();
      return await this.runAfterCommit(tx, result);
    } catch (error) {
      // A rollback that cannot be sent is the server's to do, once it notices that the connection is gone.
      if (isLost(connection, this.outage, error)) connection.end();
      else if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => connection.end());
      throw error;
    } finally {
      await runner.release();
    }
  }

  private async withClaim<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
    const claim = openClaim();
    if (!claim) return work(tx);
    await claim.claim(tx);
    const result = await work(tx);
    await claim.store(tx, result);
    return result;
  }

  private async runAfterCommit<T>(tx: Tx, result: T): Promise<T> {
    for (const action of tx.afterCommitActions) {
      try {
        await action();
      } catch (error) {
        this.logger.error('What should follow a commit failed', error);
      }
    }
    return result;
  }
}

const ignoreError = () => undefined;

function notices(outage: Outage, error: unknown): boolean {
  const isAway = breaksConnection(error);
  if (isAway) outage.notice(error);
  return isAway;
}

function isLost(connection: PooledConnection, outage: Outage, error: unknown): boolean {
  return connection.isAbandoned ? breaksConnection(error) : notices(outage, error);
}

function openClaim() {
  const claim = currentRequest()?.idempotency;
  return claim && !claim.stored ? claim : undefined;
}
