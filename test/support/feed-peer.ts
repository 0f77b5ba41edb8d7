import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A feed on the loopback: one text with its tag, which fails on demand. */
export class FeedPeer {
  readonly calls: { path: string; headers: IncomingMessage['headers'] }[] = [];
  text = '';
  /** Answered instead, in this order; the last one stays. */
  failing: number[] = [];
  private readonly server: Server;
  private constructor() {
    this.server = createServer((request, response) => this.answer(request, response));
  }

  static async listen(): Promise<FeedPeer> {
    const peer = new FeedPeer();
    peer.server.listen(0, '127.0.0.1');
    await once(peer.server, 'listening');
    return peer;
  }

  url(path = '/secret-canary-feed/basic.ics'): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  /** One event of `minutes` from each of these instants. */
  set events(starts: readonly string[]) {
    const events = starts.map(
      (start, at) =>
        `BEGIN:VEVENT\r\nUID:${at}@feed\r\nSUMMARY:Dentist ${at}\r\n` +
        `DTSTART:${start.replaceAll(/[-:]/g, '')}\r\nDURATION:PT30M\r\nEND:VEVENT\r\n`,
    );
    this.text = `BEGIN:VCALENDAR\r\nX-WR-CALNAME:Ada’s\r\n${events.join('')}END:VCALENDAR\r\n`;
  }

  close(): void {
    this.server.close().closeAllConnections();
  }

  private answer({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
    this.calls.push({ path: url, headers });
    const [status] = this.failing.length > 1 ? this.failing.splice(0, 1) : this.failing;
    if (status !== undefined) return void response.writeHead(status, { 'retry-after': '60' }).end('no');
    const etag = `"${this.text.length}-${this.text.replace(/\D/g, '').slice(0, 500)}"`;
    if (headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
    response.writeHead(200, { 'content-type': 'text/calendar', etag }).end(this.text);
  }
}
