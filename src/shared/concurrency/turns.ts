interface Waiting {
  begin(): void;
  refuse(error: unknown): void;
}

/** Those who want the same take turns; what refuses it for all refuses everybody who waits at that moment. */
export class Turns {
  private readonly queues = new Map<string, Waiting[]>();

  constructor(private readonly isForAll: (error: unknown) => boolean) {}

  async take<T>(wanted: string, work: () => Promise<T>): Promise<T> {
    const queue = this.queues.get(wanted) ?? [];
    if (this.queues.has(wanted)) await new Promise<void>((begin, refuse) => queue.push({ begin, refuse }));
    else this.queues.set(wanted, queue);
    try {
      return await work();
    } catch (error) {
      if (this.isForAll(error)) for (const { refuse } of queue.splice(0)) refuse(error);
      throw error;
    } finally {
      const next = queue.shift();
      if (next) next.begin();
      else this.queues.delete(wanted);
    }
  }
}
