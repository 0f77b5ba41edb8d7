import { randomUUID } from 'node:crypto';
import type { ScriptOrder, Signed } from './order.js';

export interface ScriptedRequest {
  kind: string;
  text: string;
}

/** Makes the n-th request of a script; nothing when it has no slots, or nobody, left. */
export class Script {
  slotsUsed = 0;
  private readonly host: string;

  constructor(
    private readonly order: ScriptOrder,
    url: string,
  ) {
    this.host = new URL(url).host;
  }

  next(n: number): ScriptedRequest | undefined {
    const { order } = this;
    if (order.kind === 'once' && n >= order.people.length) return undefined;
    const person = order.people[n % order.people.length]!;
    if (order.kind === 'book') return this.booking(order.path, order, person, order.keyed);
    if (order.kind === 'get')
      return { kind: 'get', text: this.get(order.paths[n % order.paths.length]!, person) };
    if (order.kind === 'once') return { kind: 'once', text: this.post(order.path, order.body, person) };
    const turn = n % 10;
    const { list, book } = order.shares;
    if (turn < list)
      return { kind: 'list', text: this.get(order.listPaths[n % order.listPaths.length]!, person) };
    if (turn < list + book) return this.booking(order.bookPath, order, person, true);
    return { kind: 'mine', text: this.get(order.minePath, person) };
  }

  private booking(
    path: string,
    range: { firstSlot: number; slots: number },
    person: Signed,
    keyed: boolean,
  ): ScriptedRequest | undefined {
    if (this.slotsUsed >= range.slots) return undefined;
    const body = `{"time_slot":${range.firstSlot + this.slotsUsed++}}`;
    const key = keyed ? `Idempotency-Key: ${randomUUID()}\r\n` : '';
    return { kind: 'book', text: this.post(path, body, person, key) };
  }

  private post(path: string, body: string, person: Signed, more = ''): string {
    const head = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n${more}`;
    return `POST ${path} HTTP/1.1\r\n${this.common(person)}${head}\r\n${body}`;
  }

  private get(path: string, person: Signed): string {
    return `GET ${path} HTTP/1.1\r\n${this.common(person)}\r\n`;
  }

  private common({ id, token }: Signed): string {
    return `Host: ${this.host}\r\nX-Person: ${id}\r\nAuthorization: Bearer ${token}\r\n`;
  }
}
