import { randomUUID } from 'node:crypto';
import type { ScriptOrder, Signed } from './order.js';
import { wishFor, type Wish } from './wishes.js';

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
    if (order.kind === 'book') return this.booking(order.path, order, order.keyed, order.wish);
    if (order.kind === 'get') {
      const known = order.ifNoneMatch === undefined ? '' : `If-None-Match: ${order.ifNoneMatch}\r\n`;
      return { kind: 'get', text: this.get(order.paths[n % order.paths.length]!, person, known) };
    }
    if (order.kind === 'once') return { kind: 'once', text: this.post(order.path, order.body, person) };
    const turn = n % 10;
    const { list, book } = order.shares;
    if (turn < list)
      return { kind: 'list', text: this.get(order.listPaths[n % order.listPaths.length]!, person) };
    if (turn < list + book) return this.booking(order.bookPath, order, true);
    return { kind: 'mine', text: this.get(order.minePath, person) };
  }

  private booking(
    path: string,
    range: { firstSlot: number; slots: number; people: readonly Signed[] },
    keyed: boolean,
    wish: Wish = { kind: 'slot' },
  ): ScriptedRequest | undefined {
    if (this.slotsUsed >= range.slots) return undefined;
    const { body, person } = wishFor(wish, range.firstSlot + this.slotsUsed++, range.people.length);
    const key = keyed ? `Idempotency-Key: ${randomUUID()}\r\n` : '';
    return { kind: 'book', text: this.post(path, body, range.people[person]!, key) };
  }

  private post(path: string, body: string, person: Signed, more = ''): string {
    const head = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n${more}`;
    return `POST ${path} HTTP/1.1\r\n${this.common(person)}${head}\r\n${body}`;
  }

  private get(path: string, person: Signed, more = ''): string {
    return `GET ${path} HTTP/1.1\r\n${this.common(person)}${more}\r\n`;
  }

  private common({ id, token }: Signed): string {
    return `Host: ${this.host}\r\nX-Person: ${id}\r\nAuthorization: Bearer ${token}\r\n`;
  }
}
