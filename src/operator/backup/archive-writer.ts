import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ReadableStream } from 'node:stream/web';
import { createGzip } from 'node:zlib';
import { Encrypter } from 'age-encryption';
import { pack } from 'tar-stream';

/** 2^17: what OWASP advises, most of a second on a quiet core. */
const WORK_FACTOR = 17;

/** Writes `.tar.gz`, or what the program `age` opens with the passphrase; whole, or not under its name. */
export class ArchiveWriter {
  entries = 0;
  bytes = 0;
  private readonly tar = pack();
  private readonly written: Promise<void>;

  private constructor(
    private readonly path: string,
    passphrase: string,
  ) {
    const file = createWriteStream(`${path}.part`, { mode: 0o600, flush: true });
    this.written = passphrase
      ? pipeline(this.tar, createGzip(), encrypting(passphrase), file)
      : pipeline(this.tar, createGzip(), file);
    this.written.catch(() => undefined);
  }

  static async create(path: string, passphrase: string): Promise<ArchiveWriter> {
    await mkdir(dirname(path), { recursive: true });
    await rm(`${path}.part`, { force: true });
    return new ArchiveWriter(path, passphrase);
  }

  async add(name: string, content: Buffer | string): Promise<void> {
    const added = new Promise<void>((resolve, reject) => {
      this.tar.entry({ name, mode: 0o600 }, content, (error) => (error ? reject(error) : resolve()));
    });
    // Where the disk is full, nobody drains what was added.
    await Promise.race([added, this.written]);
    this.entries += 1;
    this.bytes += content.length;
  }

  async finish(): Promise<void> {
    this.tar.finalize();
    await this.written;
    await rename(`${this.path}.part`, this.path);
  }

  async abandon(): Promise<void> {
    this.tar.destroy();
    await this.written.catch(() => undefined);
    await rm(`${this.path}.part`, { force: true });
  }
}

function encrypting(passphrase: string) {
  return async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const encrypter = new Encrypter();
    encrypter.setPassphrase(passphrase);
    encrypter.setScryptWorkFactor(WORK_FACTOR);
    const plain = ReadableStream.from(source) as globalThis.ReadableStream<Uint8Array>;
    yield* (await encrypter.encrypt(plain)) as unknown as AsyncIterable<Uint8Array>;
  };
}
