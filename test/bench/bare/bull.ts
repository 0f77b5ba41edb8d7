import Bull from 'bull';
import { Pool } from 'undici';
import { serve } from '../stage/serve.js';

const ADDED_AT_ONCE = 1_000;
/** About as long as what the product says of a booking. */
const BODY = JSON.stringify({ type: 'booking.confirmed', data: 'x'.repeat(1_000) });

// Bull alone: jobs are added and worked off by a handler that does nothing, or makes a call.
serve({
  /** Answers the seconds from the first job added to the last one done. */
  async run({
    redisUrl,
    jobs,
    concurrency,
    url,
  }: {
    redisUrl: string;
    jobs: number;
    concurrency: number;
    url?: string;
  }): Promise<number> {
    const queue = new Bull(`bare-${process.pid}-${performance.now()}`, redisUrl, {
      defaultJobOptions: { removeOnComplete: true },
    });
    await queue.isReady();
    const pool = url === undefined ? null : new Pool(url, { connections: concurrency });
    let done = 0;
    const startedAt = performance.now();
    const finished = new Promise<void>((resolve) => {
      void queue.process(concurrency, async () => {
        const answer = await pool?.request({ method: 'POST', path: '/', body: BODY });
        await answer?.body.dump();
        if (++done === jobs) resolve();
      });
    });
    for (let from = 0; from < jobs; from += ADDED_AT_ONCE) {
      const batch = Array.from({ length: Math.min(ADDED_AT_ONCE, jobs - from) }, (_, n) => ({
        data: { event: from + n },
      }));
      await queue.addBulk(batch);
    }
    await finished;
    const seconds = (performance.now() - startedAt) / 1000;
    await queue.close();
    await pool?.close();
    return seconds;
  },
});
