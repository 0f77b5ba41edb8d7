import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Http, type Answer } from './http.js';
import { isOverload } from './overload.js';
import type { Person } from './people.js';

export interface Refused {
  status: number;
  code: string;
  hasRetryAfter: boolean;
  at: number;
  tookMs: number;
  /** A try after one that was given up on an overloaded machine, and may still have run. */
  isAfterOverload?: boolean;
}

export interface Created {
  body: any;
  at: number;
}

const PAUSE_MS = 50;

/**
 * Clients that do one thing after the other. A request that is not answered, or answered with 5xx, is sent
 * again under the same idempotency key until it is: then exactly one effect must exist, whatever happened in
 * between.
 */
export abstract class SteadyLoad {
  /** Every answer that was not a 201. */
  readonly refused: Refused[] = [];
  /** Requests whose connection failed. */
  unanswered = 0;
  /** The slowest answer, in milliseconds. */
  slowestMs = 0;
  private stopping = false;
  private clients: Promise<void>[] = [];

  constructor(
    private readonly url: string,
    private readonly pauseMs = 0,
  ) {}

  /** Ends after what is under way has been answered. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.clients);
  }

  count(status: number): number {
    return this.refused.filter((answer) => answer.status === status).length;
  }

  /** What was refused for another reason than a machine that has too much to do; those were tried again. */
  get failed(): Refused[] {
    return this.refused.filter(
      (answer) => !isOverload(answer) && !(answer.isAfterOverload && answer.code === 'IDEMPOTENCY_IN_PROGRESS'),
    );
  }

  /** One turn of a client; called again and again until the load is stopped. */
  protected abstract turn(http: Http, person: Person): Promise<void>;

  /** Subclasses call it once they are made. */
  protected begin(people: Person[]): void {
    this.clients = people.map(async (person) => {
      // What it cannot read is no failed connection; answers are held against the document elsewhere.
      const http = new Http(this.url, { authorization: `Bearer ${person.access}` }).unchecked();
      while (!this.stopping) {
        await this.turn(http, person);
        if (this.pauseMs) await pause(this.pauseMs);
      }
    });
  }

  /** What the first 201 said; nothing where the request was refused for good. */
  protected async created(http: Http, path: string, body: object): Promise<Created | undefined> {
    const options = { headers: { 'idempotency-key': randomUUID() } };
    let isAfterOverload = false;
    for (;;) {
      const sentAt = performance.now();
      const answer = await http.post(path, body, options).catch(() => undefined);
      const at = performance.now();
      if (!answer) {
        this.unanswered++;
        await pause(PAUSE_MS);
        continue;
      }
      this.slowestMs = Math.max(this.slowestMs, at - sentAt);
      if (answer.status === 201) return { body: answer.body, at };
      const refused = { ...refusal(answer), at, tookMs: at - sentAt };
      this.refused.push({ ...refused, isAfterOverload });
      isAfterOverload ||= isOverload(refused);
      if (answer.status < 500 && answer.body.code !== 'IDEMPOTENCY_IN_PROGRESS') return undefined;
      await pause(PAUSE_MS);
    }
  }
}

function refusal({ status, body, headers }: Answer): Pick<Refused, 'status' | 'code' | 'hasRetryAfter'> {
  return { status, code: String(body?.code ?? body), hasRetryAfter: headers.has('retry-after') };
}
