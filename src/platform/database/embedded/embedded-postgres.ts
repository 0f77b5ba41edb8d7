import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { APPLICATION, openToApplication, prepareDatabase } from './application-role.js';
import { openCluster, OWNER, type Cluster } from './cluster.js';
import { DataDirLock, findDataDirHolder } from './data-dir-lock.js';
import { EmbeddedPostgresUnavailable } from './embedded-postgres.errors.js';
import { endOrphanedServer } from './orphaned-server.js';
import { Postmaster, type ServerOptions } from './postmaster.js';
import { pause } from './running-process.js';
import { chooseAddress, leaveAddress } from './server-address.js';

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
    const server: ServerOptions = { address: { host: '', port: 0 }, durable, log };
    const postmaster = await retrying(async () => {
      server.address = await chooseAddress(dataDir, cluster);
      return Postmaster.start(cluster, server);
    });
    const embedded = new EmbeddedPostgres(dataDir, cluster, server, lock, postmaster);
    await embedded.prepare().catch((error: unknown) => embedded.stop().then(() => Promise.reject(error)));
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

/** The owner's address of the server that another process runs here; undefined where none does. */
export function runningServerUrl(dataDir: string): string | undefined {
  const home = join(dataDir, 'postgres');
  if (findDataDirHolder(dataDir) === undefined || !existsSync(join(home, 'postmaster.pid'))) return undefined;
  const [, , , port, socketFolder, address] = readFileSync(join(home, 'postmaster.pid'), 'utf8').split('\n');
  const password = readFileSync(join(dataDir, 'postgres.password'), 'utf8').trim();
  const host = encodeURIComponent(socketFolder || address || '');
  return `postgres://${OWNER}:${password}@${host}:${port}/${DATABASE}`;
}

/** A PostgreSQL server that lives and ends with this process, and is started again when it ends by itself. */
export class EmbeddedPostgres {
  readonly url: string;
  readonly ownerUrl: string;
  /** Of this start alone, and never on disk. */
  private readonly password = randomBytes(24).toString('hex');
  private readonly listeners: ((reason: unknown) => void)[] = [];
  private readonly watch: Promise<void>;
  private stopping = false;

  constructor(
    private readonly dataDir: string,
    private readonly cluster: Cluster,
    private readonly server: ServerOptions,
    private readonly lock: DataDirLock,
    private postmaster: Postmaster,
  ) {
    this.url = this.urlOf(APPLICATION, this.password);
    this.ownerUrl = this.urlOf(OWNER, cluster.password);
    process.once('exit', this.leave);
    SIGNALS.forEach((signal) => process.on(signal, this.stopIfAlone));
    this.watch = this.restartWheneverItEnds();
  }

  prepare(): Promise<void> {
    return prepareDatabase(this.ownerUrl, DATABASE, this.password);
  }

  /** To be called after migrations: what they made is the owner's alone until then. */
  openToApplication(): Promise<void> {
    return openToApplication(this.ownerUrl);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.postmaster.stop();
    await this.watch;
    leaveAddress(this.dataDir, this.server.address);
    process.off('exit', this.leave);
    SIGNALS.forEach((signal) => process.off(signal, this.stopIfAlone));
    this.lock.release();
  }

  onExit(listener: (reason: unknown) => void): void {
    this.listeners.push(listener);
  }

  private urlOf(role: string, password: string): string {
    const { host, port } = this.server.address;
    return `postgres://${role}:${password}@${encodeURIComponent(host)}:${port}/${DATABASE}`;
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
