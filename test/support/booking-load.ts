import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Http, type Answer } from './http.js';
import type { Person } from './people.js';

export interface Acknowledged {
  bookingId: number;
  slotId: number;
  at: number;
}

export interface Refused {
  status: number;
  code: string;
  hasRetryAfter: boolean;
  at: number;
}

const PAUSE_MS = 50;

/**
 * Clients that book one slot after the other. A request that is not answered, or answered with 5xx, is sent again
 * under the same idempotency key until it is: then exactly one booking must exist, whatever happened in between.
 */
export class BookingLoad {
  readonly acknowledged: Acknowledged[] = [];
  /** Every answer that was not a 201. */
  readonly refused: Refused[] = [];
  /** Requests whose connection failed. */
  unanswered = 0;
  /** The slowest answer, in milliseconds. */
  slowestMs = 0;
  private stopping = false;
  private readonly clients: Promise<void>[];

  constructor(
    private readonly url: string,
    people: Person[],
    private readonly slots: number[],
    private readonly pauseMs = 0,
  ) {
    this.clients = people.map((person) => this.book(person));
  }

  /** Ends after what is under way has been answered. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.clients);
  }

  count(status: number): number {
    return this.refused.filter((answer) => answer.status === status).length;
  }

  private async book(person: Person): Promise<void> {
    const http = new Http(this.url, { authorization: `Bearer ${person.access}` });
    while (!this.stopping) {
      const slotId = this.slots.pop();
      if (slotId === undefined) throw new Error('The load has run out of slots.');
      await this.bookOnce(http, slotId);
      if (this.pauseMs) await pause(this.pauseMs);
    }
  }

  private async bookOnce(http: Http, slotId: number): Promise<void> {
    const options = { headers: { 'idempotency-key': randomUUID() } };
    for (;;) {
      const sentAt = performance.now();
      const answer = await http.post<any>('/api/v1/bookings', { time_slot: slotId }, options).catch(() => undefined);
      const at = performance.now();
      if (!answer) {
        this.unanswered++;
        await pause(PAUSE_MS);
        continue;
      }
      this.slowestMs = Math.max(this.slowestMs, at - sentAt);
      if (answer.status === 201) {
        this.acknowledged.push({ bookingId: answer.body.id, slotId, at });
        return;
      }
      this.refused.push(refusal(answer, at));
      if (answer.status < 500 && answer.body.code !== 'IDEMPOTENCY_IN_PROGRESS') return;
      await pause(PAUSE_MS);
    }
  }
}

function refusal({ status, body, headers }: Answer, at: number): Refused {
  return { status, code: String(body?.code ?? body), hasRetryAfter: headers.has('retry-after'), at };
}
