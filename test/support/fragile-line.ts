import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a client and the product, and breaks when a test says so. */
export class FragileLine {
  private readonly pairs = new Map<Socket, Socket>();
  private lostAnswerTo?: string;
  private isDown = false;
  /** Requests whose answer got lost. */
  lost = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async to(url: string): Promise<FragileLine> {
    const server = createServer();
    const line = new FragileLine(server, new URL(url));
    server.on('connection', (client) => line.relay(client));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The product does what the next such request asks; then the connection is gone. */
  loseNextAnswerTo(requestLine: string): void {
    this.lostAnswerTo = requestLine;
  }

  /** Breaks every connection there is; new ones can be made. */
  cut(): void {
    this.pairs.forEach((_, client) => client.destroy());
  }

  /** Breaks what there is, and lets nobody through until `mend`. */
  takeDown(): void {
    this.isDown = true;
    this.cut();
  }

  mend(): void {
    this.isDown = false;
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private relay(client: Socket): void {
    client.on('error', () => undefined);
    if (this.isDown) return void client.destroy();
    const product = connect(Number(this.target.port), this.target.hostname);
    let isLost = false;
    this.pairs.set(client, product);
    client.on('data', (chunk) => {
      if (this.lostAnswerTo !== undefined && chunk.includes(this.lostAnswerTo)) {
        [isLost, this.lostAnswerTo] = [true, undefined];
        this.lost++;
      }
      product.write(chunk);
    });
    product.on('data', (chunk) => void (isLost ? client.destroy() : client.write(chunk)));
    client.once('close', () => {
      this.pairs.delete(client);
      product.destroy();
    });
    product.once('close', () => client.destroy());
    product.on('error', () => undefined);
  }
}
