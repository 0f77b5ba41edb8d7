import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

const PROBE_EVERY_MS = 200;

interface Upstream {
  port: number;
  isLive: boolean;
}

/**
 * What nginx is in production: takes turns over the processes that answer `/health/live`, and asks the next one
 * when a connection failed before a byte of the answer had come. Bodies are kept in memory until then.
 */
export class Balancer {
  private readonly upstreams: Upstream[];
  private readonly sockets = new Set<Socket>();
  private turn = 0;
  private probing?: NodeJS.Timeout;
  /** Requests that a second process had to answer. */
  retried = 0;
  /** Those among them that the first process may have read. */
  cutOff = 0;

  private constructor(
    private readonly server: http.Server,
    ports: number[],
  ) {
    this.upstreams = ports.map((port) => ({ port, isLive: true }));
  }

  static async start(ports: number[]): Promise<Balancer> {
    const server = http.createServer();
    const balancer = new Balancer(server, ports);
    server.on('request', (request, response) => void balancer.forward(request, response));
    server.on('upgrade', (request, socket, head) => balancer.upgrade(request, socket as Socket, head));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    balancer.probing = setInterval(() => void balancer.probe(), PROBE_EVERY_MS);
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    clearInterval(this.probing);
    this.sockets.forEach((socket) => socket.destroy());
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async probe(): Promise<void> {
    for (const upstream of this.upstreams) {
      const answer = await fetch(`http://127.0.0.1:${upstream.port}/health/live`).catch(() => undefined);
      upstream.isLive = answer?.status === 200;
    }
  }

  /** Live ones first, each in its turn; the others only when nobody else is left. */
  private candidates(): Upstream[] {
    const from = this.turn++ % this.upstreams.length;
    const inTurn = [...this.upstreams.slice(from), ...this.upstreams.slice(0, from)];
    return [...inTurn.filter(({ isLive }) => isLive), ...inTurn.filter(({ isLive }) => !isLive)];
  }

  private async forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    for (const [attempt, upstream] of this.candidates().entries()) {
      if (attempt > 0) this.retried++;
      if (await this.answered(upstream, request, body, response)) return;
      upstream.isLive = false;
    }
    response.writeHead(502).end();
  }

  private answered(
    to: Upstream,
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<boolean> {
    const { method, url: path, headers } = request;
    return new Promise((resolve) => {
      const onward = http.request({ host: '127.0.0.1', port: to.port, method, path, headers, agent: false });
      onward.once('error', ({ code }: NodeJS.ErrnoException) => {
        if (code !== 'ECONNREFUSED') this.cutOff++;
        resolve(false);
      });
      onward.once('response', (answer) => {
        const { connection: _, 'keep-alive': __, ...kept } = answer.headers;
        response.writeHead(answer.statusCode!, kept);
        answer.pipe(response);
        answer.once('end', () => resolve(true));
        answer.once('error', () => {
          response.destroy();
          resolve(true);
        });
      });
      onward.end(body);
    });
  }

  private upgrade(request: IncomingMessage, client: Socket, head: Buffer): void {
    const [first] = this.candidates();
    const upstream = connect(first!.port, '127.0.0.1', () => {
      const lines = [`${request.method} ${request.url} HTTP/1.1`];
      for (let i = 0; i < request.rawHeaders.length; i += 2)
        lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
      upstream.write(`${lines.join('\r\n')}\r\n\r\n`);
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.sockets.add(socket);
      socket.once('error', () => other.destroy());
      socket.once('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
