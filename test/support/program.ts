import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Program {
  pid: number;
  /** Standard output and error, line by line, so far. */
  lines: string[];
  kill(signal: NodeJS.Signals): Promise<void>;
}

const LOADER = join(process.cwd(), 'test/support/typescript.mjs');

/** Runs a TypeScript file as a process of its own; resolves once it has printed a line `ready`. */
export async function startProgram(file: string, args: string[] = []): Promise<Program> {
  const child = spawn(process.execPath, ['--import', LOADER, file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const lines: string[] = [];
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (line === 'ready') resolve();
      });
    }
  });
  await Promise.race([
    ready,
    ended.then(() => Promise.reject(new Error(`${file} ended before it was ready:\n${lines.join('\n')}`))),
  ]);
  return {
    pid: child.pid!,
    lines,
    async kill(signal) {
      child.kill(signal);
      await ended;
    },
  };
}
