import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const LOADER = new URL('../../support/typescript.mjs', import.meta.url).href;
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** A TypeScript file of the bench as a process of its own that answers questions. It ends with this process. */
export class CoProcess {
  private readonly waiting = new Map<
    number,
    { resolve: (answer: any) => void; reject: (error: Error) => void }
  >();
  private asked = 0;

  private constructor(
    private readonly child: ChildProcess,
    private readonly name: string,
  ) {
    running.add(child);
    child.on('message', (message: { id: number; answer?: unknown; error?: string }) => {
      const question = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if (message.error === undefined) question?.resolve(message.answer);
      else question?.reject(new Error(`${this.name}: ${message.error}`));
    });
    child.once('exit', (code) => {
      running.delete(child);
      for (const { reject } of this.waiting.values()) reject(new Error(`${this.name} ended (${code}).`));
    });
  }

  /** `file` is relative to test/bench; the file calls `serve`. */
  static async start(file: string, env: Record<string, string> = {}): Promise<CoProcess> {
    const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
    const child = fork(path, {
      execArgv: ['--import', LOADER],
      serialization: 'advanced',
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    });
    const started = new CoProcess(child, file);
    await started.ask('ping');
    return started;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Calls the handler called `what` over there. */
  ask<Answer = void>(what: string, order?: unknown): Promise<Answer> {
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.send({ id, what, order }, (error) => error && reject(error));
    });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}
