import pg from 'pg';

/** Keys of the advisory lock that the process with the schedule holds. */
const LOCK = [726_685, 1];
const CONNECT_TIMEOUT_MS = 2_000;

/** One advisory lock for all processes, held by a connection of its own: a lost process frees it. */
export class ClusterLock {
  private client?: pg.Client;
  private isHeld = false;

  constructor(private readonly databaseUrl: string) {}

  get held(): boolean {
    return this.isHeld;
  }

  /** Never waits for who holds it. */
  async tryAcquire(): Promise<boolean> {
    try {
      this.client ??= await this.connect();
      const { rows } = await this.client.query<{ held: boolean }>(
        'SELECT pg_try_advisory_lock($1, $2) AS held',
        LOCK,
      );
      this.isHeld = rows[0]!.held && this.client !== undefined;
      return this.isHeld;
    } catch (error) {
      void this.release();
      throw error;
    }
  }

  /** Lets go of a connection that does not answer. */
  async check(): Promise<void> {
    await this.client?.query('SELECT').catch(() => this.release());
  }

  async release(): Promise<void> {
    const { client } = this;
    this.forget();
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      application_name: 'convoke-schedule',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    for (const end of ['error', 'end'] as const)
      client.on(end, () => {
        if (this.client === client) this.forget();
      });
    await client.connect();
    return client;
  }

  private forget(): void {
    this.client = undefined;
    this.isHeld = false;
  }
}
