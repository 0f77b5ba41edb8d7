import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Http, type Answer } from '../../support/http.js';
import type { SentStatement } from '../../support/statements.js';
import type { Signed } from '../load/order.js';
import type { Stage } from './stage.js';

const LOADER = new URL('../../support/typescript.mjs', import.meta.url).href;
const SPY = new URL('./statement-spy.ts', import.meta.url).href;

/** The product with its statements being written along: for counting, not for timing. */
export class WatchedConvoke {
  private constructor(
    private readonly url: string,
    readonly pid: number,
    private readonly file: string,
    readonly stop: () => Promise<void>,
  ) {}

  /** With Redis, no process needs to take jobs: all that is read of the database is for the requests. */
  static async start(
    stage: Stage,
    databaseUrl: string,
    { withoutJobs = false, all = false }: { withoutJobs?: boolean; all?: boolean } = {},
  ): Promise<WatchedConvoke> {
    const folder = mkdtempSync(join(tmpdir(), 'convoke-bench-statements-'));
    const file = join(folder, 'statements');
    const redis = withoutJobs ? await stage.redis() : undefined;
    const role = redis && { ROLE: 'api', REDIS_URL: redis.url };
    const env = {
      DATABASE_URL: databaseUrl,
      BENCH_STATEMENTS: file,
      ...(all && { BENCH_ALL_STATEMENTS: '1' }),
      ...role,
    };
    const product = await stage.convoke(env, ['--import', LOADER, '--import', fileURLToPath(SPY)]);
    return new WatchedConvoke(product.url, product.pid, file, async () => {
      await product.stop();
      rmSync(folder, { recursive: true, force: true });
    });
  }

  /** Makes a request and answers it with the statements it took. */
  async ask(
    person: Signed,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ answer: Answer; statements: SentStatement[] }> {
    const requestId = randomUUID();
    const http = new Http(this.url, {
      authorization: `Bearer ${person.token}`,
      'x-request-id': requestId,
      ...headers,
    });
    const answer = await http.call(method, path, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return { answer, statements: this.statementsOf(requestId) };
  }

  private statementsOf(id: string): SentStatement[] {
    return this.sent().filter(({ requestId }) => requestId === id);
  }

  /** All that were written so far. */
  sent(): (SentStatement & { requestId?: string })[] {
    if (!existsSync(this.file)) return [];
    return readFileSync(this.file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as SentStatement & { requestId?: string });
  }
}
