import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { currentRequest, runWithRequestId } from '../../src/platform/context/request-context.js';
import type { Answer, Http } from './http.js';
import { countByKind, watchStatements, type SentStatement, type StatementKind } from './statements.js';

/** What one call sent to PostgreSQL, by what the statements are for, and what it answered. */
export interface Counted {
  answer: Answer;
  statements: SentStatement[];
  counts: Record<StatementKind, number>;
}

/** Statements by the request they are sent for: whatever else the product does meanwhile is not among them. */
export class RequestStatements {
  private readonly sent = new Map<string, SentStatement[]>();
  private readonly uses = new Set<string>();

  constructor() {
    watchStatements(pg.Client, (statement) => {
      const { requestId = '', ip } = currentRequest() ?? {};
      // A job runs under the id of the request that caused it, and has no caller's address.
      if (ip || this.uses.has(requestId))
        this.sent.set(requestId, [...(this.sent.get(requestId) ?? []), statement]);
    });
  }

  async call(http: Http, method: string, path: string, body?: unknown, headers = {}): Promise<Counted> {
    const id = randomUUID();
    const answer = await http.call(method, path, body, { headers: { 'x-request-id': id, ...headers } });
    const statements = this.sent.get(id) ?? [];
    return { answer, statements, counts: countByKind(statements) };
  }

  /** Of a call, the statements of the use case itself, or of those like `pattern` alone. */
  async countOf(http: Http, method: string, path: string, body?: unknown, pattern = /(?:)/): Promise<number> {
    const { statements } = await this.call(http, method, path, body);
    return countByKind(statements.filter(({ text }) => pattern.test(text)))['use case'];
  }

  /** Of a use case within the process. */
  async countDuring(work: () => Promise<unknown>): Promise<number> {
    const id = randomUUID();
    this.uses.add(id);
    await runWithRequestId(id, work);
    return countByKind(this.sent.get(id) ?? [])['use case'];
  }
}
