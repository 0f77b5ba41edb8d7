/** A test is given up when it has not got on for so long; how long it takes in all depends on the machine. */
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

/** Calls `giveUp` once nothing has been heard for a minute. */
export class Watchdog {
  private heardAt = performance.now();
  private readonly timer: NodeJS.Timeout;

  constructor(giveUp: () => void) {
    this.timer = setInterval(() => {
      if (performance.now() - this.heardAt < SILENT_MS) return;
      this.stop();
      giveUp();
    }, LOOK_EVERY_MS);
  }

  hear(): void {
    this.heardAt = performance.now();
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
