import { Worker } from 'node:worker_threads';
import { Unavailable } from '../../shared/errors.js';
import { Semaphore } from '../../shared/concurrency/semaphore.js';
import { withTimeout } from '../../shared/waiting/with-timeout.js';

interface ThreadLimits {
  maxWaiting: number;
  /** A task that takes longer ends its thread. */
  tooSlowMs: number;
  idleMs: number;
  maxHeapMb: number;
}

/**
 * Does one task after the other on a thread of its own, so that no request waits for them. The thread begins
 * with the first task and ends when there was none for `idleMs`.
 */
export class WorkerThread<Task, Answer> {
  private readonly oneAtATime: Semaphore;
  private worker?: Worker;
  private idle?: NodeJS.Timeout;

  constructor(
    private readonly script: URL,
    private readonly limits: ThreadLimits,
  ) {
    this.oneAtATime = new Semaphore(1, limits.maxWaiting);
  }

  /** Refuses with `Unavailable` where too many wait, or what `late` makes where it takes too long. */
  run(task: Task, late: () => Error = () => new Unavailable()): Promise<Answer> {
    return this.oneAtATime.run(async () => {
      clearTimeout(this.idle);
      try {
        return await withTimeout(this.limits.tooSlowMs, this.ask(task), late);
      } catch (error) {
        await this.stop();
        throw error;
      } finally {
        this.worker?.unref();
        this.idle = setTimeout(() => void this.stop(), this.limits.idleMs).unref();
      }
    });
  }

  async stop(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private ask(task: Task): Promise<Answer> {
    this.worker ??= this.start();
    const { worker } = this;
    worker.ref();
    return new Promise((resolve, reject) => {
      const gone = (error?: unknown) => reject(error instanceof Error ? error : new Unavailable());
      worker.once('exit', gone).once('error', gone);
      worker.once('message', (answer: Answer) => {
        worker.off('exit', gone).off('error', gone);
        resolve(answer);
      });
      worker.postMessage(task);
    });
  }

  private start(): Worker {
    const worker = new Worker(this.script, {
      execArgv: importsOf(process.execArgv),
      resourceLimits: { maxOldGenerationSizeMb: this.limits.maxHeapMb },
    });
    worker.once('exit', () => {
      if (this.worker === worker) this.worker = undefined;
    });
    return worker;
  }
}

/** A thread takes few of a process's options; those that load a module first are what the sources may need. */
function importsOf(options: readonly string[]): string[] {
  return options.flatMap((option, at) => (option === '--import' ? [option, options[at + 1]!] : []));
}
