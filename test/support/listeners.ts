import { eventually } from './eventually.js';
import { openPlain, openSocketIo, type Frame, type Refusal, type SocketClient } from './sockets.js';

export type SocketKind = 'plain' | 'socket.io';

export interface SocketCredentials {
  token?: string;
  cookie?: string;
  origin?: string;
  /** The feed's path; the calendar's where nothing is said. */
  path?: string;
  since?: number;
}

/** A socket of either kind that a proof watches: whether it was let in, what it hears, whether it was cut. */
export class Listener {
  /** Why it could not be opened, or how it was ended. */
  ended?: string;

  private constructor(
    readonly kind: SocketKind,
    private readonly client?: SocketClient,
  ) {
    void client?.ended.then((how) => (this.ended = `ended with ${how}`));
  }

  static async open(kind: SocketKind, url: string, credentials: SocketCredentials): Promise<Listener> {
    const { token, cookie, origin, path, since } = credentials;
    const headers = { ...(cookie !== undefined && { cookie }), ...(origin !== undefined && { origin }) };
    try {
      const open = kind === 'plain' ? openPlain : openSocketIo;
      return new Listener(kind, await open(url, { token, headers, path, since }));
    } catch (error) {
      const refused = new Listener(kind);
      const { status, code } = error as Refusal;
      refused.ended = `refused with ${status ?? ''} ${code ?? ''}`;
      return refused;
    }
  }

  get isOpen(): boolean {
    return this.client !== undefined && this.ended === undefined;
  }

  get frames(): Frame[] {
    return this.client?.frames ?? [];
  }

  /** Waits for a frame that fits. */
  heard(fits: (frame: Frame) => boolean): Promise<Frame> {
    return eventually(() => {
      const found = this.frames.find(fits);
      if (!found)
        throw new Error(`the ${this.kind} socket has not heard it among ${this.frames.length} frames`);
      return found;
    });
  }

  /** Waits until it was cut off; answers how. */
  cut(): Promise<string> {
    return eventually(() => {
      if (this.ended === undefined) throw new Error(`the ${this.kind} socket is still open`);
      return this.ended;
    });
  }

  close(): void {
    this.client?.close();
  }
}
