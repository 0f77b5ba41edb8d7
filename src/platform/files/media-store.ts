import type { Readable } from 'node:stream';

export interface StoredMedia {
  content: Readable;
  bytes: number;
}

/** Where pictures are kept, by names that are never used again. */
export abstract class MediaStore {
  abstract put(name: string, bytes: Buffer, type: string): Promise<void>;
  /** Undefined where nothing has that name. */
  abstract get(name: string): Promise<StoredMedia | undefined>;
  abstract remove(name: string): Promise<void>;
  abstract names(): AsyncIterable<string>;
}
