import type { WebSocket } from 'ws';

const OPENED = '0';
const PING = '2';
const PONG = '3';
const JOIN = '40';
const REFUSED = '44';
const EVENT = '42';

/** One client of a Socket.IO namespace, as far as its protocol is needed to listen. */
export class Listener {
  private constructor(private readonly socket: WebSocket) {}

  /** Joins the namespace with the token; calls `hear` with the text of each event's arguments. */
  static join(socket: WebSocket, path: string, token: string, hear: (text: string) => void): Promise<Listener> {
    const joined = `${JOIN}${path},`;
    const event = `${EVENT}${path},`;
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.on('close', () => reject(new Error('The socket was closed.')));
      socket.on('message', (data: Buffer) => {
        const text = data.toString();
        if (text.startsWith(event)) hear(text.slice(event.length));
        else if (text === PING) socket.send(PONG);
        else if (text.startsWith(OPENED)) socket.send(`${joined}${JSON.stringify({ token })}`);
        else if (text.startsWith(joined)) resolve(new Listener(socket));
        else if (text.startsWith(REFUSED)) reject(new Error(`The namespace refused: ${text}`));
      });
    });
  }

  get isListening(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  leave(): void {
    this.socket.terminate();
  }
}
