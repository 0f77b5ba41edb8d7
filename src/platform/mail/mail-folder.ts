import { mkdir, opendir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { Config } from '../config/config.js';
import { Every } from '../schedule/every.js';

const EVERY_MS = 3_600_000;

/** `DATA_DIR/mail/<id>.eml`: mails of an installation without a mail server. */
@Injectable()
export class MailFolder {
  private readonly path: string;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.path = join(config.dataDir, 'mail');
  }

  async write(id: number, message: Buffer): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    const file = join(this.path, `${String(id).padStart(8, '0')}.eml`);
    await writeFile(`${file}.part`, message, { mode: 0o600 });
    await rename(`${file}.part`, file);
  }

  /** Removes what is older than `RETENTION_EML`, also where mails are sent by now. */
  @Every(EVERY_MS)
  async forget(signal?: AbortSignal): Promise<void> {
    const before = this.clock.millis() - this.config.retention.eml;
    const folder = await opendir(this.path).catch(() => undefined);
    if (!folder) return;
    for await (const { name } of folder) {
      if (signal?.aborted) break;
      const file = join(this.path, name);
      if (/\.eml(?:\.part)?$/.test(name) && (await stat(file)).mtimeMs < before)
        await rm(file, { force: true });
    }
  }
}
