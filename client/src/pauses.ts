export interface Pauses {
  /** Milliseconds before the second try; each further pause is twice as long. */
  firstPauseMs: number;
  longestPauseMs: number;
}

/** Not all at once: a restarted server is met by everybody who was connected. */
export function pauseAfter(failures: number, { firstPauseMs, longestPauseMs }: Pauses): number {
  return Math.min(firstPauseMs * 2 ** failures, longestPauseMs) * (0.5 + Math.random() / 2);
}

/** Ends early, with its reason, where the signal says that nobody waits any more. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
