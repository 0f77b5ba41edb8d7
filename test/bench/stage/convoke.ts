import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../support/ports.js';

const QUIET = /"level":"(?:info|debug)"|"level":(?:10|20|30),/;
const MOST_COMPLAINTS = 5;
const READY_WITHIN_MS = 120_000;
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** As in production, with the limits on but out of the way. */
export const SETTINGS = {
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  PAYMENTS_SIMULATOR: 'true',
  MAX_UNPAID_HOLDS: '1000000',
  APP_SECRET: 'a secret of the bench that is long enough',
  ACCESS_TOKEN_TTL: '24h',
  RATE_LIMITS_ENABLED: 'true',
  RATE_LIMIT_ANON: '1000000/hour',
  RATE_LIMIT_USER: '10000000/hour',
  RATE_LIMIT_BOOKING: '10000000/minute',
  RATE_LIMIT_LOGIN: '1000000/minute',
  RATE_LIMIT_REGISTRATION: '1000000/minute',
};

/** One process of the built product. */
export class Convoke {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    /** From the start of the process to the first 200 of /health/ready. */
    readonly readyAfterMs: number,
    private readonly folder: string,
  ) {}

  /** `nodeOptions` go before the program's file. Its lines go to a file, as they would in production. */
  static async start(env: Record<string, string>, nodeOptions: string[] = []): Promise<Convoke> {
    const folder = await mkdtemp(join(tmpdir(), 'convoke-bench-process-'));
    const port = await freePort();
    const log = openSync(join(folder, 'log'), 'a');
    const startedAt = performance.now();
    const child = spawn(process.execPath, [...nodeOptions, 'dist/bundle/main.js'], {
      env: { PATH: process.env.PATH, ...SETTINGS, PORT: `${port}`, DATA_DIR: folder, ...env },
      stdio: ['ignore', log, log],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    await ready(child, port, env.ROLE === 'worker' ? 'live' : 'ready').catch((error: Error) => {
      throw new Error(`${error.message}\n${lastLines(join(folder, 'log'))}`);
    });
    return new Convoke(child, port, performance.now() - startedAt, folder);
  }

  private get log(): string {
    return join(this.folder, 'log');
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** The last lines of its log that say more than that a request was answered. */
  complaints(): string[] {
    const lines = existsSync(this.log) ? readFileSync(this.log, 'utf8').split('\n') : [];
    return lines.filter((line) => line !== '' && !QUIET.test(line)).slice(-MOST_COMPLAINTS);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      const patience = setTimeout(() => this.child.kill('SIGKILL'), 12_000);
      await ended;
      clearTimeout(patience);
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function ready(child: ChildProcess, port: number, what: 'live' | 'ready'): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The product ended at once (${child.exitCode}).`);
    const answer = await fetch(`http://127.0.0.1:${port}/health/${what}`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    if (performance.now() > deadline)
      throw new Error(`/health/${what} answers ${answer?.status ?? 'nothing'}.`);
    await pause(5);
  }
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').split('\n').slice(-20).join('\n');
}
