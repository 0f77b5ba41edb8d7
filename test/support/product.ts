import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from './eventually.js';
import { Http } from './http.js';
import { freePort } from './ports.js';
import { signOfLife } from './sign-of-life.js';

export interface ProductOptions {
  /** Over the defaults: limits off, errors logged as JSON. */
  env?: Record<string, string>;
  /** Unset: PostgreSQL embedded in the product's own data folder. */
  databaseUrl?: string;
}

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  tookMs: number;
}

const READY_WITHIN_MS = 55_000;
const SECRET = 'a secret for tests that is long enough';
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** The built product as a process, which can be killed and started again on the same port and data. */
export class Product {
  /** Everything it has said, over all its starts. */
  readonly lines: string[] = [];
  private child?: ChildProcess;
  private ended?: Promise<Ending>;

  private constructor(
    readonly port: number,
    readonly dataDir: string,
    private readonly env: Record<string, string>,
  ) {}

  /** Starts it and waits until it is ready. */
  static async start({ env = {}, databaseUrl }: ProductOptions = {}): Promise<Product> {
    const port = await freePort();
    const dataDir = await mkdtemp(join(tmpdir(), 'convoke-product-'));
    const product = new Product(port, dataDir, {
      NODE_ENV: 'test',
      HOST: '127.0.0.1',
      PORT: `${port}`,
      DATA_DIR: dataDir,
      APP_SECRET: SECRET,
      RATE_LIMITS_ENABLED: 'false',
      MAX_UNPAID_HOLDS: '1000000',
      LOG_LEVEL: 'error',
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
      ...env,
    });
    await product.run();
    return product;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child!.pid!;
  }

  get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  http(token?: string): Http {
    return new Http(this.url, token ? { authorization: `Bearer ${token}` } : {});
  }

  /** Starts it (again); answers the milliseconds until it was ready. */
  async run(): Promise<number> {
    const entry = join(process.cwd(), 'dist/bundle/main.js');
    if (!existsSync(entry)) throw new Error('Build the product first (npm run build).');
    const startedAt = performance.now();
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, [entry], {
      env: { PATH, ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    running.add(child);
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => this.lines.push(line));
    this.ended = new Promise((resolve) =>
      child.once('exit', (code, signal) => {
        running.delete(child);
        resolve({ code, signal, tookMs: 0 });
      }),
    );
    await this.ready();
    signOfLife();
    return performance.now() - startedAt;
  }

  /** Resolves as soon as it answers `/health/ready` with 200. */
  async ready(withinMs = READY_WITHIN_MS): Promise<void> {
    let ending: Ending | undefined;
    void this.ended!.then((how) => (ending = how));
    await eventually(
      async () => {
        const answer = ending ? undefined : await fetch(`${this.url}/health/ready`);
        if (answer && answer.status !== 200) throw new Error(`/health/ready answered ${answer.status}`);
      },
      withinMs,
      10,
    ).catch((error: unknown) => {
      throw new Error(`The product did not get ready (${String(error)}):\n${this.lines.slice(-20).join('\n')}`);
    });
    if (ending)
      throw new Error(`The product ended at once (${ending.code}):\n${this.lines.slice(-20).join('\n')}`);
  }

  /** SIGKILL, in the middle of whatever it does. */
  kill(): Promise<Ending> {
    return this.end('SIGKILL');
  }

  /** SIGTERM: it finishes what runs. */
  terminate(): Promise<Ending> {
    return this.end('SIGTERM');
  }

  /** Ends it, if it still runs, and removes its data. */
  async dispose(): Promise<void> {
    if (this.isRunning) {
      const patience = setTimeout(() => this.child!.kill('SIGKILL'), 12_000);
      await this.end('SIGTERM');
      clearTimeout(patience);
    }
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<Ending> {
    const sentAt = performance.now();
    this.child!.kill(signal);
    const ending = await this.ended!;
    return { ...ending, tookMs: performance.now() - sentAt };
  }
}
