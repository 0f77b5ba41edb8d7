import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './ports.js';

export interface RedisServer {
  url: string;
  port: number;
  /** Ends the server; what it held is gone. */
  stop(): Promise<void>;
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>;
  flush(): Promise<void>;
  /** Holds the server still: connections stand, and nothing is answered until `thaw`. */
  freeze(): void;
  thaw(): void;
}

/** A redis-server on a free port that keeps nothing on disk; `redis-server` must be on the PATH. */
export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'convoke-redis-'));
  const url = `redis://127.0.0.1:${port}`;
  let server = await launch(port, folder);
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  return {
    url,
    port,
    async stop() {
      process.off('exit', kill);
      if (server.exitCode === null && server.signalCode === null) {
        const ended = once(server, 'exit');
        server.kill('SIGKILL');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
    async restart() {
      process.once('exit', kill);
      server = await launch(port, tmpdir());
    },
    async flush() {
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    },
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
  };
}

async function launch(port: number, folder: string): Promise<ChildProcess> {
  const options = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
  ];
  const server = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ready = new Promise<void>((resolve) => {
    server.stdout!.on('data', (chunk: Buffer) => {
      if (chunk.includes('Ready to accept connections')) resolve();
    });
  });
  const ended = once(server, 'exit').then(() =>
    Promise.reject(new Error('redis-server ended before it was ready.')),
  );
  await Promise.race([ready, ended]);
  ended.catch(() => undefined);
  return server;
}
