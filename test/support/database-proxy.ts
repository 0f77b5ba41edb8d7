import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A message of PostgreSQL's protocol, version 3. */
interface Message {
  type: string;
  body: Buffer;
}

/** Cuts a byte stream into messages; what a client says first has no type byte. */
class Messages {
  private rest: Buffer = Buffer.alloc(0);

  constructor(private untyped: number) {}

  read(chunk: Buffer): Message[] {
    this.rest = Buffer.concat([this.rest, chunk]);
    const messages: Message[] = [];
    for (;;) {
      const head = this.untyped > 0 ? 0 : 1;
      if (this.rest.length < head + 4) return messages;
      const end = head + this.rest.readInt32BE(head);
      if (this.rest.length < end) return messages;
      const type = head ? String.fromCharCode(this.rest[0]!) : '';
      messages.push({ type, body: this.rest.subarray(head + 4, end) });
      if (!head) this.untyped--;
      this.rest = this.rest.subarray(end);
    }
  }
}

/** The SQL of a message, if it carries or names some, and what else a message that runs it says. */
function statementOf({ type, body }: Message, prepared: Map<string, string>): string | undefined {
  const texts = () => body.toString('utf8').split('\0');
  if (type === 'Q') return texts()[0];
  if (type === 'P') {
    const [name = '', sql = ''] = texts();
    prepared.set(name, sql);
    return sql;
  }
  const sql = type === 'B' ? prepared.get(texts()[1] ?? '') : undefined;
  return sql && `${sql}\n${texts().slice(2).join('\n')}`;
}

/**
 * Stands between the product and PostgreSQL, so that a test can stop the world at the one moment that matters:
 * PostgreSQL has committed, and nobody has heard of it; or let it fall silent without a word of farewell.
 */
export class DatabaseProxy {
  private readonly sockets = new Set<Socket>();
  private isSilent = false;
  private armed?: { pattern: RegExp; moment: 'statement' | 'commit'; held: () => void };

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async start(databaseUrl: string): Promise<DatabaseProxy> {
    const server = createServer();
    const proxy = new DatabaseProxy(server, new URL(databaseUrl));
    server.on('connection', (socket) => proxy.relay(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    const url = new URL(this.target);
    url.host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return url.href;
  }

  /** Resolves when a transaction with a statement like `pattern` has committed; its client never hears. */
  holdCommitOf(pattern: RegExp): Promise<void> {
    return new Promise((held) => (this.armed = { pattern, moment: 'commit', held }));
  }

  /** Resolves when a statement like `pattern` was sent; it never arrives, and its transaction stays open. */
  holdStatement(pattern: RegExp): Promise<void> {
    return new Promise((held) => (this.armed = { pattern, moment: 'statement', held }));
  }

  /** From now on no byte passes, either way; nothing is closed, and who connects is not refused. */
  silence(): void {
    this.isSilent = true;
    this.sockets.forEach((socket) => socket.pause());
  }

  /** What was said in the meantime arrives, and what is said from now on. */
  speak(): void {
    this.isSilent = false;
    this.sockets.forEach((socket) => socket.resume());
  }

  async stop(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** PostgreSQL's own port, or its socket in a folder. */
  private connect(): Socket {
    const [host, port] = [decodeURIComponent(this.target.hostname), Number(this.target.port)];
    return host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
  }

  private hold(): true {
    this.armed!.held();
    this.armed = undefined;
    return true;
  }

  private relay(client: Socket): void {
    const server = this.connect();
    const [asked, said] = [new Messages(1), new Messages(0)];
    const prepared = new Map<string, string>();
    let wrote = false;
    let silent = false;
    client.on('data', (chunk) => {
      for (const message of asked.read(chunk)) {
        const sql = statementOf(message, prepared);
        if (sql === undefined || !this.armed?.pattern.test(sql)) continue;
        if (this.armed.moment === 'commit') wrote = true;
        else silent = this.hold();
      }
      if (!silent) server.write(chunk);
    });
    server.on('data', (chunk) => {
      for (const { type, body } of said.read(chunk)) {
        if (type === 'E') wrote = false;
        const isCommitted = type === 'Z' && body.toString('latin1') === 'I' && wrote;
        if (!isCommitted || !this.armed) continue;
        silent = this.hold();
      }
      if (!silent) client.write(chunk);
    });
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      if (this.isSilent) socket.pause();
      socket.once('error', () => other.destroy());
      socket.once('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
