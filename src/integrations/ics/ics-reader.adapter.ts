import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { WorkerThread } from '../../platform/threads/worker-thread.js';
import { CalendarRefused } from '../calendars/calendar-provider.rules.js';
import type { BusyText, CalendarText } from './busy-times.policy.js';

export interface IcsTask extends Omit<CalendarText, 'text'> {
  texts: string[];
}
export type IcsAnswer = BusyText | { unreadable: string };

export const ICS_WORKER = new URL(
  `./ics-worker.adapter${extname(fileURLToPath(import.meta.url))}`,
  import.meta.url,
);
const TOO_SLOW_MS = 10_000;

/** Reads calendar files on a thread of its own: what somebody wrote into one may never end. */
@Injectable()
export class IcsReader implements OnApplicationShutdown {
  private readonly thread = new WorkerThread<IcsTask, IcsAnswer[]>(ICS_WORKER, {
    ...{ maxWaiting: 1_000, tooSlowMs: TOO_SLOW_MS, idleMs: 600_000, maxHeapMb: 512 },
  });

  /** An answer for each text. Refuses with `CalendarRefused`. */
  async read(task: IcsTask): Promise<IcsAnswer[]> {
    const late = () => new CalendarRefused('invalid', 'It takes more than 10 seconds to read.');
    try {
      return await this.thread.run(task, late);
    } catch (error) {
      if (error instanceof CalendarRefused) throw error;
      throw new CalendarRefused('busy', 'There is too much to read just now.');
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread.stop();
  }
}
