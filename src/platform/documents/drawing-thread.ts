import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Unavailable } from '../../shared/errors.js';
import { Semaphore } from '../../shared/semaphore.js';
import { withTimeout } from '../../shared/with-timeout.js';
import type { Paper } from './paper.js';

export type DrawingTask = { paper: Paper } | { code: string };
export type DrawingAnswer = { bytes: Uint8Array } | { error: string };

const MAX_WAITING = 100;
/** Far more than any paper takes: its texts are bounded, but the fonts are first read from a disk. */
const TOO_SLOW_MS = 30_000;
const IDLE_MS = 60_000;
const MAX_HEAP_MB = 512;

const HERE = fileURLToPath(import.meta.url);
const WORKER = new URL(`./drawing/drawing-worker${extname(HERE)}`, import.meta.url);

/**
 * Draws on a thread of its own, so that no request waits while somebody's letters are shaped. The thread begins
 * with the first task and ends when nothing was drawn for a minute: the fonts of all scripts are large.
 */
@Injectable()
export class DrawingThread implements OnApplicationShutdown {
  private readonly oneAtATime = new Semaphore(1, MAX_WAITING);
  private worker?: Worker;
  private idle?: NodeJS.Timeout;

  draw(paper: Paper): Promise<Buffer> {
    return this.run({ paper });
  }

  drawCode(code: string): Promise<Buffer> {
    return this.run({ code });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  private run(task: DrawingTask): Promise<Buffer> {
    return this.oneAtATime.run(async () => {
      clearTimeout(this.idle);
      try {
        const answer = await withTimeout(TOO_SLOW_MS, this.ask(task), () => new Unavailable());
        if ('error' in answer) throw new Error(`Not drawn: ${answer.error}`);
        return Buffer.from(answer.bytes);
      } catch (error) {
        if (error instanceof Unavailable) await this.stop();
        throw error;
      } finally {
        this.worker?.unref();
        this.idle = setTimeout(() => void this.stop(), IDLE_MS).unref();
      }
    });
  }

  private ask(task: DrawingTask): Promise<DrawingAnswer> {
    this.worker ??= this.start();
    const { worker } = this;
    worker.ref();
    return new Promise((resolve, reject) => {
      const gone = (error?: unknown) => reject(error instanceof Error ? error : new Unavailable());
      worker.once('exit', gone).once('error', gone);
      worker.once('message', (answer: DrawingAnswer) => {
        worker.off('exit', gone).off('error', gone);
        resolve(answer);
      });
      worker.postMessage(task);
    });
  }

  private start(): Worker {
    const worker = new Worker(WORKER, {
      execArgv: importsOf(process.execArgv),
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    worker.once('exit', () => {
      if (this.worker === worker) this.worker = undefined;
    });
    return worker;
  }

  private async stop(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }
}

/** A thread takes few of a process's options; those that load a module first are what the sources may need. */
function importsOf(options: readonly string[]): string[] {
  return options.flatMap((option, at) => (option === '--import' ? [option, options[at + 1]!] : []));
}
