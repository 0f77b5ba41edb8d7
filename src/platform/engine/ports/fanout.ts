export type FanoutListener<Message = unknown> = (message: Message) => void;

/** Broadcasts to every process and keeps nothing. Local listeners hear it during an outage too. */
export abstract class Fanout {
  /** Messages travel as JSON. Never refuses: what cannot be sent is lost. */
  abstract publish(channel: string, message: object): Promise<void>;

  abstract subscribe<Message>(channel: string, listener: FanoutListener<Message>): void;

  /** Called whenever the other processes can be heard again; messages may have been missed. */
  abstract onReconnect(listener: () => void): void;

  abstract readonly connected: boolean;
}
