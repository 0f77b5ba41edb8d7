import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ReadableStream } from 'node:stream/web';
import { createGunzip } from 'node:zlib';
import { Decrypter } from 'age-encryption';
import { extract } from 'tar-stream';
import { CommandRefused } from '../command-refused.js';

const ENCRYPTED = 'age-encryption.org/v1';

export interface ArchiveEntry {
  name: string;
  content: AsyncIterable<Buffer>;
}

export async function isEncrypted(path: string): Promise<boolean> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new CommandRefused(`${path} cannot be read: ${error.code}.`);
  });
  try {
    const { buffer } = await file.read(Buffer.alloc(ENCRYPTED.length), 0, ENCRYPTED.length, 0);
    return buffer.toString('latin1') === ENCRYPTED;
  } finally {
    await file.close();
  }
}

/** The entries in their order; throws `CommandRefused` where the passphrase is another. */
export async function* readArchive(
  path: string,
  passphrase: string,
  onBytes: (count: number) => void = () => undefined,
): AsyncGenerator<ArchiveEntry> {
  const sealed = await isEncrypted(path);
  const file = createReadStream(path);
  file.on('data', (chunk) => onBytes(chunk.length));
  const tar = extract();
  const reading = sealed
    ? pipeline(file, decrypting(passphrase, path), createGunzip(), tar)
    : pipeline(file, createGunzip(), tar);
  reading.catch(() => undefined);
  try {
    for await (const entry of tar) {
      yield { name: entry.header.name, content: entry as AsyncIterable<Buffer> };
      entry.resume();
    }
    await reading;
  } catch (error) {
    const cause = await reading.catch((reason: unknown) => reason);
    throw cause instanceof CommandRefused ? cause : error;
  } finally {
    tar.destroy();
  }
}

export async function contentOf(entry: ArchiveEntry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry.content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function decrypting(passphrase: string, path: string) {
  return async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    const sealed = ReadableStream.from(source) as globalThis.ReadableStream<Uint8Array>;
    const plain = await decrypter.decrypt(sealed).catch(() => {
      throw new CommandRefused(`The passphrase is not the one of ${path}.`);
    });
    yield* plain as unknown as AsyncIterable<Uint8Array>;
  };
}
