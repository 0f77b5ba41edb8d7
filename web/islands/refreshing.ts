const JITTER_MS = 1_000;
const UNLIVE_MS = 60_000;

/** Reads anew when something has changed: not too often, not all at once, and only where somebody looks. */
export class Refreshing {
  isLive = false;
  private last = 0;
  private isDue = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly refresh: () => Promise<void>,
    private readonly pauseMs = 10_000,
  ) {
    document.addEventListener('visibilitychange', () => this.isDue && this.plan());
    setInterval(() => !this.isLive && this.ask(), UNLIVE_MS);
  }

  ask(): void {
    this.isDue = true;
    this.plan();
  }

  private plan(): void {
    if (document.hidden || this.timer !== undefined) return;
    const pause = Math.max(0, this.last + this.pauseMs - Date.now()) + Math.random() * JITTER_MS;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.isDue = false;
      this.last = Date.now();
      void this.refresh();
    }, pause);
  }
}
