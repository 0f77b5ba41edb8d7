import { Injectable } from '@nestjs/common';
import { Clock } from '../../../shared/clock.js';
import { Cache } from '../ports/cache.js';

const ENTRIES = 10_000;
const LETTERS = 32_000_000;

interface Entry {
  /** A text as it is; all else as JSON, so that nobody changes a cached value by holding on to it. */
  text: string;
  isJson: boolean;
  expiresAt: number;
}

@Injectable()
export class MemoryCache extends Cache {
  // In order of insertion: the first entry is the one unused for longest.
  private readonly entries = new Map<string, Entry>();
  private letters = 0;

  constructor(private readonly clock: Clock) {
    super();
  }

  async get<T>(key: string): Promise<T | undefined> {
    const entry = this.take(key);
    if (!entry || entry.expiresAt <= this.clock.millis()) return undefined;
    this.put(key, entry);
    return (entry.isJson ? JSON.parse(entry.text) : entry.text) as T;
  }

  async set(key: string, value: unknown, ttlMs: number): Promise<void> {
    this.take(key);
    const isJson = typeof value !== 'string';
    const text = isJson ? JSON.stringify(value) : value;
    this.put(key, { text, isJson, expiresAt: this.clock.millis() + ttlMs });
    while (this.entries.size > ENTRIES || this.letters > LETTERS) this.take(this.entries.keys().next().value!);
  }

  async delete(key: string): Promise<void> {
    this.take(key);
  }

  private put(key: string, entry: Entry): void {
    this.entries.set(key, entry);
    this.letters += entry.text.length;
  }

  private take(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    if (entry) this.letters -= entry.text.length;
    this.entries.delete(key);
    return entry;
  }
}
