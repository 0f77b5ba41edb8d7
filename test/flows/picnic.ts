import { openPlain, openSocketIo, type SocketClient } from '../support/sockets.js';
import { world, type World } from '../support/world.js';
import { INSTANT, register, type Friend } from './friends.js';

/** Three friends who plan a picnic under one form of the API, in their own world, with both sockets. */
export class Picnic {
  private readonly heard = new Set<number>();

  private constructor(
    readonly api: string,
    readonly w: World,
    readonly cora: Friend,
    readonly gus: Friend,
    readonly tom: Friend,
    private readonly sockets: SocketClient[],
  ) {}

  static async open(api: string): Promise<Picnic> {
    const w = await world({ ACCESS_TOKEN_TTL: '30d' });
    const cora = await register(w, api, 'cora');
    const gus = await register(w, api, 'gus');
    const tom = await register(w, api, 'tom');
    const sockets = [
      await openPlain(w.url, { path: '/ws/events/', token: gus.access }),
      await openSocketIo(w.url, { path: '/ws/events', token: gus.access }),
    ];
    return new Picnic(api, w, cora, gus, tom, sockets);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.close();
    await this.w.close();
  }

  at(path: string): string {
    return `${this.api}${path}`;
  }

  /** What a list holds: bare under /api, in an envelope under /api/v1. */
  items(body: any): any[] {
    return this.api === '/api' ? body : body.results;
  }

  ids(body: any): number[] {
    return this.items(body).map(({ id }) => id);
  }

  async list(path: string): Promise<any> {
    return (await this.cora.http.get(this.at(path))).body;
  }

  /** The next event of this type, which both kinds of socket must get alike. */
  async told(type: string, fits: (data: any) => boolean = () => true): Promise<any> {
    const frames = this.sockets.map((socket) =>
      socket.frame(type, ({ id, data }) => fits(data) && !this.heard.has(id)),
    );
    const [one, other] = await Promise.all(frames);
    expect(one).toEqual(other);
    expect(one).toEqual({ id: expect.any(Number), type, data: expect.any(Object), timestamp: INSTANT });
    this.heard.add(one!.id);
    return one!.data;
  }

  /** Every type of message that was heard, on each socket. */
  get types(): string[][] {
    return this.sockets.map(({ types }) => [...new Set(types)].sort());
  }
}
