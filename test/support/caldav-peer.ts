import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const HOME = '/dav/ada/';
const OPEN =
  '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" ' +
  'xmlns:cs="http://calendarserver.org/ns/">';
const OK = '<d:status>HTTP/1.1 200 OK</d:status>';

interface Kept {
  text: string;
  revision: number;
}

/** A CalDAV server on the loopback with one account and one calendar: RFC 4791, and 6578 where it `syncs`. */
export class CalDavPeer {
  readonly objects = new Map<string, Kept>();
  readonly calls: string[] = [];
  password = 'a canary password';
  syncs = true;
  failing: number | null = null;
  private readonly gone = new Map<string, number>();
  private revision = 1;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  static async listen(): Promise<CalDavPeer> {
    const peer = new CalDavPeer();
    peer.server.listen(0, '127.0.0.1');
    await once(peer.server, 'listening');
    return peer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  put(name: string, start: string, uid = name): void {
    const event = `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTART:${start}\r\nDURATION:PT30M\r\nEND:VEVENT`;
    this.keep(`${HOME}home/${name}.ics`, `BEGIN:VCALENDAR\r\n${event}\r\nEND:VCALENDAR\r\n`);
  }

  delete(name: string): void {
    this.objects.delete(`${HOME}home/${name}.ics`);
    this.gone.set(`${HOME}home/${name}.ics`, ++this.revision);
  }

  /** What it has handed out is forgotten. */
  forgetTokens(): void {
    this.revision += 1_000;
  }

  close(): void {
    this.server.close().closeAllConnections();
  }

  private keep(path: string, text: string): void {
    this.objects.set(path, { text, revision: ++this.revision });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { method = '', url = '' } = request;
    const end = (status: number, text = '', type = 'application/xml') =>
      void response.writeHead(status, { 'content-type': type }).end(text);
    const expected = `Basic ${Buffer.from(`ada:${this.password}`).toString('base64')}`;
    this.calls.push(
      `${method} ${url} ${/(sync-collection|multiget|calendar-query)/.exec(body)?.[1] ?? ''}`.trim(),
    );
    if (this.failing !== null) return end(this.failing);
    if (request.headers.authorization !== expected) return end(401);
    if (url === '/.well-known/caldav') return void response.writeHead(301, { location: '/dav/' }).end();
    if (method === 'PROPFIND') return end(207, this.properties(url));
    if (method === 'REPORT') {
      const [status, text] = this.report(body);
      return end(status, text);
    }
    const known = this.objects.get(url);
    if (method === 'GET') return known ? end(200, known.text, 'text/calendar') : end(404);
    if (method === 'PUT') {
      this.keep(url, body);
      return end(known ? 204 : 201);
    }
    if (method !== 'DELETE') return end(405);
    if (known) this.gone.set(url, ++this.revision);
    return end(this.objects.delete(url) ? 204 : 404);
  }

  private properties(url: string): string {
    const href = (path: string) => `<d:href>${path}</d:href>`;
    const answer = (path: string, props: string) =>
      `<d:response>${href(path)}<d:propstat><d:prop>${props}</d:prop>${OK}</d:propstat></d:response>`;
    const home = `<c:calendar-home-set>${href(HOME)}</c:calendar-home-set>`;
    const principal = `<d:current-user-principal>${href('/dav/principals/ada/')}</d:current-user-principal>`;
    const token = this.syncs ? `<d:sync-token>urn:token:${this.revision}</d:sync-token>` : '';
    const calendar =
      `<d:resourcetype><d:collection/><c:calendar/></d:resourcetype><d:displayname>Home</d:displayname>` +
      `<cs:getctag>"${this.revision}"</cs:getctag>${token}`;
    const more = url === HOME ? answer(`${HOME}home/`, calendar) : '';
    const own =
      url === `${HOME}home/` ? calendar : `${principal}${home}<d:resourcetype><d:collection/></d:resourcetype>`;
    return `${OPEN}${answer(url, own)}${more}</d:multistatus>`;
  }

  private report(body: string): [status: number, text: string] {
    const one = (path: string, withText: boolean) => {
      const { revision, text } = this.objects.get(path)!;
      const data = withText ? `<c:calendar-data><![CDATA[${text}]]></c:calendar-data>` : '';
      const props = `<d:prop><d:getetag>"${revision}"</d:getetag>${data}</d:prop>`;
      return `<d:response><d:href>${path}</d:href><d:propstat>${props}${OK}</d:propstat></d:response>`;
    };
    const missing = (path: string) =>
      `<d:response><d:href>${path}</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>`;
    const whole = (parts: string[]) => `${OPEN}${parts.join('')}</d:multistatus>`;
    if (body.includes('sync-collection')) {
      const since = Number(/urn:token:(\d+)/.exec(body)?.[1] ?? NaN);
      if (since < this.revision - 500) return [403, '<d:error xmlns:d="DAV:"><d:valid-sync-token/></d:error>'];
      const changed = [...this.objects]
        .filter(([, { revision }]) => revision > since)
        .map(([path]) => one(path, false));
      const removed = [...this.gone].filter(([, revision]) => revision > since).map(([path]) => missing(path));
      return [207, whole([...changed, ...removed])];
    }
    if (body.includes('multiget')) {
      const paths = [...body.matchAll(/<[a-z]+:href>([^<]+)</g)].map(([, path]) => path!);
      return [207, whole(paths.map((path) => (this.objects.has(path) ? one(path, true) : missing(path))))];
    }
    return [207, whole([...this.objects.keys()].map((path) => one(path, false)))];
  }
}
