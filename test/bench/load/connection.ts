import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';
const STATUS_AT = 'HTTP/1.1 '.length;

/**
 * One keep-alive connection with one request at a time, and no more work per answer than finding its status and
 * its end: the generator shares its cores with what it measures. Answers have a Content-Length or no body.
 */
export class Connection {
  private received: Buffer[] = [];
  private head = '';
  private missing = -1;
  private settle?: { resolve: (status: number) => void; reject: (error: Error) => void };

  private constructor(
    private socket: Socket,
    private readonly host: string,
    private readonly port: number,
  ) {
    this.listen(socket);
  }

  static async open(host: string, port: number): Promise<Connection> {
    return new Connection(await opened(host, port), host, port);
  }

  /** Sends a whole request and answers the status once the whole answer is here. */
  async send(request: string): Promise<number> {
    // The server closes what nobody has used for long.
    if (!this.socket.writable) this.listen((this.socket = await opened(this.host, this.port)));
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      this.socket.write(request, 'latin1');
    });
  }

  /** The body of the last answer. */
  get body(): string {
    return Buffer.concat(this.received).toString();
  }

  close(): void {
    this.settle = undefined;
    this.socket.destroy();
  }

  private listen(socket: Socket): void {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    const fail = (error?: Error) => this.settle?.reject(error ?? new Error('The connection was closed.'));
    socket.on('error', fail);
    socket.on('close', () => fail());
  }

  private take(chunk: Buffer): void {
    // That nothing was asked for too long.
    if (!this.settle) return;
    if (this.missing < 0) {
      const text = this.head + chunk.toString('latin1');
      const end = text.indexOf(HEAD_END);
      if (end < 0) {
        this.head = text;
        return;
      }
      const body = chunk.subarray(chunk.length - (text.length - end - HEAD_END.length));
      this.head = text.slice(0, end);
      this.missing = contentLength(this.head) - body.length;
      this.received = [body];
    } else {
      this.received.push(chunk);
      this.missing -= chunk.length;
    }
    if (this.missing <= 0) this.finish();
  }

  private finish(): void {
    const status = Number(this.head.slice(STATUS_AT, STATUS_AT + 3));
    this.head = '';
    this.missing = -1;
    const { resolve } = this.settle!;
    this.settle = undefined;
    resolve(status);
  }
}

function opened(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => resolve(socket));
    socket.once('error', reject);
  });
}

function contentLength(head: string): number {
  const match = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (match) return Number(match[1]);
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) throw new Error('The generator reads no chunked answers.');
  return 0;
}
