export interface Pauses {
  /** Milliseconds before the second try; each further pause is twice as long. */
  firstPauseMs: number;
  longestPauseMs: number;
}

/** Not all at once: a restarted server is met by everybody who was connected. */
export function pauseAfter(failures: number, { firstPauseMs, longestPauseMs }: Pauses): number {
  return Math.min(firstPauseMs * 2 ** failures, longestPauseMs) * (0.5 + Math.random() / 2);
}
