import { setTimeout as pause } from 'node:timers/promises';
import type { OpenSocket, SocketClient } from './sockets.js';

const AGAIN_AFTER_MS = 50;

export interface FollowerOptions {
  url: string;
  path: string;
  token: string;
  open: OpenSocket;
  /** How long it stays away after its connection was lost. */
  awayMs?: number;
  /** Does not say what it has seen last, and comes back once another one has heard something since. */
  forgetful?: { other: Follower };
}

/** A client that connects again whenever it lost its connection, and goes on from the last frame it saw. */
export class Follower {
  /** Of the frames it heard, as they came. */
  readonly ids: number[] = [];
  resyncs = 0;
  connections = 0;
  private client?: SocketClient;
  private stopped = false;
  private readonly following: Promise<void>;

  constructor(private readonly options: FollowerOptions) {
    this.following = this.follow();
  }

  /** All that it has heard so far. */
  get heard(): number[] {
    return [...this.ids, ...(this.client?.ids ?? [])];
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.client?.close();
    await this.following;
  }

  private async follow(): Promise<void> {
    while (!this.stopped) {
      this.client = await this.connect();
      if (this.stopped) this.client?.close();
      await this.client?.ended;
      this.keep();
      await pause(this.client ? (this.options.awayMs ?? AGAIN_AFTER_MS) : AGAIN_AFTER_MS);
      while (!this.stopped && !this.hasMissedSomething()) await pause(AGAIN_AFTER_MS);
    }
  }

  private hasMissedSomething(): boolean {
    const { forgetful } = this.options;
    return !forgetful || (forgetful.other.heard.at(-1) ?? 0) > (this.ids.at(-1) ?? 0);
  }

  private async connect(): Promise<SocketClient | undefined> {
    const { url, path, token, open, forgetful } = this.options;
    const since = forgetful && this.connections > 0 ? undefined : (this.ids.at(-1) ?? 0);
    const client = await open(url, { path, token, since }).catch(() => undefined);
    if (client) this.connections++;
    return client;
  }

  private keep(): void {
    for (const { type, id } of this.client?.frames ?? []) {
      if (type === 'resync_required') this.resyncs++;
      else this.ids.push(id);
    }
    this.client?.frames.splice(0);
  }
}
