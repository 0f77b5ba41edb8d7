/** Does for many at once what each asks for by itself; who comes while a batch is under way is in the next. */
export class Batches<Item> {
  private next?: { items: Item[]; done: Promise<void> } | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly work: (items: Item[]) => Promise<void>) {}

  /** Ends with the batch that it is in, and fails with it. */
  add(item: Item): Promise<void> {
    if (!this.next) {
      const items: Item[] = [];
      const done = this.last.then(() => this.begin(items));
      this.next = { items, done };
      this.last = done.catch(() => undefined);
    }
    this.next.items.push(item);
    return this.next.done;
  }

  private begin(items: Item[]): Promise<void> {
    this.next = undefined;
    return this.work(items);
  }
}
