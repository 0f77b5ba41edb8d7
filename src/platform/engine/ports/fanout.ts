import type { createAdapter } from '@socket.io/redis-adapter';

/** What Socket.IO's server takes as `adapter`. */
export type SocketAdapter = ReturnType<typeof createAdapter>;

export type FanoutListener<Message = unknown> = (message: Message) => void;

/**
 * Tells every process, this one included, and keeps nothing: who is away when a message passes never gets it.
 * This process's listeners hear it even while the others cannot be reached.
 */
export abstract class Fanout {
  /** Messages travel as JSON. Never refuses: what cannot be sent is lost. */
  abstract publish(channel: string, message: object): Promise<void>;

  abstract subscribe<Message>(channel: string, listener: FanoutListener<Message>): void;

  /** Calls `listener` each time that messages of the others can be heard again, and some may have been missed. */
  abstract onReconnect(listener: () => void): void;

  /** False while the other processes cannot be reached. */
  abstract readonly connected: boolean;

  /** Carries Socket.IO's rooms over all processes; undefined where there is only one. */
  abstract socketAdapter(): SocketAdapter | undefined;
}
