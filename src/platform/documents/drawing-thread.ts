import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { WorkerThread } from '../threads/worker-thread.js';
import type { Paper } from './paper.js';

export type DrawingTask = { paper: Paper } | { code: string };
export type DrawingAnswer = { bytes: Uint8Array } | { error: string };

const WORKER = new URL(`./drawing/drawing-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

/** Draws on a thread of its own, so that no request waits while somebody's letters are shaped. */
@Injectable()
export class DrawingThread implements OnApplicationShutdown {
  // Far more time than any paper takes: its texts are bounded, but the fonts, which are large, are first read.
  private readonly thread = new WorkerThread<DrawingTask, DrawingAnswer>(WORKER, {
    ...{ maxWaiting: 100, tooSlowMs: 30_000, idleMs: 60_000, maxHeapMb: 512 },
  });

  draw(paper: Paper): Promise<Buffer> {
    return this.run({ paper });
  }

  drawCode(code: string): Promise<Buffer> {
    return this.run({ code });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread.stop();
  }

  private async run(task: DrawingTask): Promise<Buffer> {
    const answer = await this.thread.run(task);
    if ('error' in answer) throw new Error(`Not drawn: ${answer.error}`);
    return Buffer.from(answer.bytes);
  }
}
