/** A mark that the door made and the server has not answered. */
export interface Mark {
  /** Sent along as `Idempotency-Key`, so that what arrives twice counts once. */
  key: string;
  by: string;
  event: number;
  booking: number;
  act: 'in' | 'undo';
  /** As scanned; without, it was made by hand. */
  code: string | null;
  at: string;
  /** In which order one's own are sent. */
  order: number;
}

const STORE = 'marks';

/** Outlives the page: a phone that runs dry loses nothing. */
export class WaitingMarks {
  private readonly db = opened();

  private last = 0;

  constructor(private readonly by: string) {}

  async add(mark: Omit<Mark, 'by' | 'key' | 'order'>): Promise<Mark> {
    this.last = Math.max(this.last + 1, Date.now());
    const kept = { ...mark, by: this.by, key: crypto.randomUUID(), order: this.last };
    await this.run('readwrite', (store) => store.put(kept));
    return kept;
  }

  async remove({ key }: Mark): Promise<void> {
    await this.run('readwrite', (store) => store.delete(key));
  }

  /** One's own, in the order in which they were made. */
  async all(): Promise<Mark[]> {
    const marks = await this.run<Mark[]>('readonly', (store) => store.getAll() as IDBRequest<Mark[]>);
    return marks.filter(({ by }) => by === this.by).sort((one, other) => one.order - other.order);
  }

  private async run<Result>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result> {
    const transaction = (await this.db).transaction(STORE, mode);
    const request = act(transaction.objectStore(STORE));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('Not kept'));
    });
    return request.result;
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('convoke-door', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('Not opened'));
  });
}
