const EVERY_MS = 5_000;

/** What changes by itself is said at most once in five seconds, as it stands then. */
export class Seldom {
  private last = -EVERY_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly say: () => void) {}

  ask(): void {
    const pause = Math.max(0, this.last + EVERY_MS - performance.now());
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.last = performance.now();
      this.say();
    }, pause);
  }
}
