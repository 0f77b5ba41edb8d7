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

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    const fail = (error?: Error) => this.settle?.reject(error ?? new Error('The connection was closed.'));
    socket.on('error', fail);
    socket.on('close', () => fail());
  }

  static open(host: string, port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, host, () => resolve(new Connection(socket)));
      socket.once('error', reject);
    });
  }

  /** Sends a whole request and answers the status once the whole answer is here. */
  send(request: string): Promise<number> {
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

  private take(chunk: Buffer): void {
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

function contentLength(head: string): number {
  const match = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (match) return Number(match[1]);
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) throw new Error('The generator reads no chunked answers.');
  return 0;
}
