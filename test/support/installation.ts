import { createTestDatabase, type TestDatabase } from './database.js';
import { Product } from './product.js';
import { startRedis, type RedisServer } from './redis-server.js';
import { SqlConnection } from './sql.js';

export interface InstallationOptions {
  env?: Record<string, string>;
  /** Stands between the worker and PostgreSQL, given the database's address. */
  workerDatabaseUrl?: (databaseUrl: string) => Promise<string>;
}

/** The product as docker/compose.yml runs it: two processes for HTTP, one for jobs, PostgreSQL, Redis. */
export class Installation {
  private constructor(
    readonly apis: [Product, Product],
    readonly worker: Product,
    readonly db: SqlConnection,
    readonly redis: RedisServer,
    private readonly database: TestDatabase,
  ) {}

  static async start({ env = {}, workerDatabaseUrl }: InstallationOptions = {}): Promise<Installation> {
    const [redis, database] = [await startRedis(), await createTestDatabase()];
    const shared = { ...env, REDIS_URL: redis.url };
    const start = (role: string, databaseUrl = database.url) =>
      Product.start({ databaseUrl, env: { ...shared, ROLE: role } });
    const workerUrl = (await workerDatabaseUrl?.(database.url)) ?? database.url;
    const started = await Promise.allSettled([start('api'), start('api'), start('worker', workerUrl)]);
    const products = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const failed = started.find((one) => one.status === 'rejected');
    if (failed) {
      await Promise.all(products.map((product) => product.dispose()));
      await redis.stop();
      await database.drop();
      throw failed.reason;
    }
    const [first, second, worker] = products as [Product, Product, Product];
    return new Installation([first, second], worker, new SqlConnection(database.url), redis, database);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.apis, this.worker].map((product) => product.dispose()));
    await this.db.close();
    await this.redis.stop();
    await this.database.drop();
  }
}
