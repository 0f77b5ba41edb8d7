export interface LiveFrame {
  type: string;
  id?: number;
  data?: unknown;
  /** Of a conversation. */
  message?: unknown;
}

interface Listener {
  onFrame(frame: LiveFrame): void;
  /** What was missed is too old to be sent again: read everything anew. */
  onResync(): void;
  /** Whether news comes at the moment. */
  onLive?(isLive: boolean): void;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const ENDED_FOR_GOOD = [4401, 4403];

/** Listens to one of the plain sockets below `/ws/`, comes back by itself, and misses nothing meanwhile. */
export function listen(path: string, { onFrame, onResync, onLive }: Listener): () => void {
  let socket: WebSocket | undefined;
  let since: number | undefined;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  const open = () => {
    const address = new URL(path, location.href.replace(/^http/, 'ws'));
    if (since !== undefined) address.searchParams.set('since', String(since));
    socket = new WebSocket(address);
    socket.onopen = () => {
      failures = 0;
      onLive?.(true);
    };
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(String(data)) as LiveFrame;
      if (frame.id !== undefined) since = frame.id;
      if (frame.type !== 'resync_required') return onFrame(frame);
      since = undefined;
      onResync();
    };
    socket.onclose = ({ code }) => {
      onLive?.(false);
      if (!isOver && !ENDED_FOR_GOOD.includes(code)) timer = setTimeout(open, pauseAfter(failures++));
    };
  };
  const hurry = () => {
    if (isOver || socket?.readyState !== WebSocket.CLOSED) return;
    clearTimeout(timer);
    open();
  };
  addEventListener('online', hurry);
  open();
  return () => {
    isOver = true;
    clearTimeout(timer);
    removeEventListener('online', hurry);
    socket?.close();
  };
}

/** Not all at once: a restarted server is met by everybody who was connected. */
function pauseAfter(failures: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
}
