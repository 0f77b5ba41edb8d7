import { Redis } from 'ioredis';
import { withTimeout } from '../../shared/waiting/with-timeout.js';

const WITHIN_MS = 5_000;

export interface RedisFacts {
  version: string;
  /** Null where the server does not tell. */
  evictionPolicy: string | null;
  millis: number;
}

/** Asks the server once, over a connection of its own. Rejects where it does not answer. */
export async function probeRedis(url: string): Promise<RedisFacts> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  redis.on('error', () => undefined);
  try {
    return await withTimeout(WITHIN_MS, ask(redis), () => new Error('no answer within five seconds'));
  } finally {
    redis.disconnect();
  }
}

async function ask(redis: Redis): Promise<RedisFacts> {
  await redis.connect();
  const info = await redis.info('server');
  const [seconds, microseconds] = await redis.time();
  const policy = await redis.config('GET', 'maxmemory-policy').then(
    (answer) => (answer as string[])[1] ?? null,
    () => null,
  );
  const version = /redis_version:([\d.]+)/.exec(info)?.[1] ?? 'unknown';
  return { version, evictionPolicy: policy, millis: Number(seconds) * 1000 + Number(microseconds) / 1000 };
}
