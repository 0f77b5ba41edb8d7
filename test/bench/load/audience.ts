import { WebSocket } from 'ws';
import { serve } from '../stage/serve.js';
import { Listener } from './listener.js';

const OPENED_AT_ONCE = 50;

/** What all listeners together have heard since the count began. */
export interface Heard {
  deliveries: number;
  /** Between the first and the last delivery. */
  seconds: number;
  /** For each frame, by its id: how many heard it, and when the last of them did (milliseconds since 1970). */
  frames: { id: number; heardBy: number; lastAt: number }[];
  /** One whole frame as it came. */
  sample: string;
}

let listeners: Listener[] = [];
let heard = new Map<number, { heardBy: number; lastAt: number }>();
let sample = '';
let deliveries = 0;
let firstAt = 0;
let lastAt = 0;

// Many Socket.IO clients in one process, without the client library: its parsing would cost more than the
// server's work.
serve({
  async connect({ url, path, tokens, count }: { url: string; path: string; tokens: string[]; count: number }) {
    for (let from = listeners.length; from < count; from += OPENED_AT_ONCE) {
      const batch = Array.from({ length: Math.min(OPENED_AT_ONCE, count - from) }, (_, n) => {
        const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
        return Listener.join(socket, path, tokens[(from + n) % tokens.length]!, hear);
      });
      listeners.push(...(await Promise.all(batch)));
    }
    return listeners.length;
  },

  begin(): void {
    heard = new Map();
    deliveries = 0;
    firstAt = 0;
  },

  /** Waits until so many deliveries were counted, or `withinMs` is over. */
  async finish({ expected, withinMs }: { expected: number; withinMs: number }): Promise<Heard> {
    const until = performance.now() + withinMs;
    while (deliveries < expected && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 5));
    const frames = [...heard].map(([id, frame]) => ({ id, ...frame }));
    return { deliveries, seconds: (lastAt - firstAt) / 1000, frames, sample };
  },

  /** How many are still there. */
  listening(): number {
    return listeners.filter(({ isListening }) => isListening).length;
  },

  leave(): void {
    listeners.forEach((listener) => listener.leave());
    listeners = [];
  },
});

function hear(text: string): void {
  const now = performance.timeOrigin + performance.now();
  const id = frameId(text);
  const frame = heard.get(id);
  if (frame) {
    frame.heardBy++;
    frame.lastAt = now;
  } else {
    heard.set(id, { heardBy: 1, lastAt: now });
    sample = text;
  }
  deliveries++;
  firstAt ||= now;
  lastAt = now;
}

/** The frame's own id, wherever in the text it stands: `["type",{"id":17,…` or `…,"id":17}]`. */
function frameId(text: string): number {
  const first = /,\{"id":(\d+)/.exec(text) ?? /"id":(\d+)[^{}]*\}\]$/.exec(text);
  return Number(first?.[1] ?? -1);
}
