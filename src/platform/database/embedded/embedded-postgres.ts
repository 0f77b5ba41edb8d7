import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { openCluster, SUPERUSER, type Cluster } from './cluster.js';
import { DataDirLock } from './data-dir-lock.js';
import { EmbeddedPostgresUnavailable } from './embedded-postgres.errors.js';
import { ensureDatabase } from './ensure-database.js';
import { endOrphanedServer } from './orphaned-server.js';
import { choosePort } from './choose-port.js';
import { Postmaster, type ServerOptions } from './postmaster.js';
import { pause } from './running-process.js';

const DATABASE = 'convoke';
const RETRY_FOR_MS = 5_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface EmbeddedPostgresOptions {
  dataDir: string;
  log: (line: string) => void;
  /** False only for throw-away databases of tests: a power cut may then lose them. */
  durable?: boolean;
}

/** Starts PostgreSQL for this process alone; throws EmbeddedPostgresUnavailable or DataDirInUse. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, durable = true } = options;
  const dataDir = resolve(options.dataDir);
  const lock = takeDataDir(dataDir);
  try {
    const cluster = await openCluster(dataDir, log);
    await endOrphanedServer(cluster.folder, log);
    const server = { port: 0, durable, log };
    const postmaster = await retrying(async () => {
      server.port = await choosePort(dataDir);
      return Postmaster.start(cluster, server);
    });
    const embedded = new EmbeddedPostgres(cluster, server, lock, postmaster);
    await ensureDatabase(embedded.url, DATABASE).catch((error: unknown) =>
      embedded.stop().then(() => Promise.reject(error)),
    );
    return embedded;
  } catch (error) {
    lock.release();
    throw error;
  }
}

function takeDataDir(dataDir: string): DataDirLock {
  try {
    mkdirSync(dataDir, { recursive: true });
    return DataDirLock.acquire(dataDir);
  } catch (error) {
    if (error instanceof EmbeddedPostgresUnavailable) throw error;
    throw new EmbeddedPostgresUnavailable(`DATA_DIR ${dataDir} can't be used: ${(error as Error).message}`);
  }
}

/** A PostgreSQL server that lives and ends with this process, and is started again when it ends by itself. */
export class EmbeddedPostgres {
  readonly url: string;
  private readonly listeners: ((reason: unknown) => void)[] = [];
  private readonly watch: Promise<void>;
  private stopping = false;

  constructor(
    private readonly cluster: Cluster,
    private readonly server: ServerOptions,
    private readonly lock: DataDirLock,
    private postmaster: Postmaster,
  ) {
    this.url = `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${server.port}/${DATABASE}`;
    process.once('exit', this.leave);
    SIGNALS.forEach((signal) => process.on(signal, this.stopIfAlone));
    this.watch = this.restartWheneverItEnds();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.postmaster.stop();
    await this.watch;
    process.off('exit', this.leave);
    SIGNALS.forEach((signal) => process.off(signal, this.stopIfAlone));
    this.lock.release();
  }

  /** The listener hears, once, that the server ended and could not be started again. */
  onExit(listener: (reason: unknown) => void): void {
    this.listeners.push(listener);
  }

  private async restartWheneverItEnds(): Promise<void> {
    for (;;) {
      await this.postmaster.ended;
      if (this.stopping) return;
      this.server.log('The database server ended by itself; starting it again.');
      try {
        this.postmaster = await retrying(() => Postmaster.start(this.cluster, this.server));
      } catch (error) {
        this.listeners.forEach((listener) => listener(error));
        return;
      }
      // stop() was called meanwhile and met the process before this one.
      if (this.stopping) return this.postmaster.stop();
    }
  }

  /** As the only listener of a signal (while the product starts) nobody else would stop the server. */
  private readonly stopIfAlone = (signal: NodeJS.Signals): void => {
    if (process.listenerCount(signal) === 1) void this.stop().finally(() => process.exit(1));
  };

  /** The process ends without stop(): what can be done at once is to ask the server to end too. */
  private readonly leave = (): void => {
    this.postmaster.signalStop();
    this.lock.release();
  };
}

/** After a crash the server's children may hold its memory for a moment, or the port may be taken. */
async function retrying<T>(start: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + RETRY_FOR_MS;
  for (;;) {
    try {
      return await start();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(100);
    }
  }
}
