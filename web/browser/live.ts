import { LiveSocket, type Closed, type Entry, type LiveListener } from './live-socket.js';

const PAUSES = { firstPauseMs: 1_000, longestPauseMs: 30_000 };
/** The session, or what let it in, is over. */
const ENDED_FOR_GOOD = [4401, 4403];

class Ended extends Error {}

const BY_COOKIE: Entry<Ended> = {
  token: () => Promise.resolve(undefined),
  comeBack({ code }: Closed) {
    return ENDED_FOR_GOOD.includes(code) ? Promise.reject(new Ended()) : Promise.resolve();
  },
  isEnd: (error) => error instanceof Ended,
};

/** Listens to one of the plain sockets below `/ws/`, as who is signed in to the page; answers what ends it. */
export function listen(path: string, listener: LiveListener): () => void {
  const address = new URL(path, location.href.replace(/^http/, 'ws'));
  const socket = new LiveSocket(address, listener, { WebSocket, entry: BY_COOKIE, pauses: PAUSES });
  return () => socket.close();
}
