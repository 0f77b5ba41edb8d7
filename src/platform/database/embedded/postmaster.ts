import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { createInterface } from 'node:readline';
import type { Cluster } from './cluster.js';
import { EmbeddedPostgresUnavailable } from './embedded-postgres.errors.js';
import { pause } from './running-process.js';
import type { ServerAddress } from './server-address.js';
import { serverSettings } from './server-settings.js';

const READY_WITHIN_MS = 120_000; // a replay of the log after a crash may take long
const FAST_STOP_WITHIN_MS = 10_000;

export interface ServerOptions {
  address: ServerAddress;
  durable: boolean;
  log: (line: string) => void;
}

export class Postmaster {
  readonly ended: Promise<void>;
  private readonly lastLines: string[] = [];
  private isReady = false;
  private stopping = false;

  /** Waits until it takes connections; rejects with the server's own words if it ends before. */
  static async start(cluster: Cluster, options: ServerOptions): Promise<Postmaster> {
    const settings = Object.entries(serverSettings(options.durable, options.address)).flatMap(
      ([name, value]) => ['-c', `${name}=${value}`],
    );
    const program = join(cluster.native, 'bin', 'postgres');
    const child = spawn(program, ['-D', cluster.folder, '-p', `${options.address.port}`, ...settings], {
      ...cluster.account,
      cwd: parse(cluster.folder).root,
      env: { LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'pipe'],
      // A session of its own: Ctrl-C must reach us alone, the server is needed while requests drain.
      detached: true,
    });
    const postmaster = new Postmaster(child, options.log);
    await postmaster.ready(cluster.folder);
    return postmaster;
  }

  private constructor(
    private readonly child: ChildProcess,
    log: (line: string) => void,
  ) {
    this.ended = new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', (error) => {
        this.lastLines.push(error.message);
        resolve();
      });
    });
    createInterface({ input: child.stderr! }).on('line', (line) => {
      if (this.lastLines.push(line) > 5) this.lastLines.shift();
      // Start-up is noisy, and refused connections are reported where they fail.
      if (this.isReady && !this.stopping && !/FATAL:|ready to accept/.test(line)) log(line);
    });
  }

  async stop(): Promise<void> {
    this.signalStop();
    const late = setTimeout(() => this.child.kill('SIGQUIT'), FAST_STOP_WITHIN_MS);
    await this.ended;
    clearTimeout(late);
  }

  signalStop(): void {
    this.stopping = true;
    this.child.kill('SIGINT');
  }

  private async ready(folder: string): Promise<void> {
    let over = false;
    void this.ended.then(() => (over = true));
    const deadline = performance.now() + READY_WITHIN_MS;
    while (!this.saysReady(folder)) {
      await pause(5);
      if (over)
        throw new EmbeddedPostgresUnavailable(`PostgreSQL did not start: ${this.lastLines.join(' | ')}`);
      if (performance.now() > deadline) {
        await this.stop();
        throw new EmbeddedPostgresUnavailable('PostgreSQL started, but takes no connections.');
      }
    }
    this.isReady = true;
  }

  /** The server writes its state into the eighth line of its pid file. */
  private saysReady(folder: string): boolean {
    try {
      const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
      return Number(lines[0]) === this.child.pid && lines[7]?.trim() === 'ready';
    } catch {
      return false;
    }
  }
}
