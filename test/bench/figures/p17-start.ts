import { absolute, type Benchmark, type Figure } from '../figure.js';
import { spreadOf } from '../measuring/percentiles.js';
import { inTurns } from '../measuring/rounds.js';
import { POOL_SIZE } from '../stage/stage.js';

/** P17: from the start of the process to the first 200 of /health/ready, on a migrated database. */
export const start: Benchmark = {
  id: 'P17',
  what: 'process start to /health/ready 200, database made before',
  async run(stage, progress): Promise<Figure[]> {
    const databaseUrl = await stage.createDatabase();
    const contestants = {
      product: async () => {
        const product = await stage.convoke({ DATABASE_URL: databaseUrl });
        await product.stop();
        return product.readyAfterMs;
      },
      bare: async () => {
        const startedAt = performance.now();
        const bare = await stage.start('bare/bookings.ts');
        const url = await bare.ask<string>('listen', { databaseUrl, poolSize: POOL_SIZE });
        await fetch(`${url}/ready`).then((answer) => answer.arrayBuffer());
        const tookMs = performance.now() - startedAt;
        await bare.stop();
        return tookMs;
      },
    };
    const { results } = await inTurns<number>(contestants, { baseline: 'bare', of: (ms) => ms, progress });
    const goal = { text: '≤ 3,000 ms', atMost: 3000 };
    return [absolute('P17', start.what, 'ms', spreadOf(results.product!), goal, spreadOf(results.bare!))];
  },
};
