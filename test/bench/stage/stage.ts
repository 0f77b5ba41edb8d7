import type { BenchOrder } from '../order.js';
import { Cluster } from './cluster.js';
import { CoProcess } from './co-process.js';
import { Convoke } from './convoke.js';
import { prepareGround, type Ground } from './ground.js';
import { RedisServer } from './redis.js';

export const POOL_SIZE = 20;

interface Stoppable {
  stop(): Promise<unknown>;
}

export type StageOptions = Pick<BenchOrder, 'isLong' | 'loadedMinutes'>;

/** What the benchmarks of a run share, and everything that must end with it. */
export class Stage {
  private readonly open: Stoppable[] = [];
  private redisServer?: Promise<RedisServer>;
  private loadGenerator?: Promise<CoProcess>;
  private bookingGround?: Promise<Ground>;
  private databases = 0;
  private struck?: Promise<void>;
  private products: Convoke[] = [];

  private constructor(
    readonly cluster: Cluster,
    readonly options: StageOptions,
  ) {}

  static async set(options: StageOptions): Promise<Stage> {
    return new Stage(await Cluster.start(), options);
  }

  /** A migrated, empty database. */
  createDatabase(): Promise<string> {
    return this.cluster.createDatabase(`bench_${++this.databases}`);
  }

  /** Made once for the run. */
  ground(progress: (text: string) => void): Promise<Ground> {
    this.bookingGround ??= prepareGround(this, progress);
    return this.bookingGround;
  }

  /** The process that makes requests. */
  generator(): Promise<CoProcess> {
    this.loadGenerator ??= this.start('load/generator.ts');
    return this.loadGenerator;
  }

  /** Undefined where no redis-server is installed. */
  async redis(): Promise<RedisServer | undefined> {
    if (!RedisServer.isInstalled()) return undefined;
    this.redisServer ??= RedisServer.start().then((server) => this.keep(server));
    return this.redisServer;
  }

  start(file: string, env?: Record<string, string>): Promise<CoProcess> {
    return CoProcess.start(file, env).then((process) => this.keep(process));
  }

  async convoke(env: Record<string, string>, nodeOptions?: string[]): Promise<Convoke> {
    const product = await Convoke.start({ DATABASE_POOL_SIZE: `${POOL_SIZE}`, ...env }, nodeOptions);
    this.products.push(product);
    return this.keep(product);
  }

  /** What the products of this benchmark had to complain about. */
  complaints(): string[] {
    return this.products.flatMap((product) => product.complaints());
  }

  /** Ends all that was started since the stage was set, newest first. */
  async clear(): Promise<void> {
    for (const thing of this.open.splice(0).reverse()) await thing.stop();
    this.products = [];
    this.loadGenerator = undefined;
    this.redisServer = undefined;
  }

  /** Ends everything; further calls wait for the same end. */
  strike(): Promise<void> {
    this.struck ??= this.clear().then(() => this.cluster.stop());
    return this.struck;
  }

  private keep<T extends Stoppable>(thing: T): T {
    this.open.push(thing);
    return thing;
  }
}
