import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../stage/serve.js';
import { Connection } from './connection.js';
import { REFUSED, type LoadOrder, type LoadResult } from './order.js';
import { Script, type ScriptedRequest } from './script.js';

// The process that makes the requests, the same for the product and for what it is compared with.
serve({ run });

async function run(order: LoadOrder): Promise<LoadResult> {
  const { hostname, port } = new URL(order.url);
  const opened = Array.from({ length: order.connections }, () => Connection.open(hostname, Number(port)));
  const load = new Load(await Promise.all(opened), new Script(order.script, order.url));
  return order.perSecond ? load.paced(order.perSecond, order.seconds) : load.flatOut(order.seconds);
}

class Load {
  private readonly statuses: Record<number, number> = {};
  private readonly milliseconds: Record<string, number[]> = {};
  private firstRefusal?: string;
  private answered = 0;
  private sent = 0;

  constructor(
    private readonly connections: Connection[],
    private readonly script: Script,
  ) {}

  /** Closed loop: each connection asks again as soon as it was answered. */
  async flatOut(seconds: number): Promise<LoadResult> {
    const startedAt = performance.now();
    const until = startedAt + seconds * 1000;
    await Promise.all(
      this.connections.map(async (connection) => {
        while (performance.now() < until) {
          const request = this.script.next(this.sent++);
          if (!request) return;
          await this.ask(connection, request, performance.now());
        }
      }),
    );
    return this.result(startedAt);
  }

  /** Open loop: a request's wait counts from when it was due, also while it waits for a free connection. */
  async paced(perSecond: number, seconds: number): Promise<LoadResult> {
    const free = [...this.connections];
    const due: { request: ScriptedRequest; at: number }[] = [];
    const startedAt = performance.now();
    const total = Math.round(perSecond * seconds);
    const send = () => {
      while (free.length > 0 && due.length > 0) {
        const connection = free.pop()!;
        const { request, at } = due.shift()!;
        void this.ask(connection, request, at).then(() => {
          free.push(connection);
          send();
        });
      }
    };
    while (this.sent < total) {
      const at = startedAt + (this.sent * 1000) / perSecond;
      if (at > performance.now()) await pause(at - performance.now());
      const request = this.script.next(this.sent++);
      if (!request) break;
      due.push({ request, at: performance.now() });
      send();
    }
    while (free.length < this.connections.length) await pause(2);
    return this.result(startedAt);
  }

  private async ask(connection: Connection, { kind, text }: ScriptedRequest, since: number): Promise<void> {
    const status = await connection.send(text).catch(() => 0);
    const name = status >= 400 || status === 0 ? REFUSED : kind;
    (this.milliseconds[name] ??= []).push(performance.now() - since);
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    this.answered++;
    if (status >= 400) this.firstRefusal ??= connection.body;
  }

  private result(startedAt: number): LoadResult {
    const seconds = (performance.now() - startedAt) / 1000;
    this.connections.forEach((connection) => connection.close());
    const { answered, statuses, milliseconds, firstRefusal } = this;
    return { seconds, answered, statuses, milliseconds, firstRefusal, slotsUsed: this.script.slotsUsed };
  }
}
