import { slowdown } from './machine.js';

/**
 * A test is given up when it has not got on for so long, on a machine of its own; how long it takes in all does
 * not matter.
 */
const SILENT_MS = 60_000;
const LOOK_EVERY_MS = 1_000;

const listeners = new Set<() => void>();

/** Says that a long test got on: a step was taken, or what it waits for came closer. */
export function signOfLife(): void {
  for (const heard of listeners) heard();
}

/** Calls `heard` at every sign of life from now on; answers how to stop that. */
export function onSignOfLife(heard: () => void): () => void {
  listeners.add(heard);
  return () => listeners.delete(heard);
}

/** Calls `giveUp` once nothing has been heard for a minute, or longer where the machine does much else. */
export class Watchdog {
  private silentMs = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(giveUp: () => void) {
    this.timer = setInterval(() => {
      this.silentMs += LOOK_EVERY_MS / slowdown();
      if (this.silentMs < SILENT_MS) return;
      this.stop();
      giveUp();
    }, LOOK_EVERY_MS);
  }

  hear(): void {
    this.silentMs = 0;
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

/** What `work` answers; an error once it shows no sign of life. */
export async function untilSilent<T>(work: Promise<T>): Promise<T> {
  let watchdog!: Watchdog;
  const silence = new Promise<never>((_, reject) => {
    watchdog = new Watchdog(() => reject(new Error('It has not got on for a minute.')));
  });
  const forget = onSignOfLife(() => watchdog.hear());
  try {
    return await Promise.race([work, silence]);
  } finally {
    forget();
    watchdog.stop();
  }
}
