const AT_MOST_EVERY_MS = 2_000;

/** Says how far a long work is, every other second at most. */
export class Progress {
  private lastAt = performance.now();

  constructor(private readonly say: (line: string) => void) {}

  at(line: () => string): void {
    if (performance.now() - this.lastAt < AT_MOST_EVERY_MS) return;
    this.lastAt = performance.now();
    this.say(line());
  }

  done(line: string): void {
    this.say(line);
  }
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
