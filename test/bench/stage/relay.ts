import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../support/eventually.js';
import { latenciesOf, type Latencies } from '../measuring/percentiles.js';
import { withClient } from './cluster.js';

const WITHIN_MS = 60_000;
const BATCHES_PER_SECOND = 20;

/** Publishes copies of an event of the product, and sees when its listeners have handled them. */
export class Relay {
  private constructor(
    private readonly databaseUrl: string,
    private readonly original: number,
    /** Everybody in the product who listens to it. */
    readonly listeners: string[],
  ) {}

  /** Takes the newest event of that name as the original, once everybody has handled it. */
  static async of(databaseUrl: string, name: string): Promise<Relay> {
    await pause(3_000);
    return withClient(databaseUrl, async (client) => {
      const { rows } = await client.query<{ id: string; listeners: string[] }>(
        `SELECT o.id, array_agg(h.listener ORDER BY h.listener) AS listeners
         FROM platform.outbox o JOIN platform.handled h ON h.event_id = o.id
         WHERE o.name = $1 GROUP BY o.id ORDER BY o.id DESC LIMIT 1`,
        [name],
      );
      if (!rows[0]) throw new Error(`Nobody handled ${name}.`);
      return new Relay(databaseUrl, Number(rows[0].id), rows[0].listeners);
    });
  }

  /** Publishes `count` at once and answers the seconds until every listener's effect is committed. */
  publishAndWait(count: number): Promise<number> {
    return withClient(this.databaseUrl, async (client) => {
      const startedAt = performance.now();
      const first = await this.publish(client, count);
      await this.handled(client, first, count);
      return (performance.now() - startedAt) / 1000;
    });
  }

  /** Publishes at a steady pace; the wait of an effect is from its event's time to its own commit. */
  lagAt(perSecond: number, seconds: number): Promise<Latencies> {
    return withClient(this.databaseUrl, async (client) => {
      const size = perSecond / BATCHES_PER_SECOND;
      const startedAt = performance.now();
      let first = 0;
      for (let n = 0; n < seconds * BATCHES_PER_SECOND; n++) {
        await pause(Math.max(0, startedAt + (n * 1000) / BATCHES_PER_SECOND - performance.now()));
        const id = await this.publish(client, size);
        first ||= id;
      }
      await this.handled(client, first, perSecond * seconds);
      const { rows } = await client.query<{ ms: number }>(
        `SELECT extract(epoch FROM pg_xact_commit_timestamp(h.xmin) - o.occurred_at)::float8 * 1000 AS ms
         FROM platform.handled h JOIN platform.outbox o ON o.id = h.event_id WHERE h.event_id >= $1`,
        [first],
      );
      return latenciesOf(rows.map(({ ms }) => ms));
    });
  }

  /** Answers the id of the first one. */
  private async publish(
    client: Parameters<Parameters<typeof withClient>[1]>[0],
    count: number,
  ): Promise<number> {
    const { rows } = await client.query<{ first: string }>(
      `WITH copies AS (
         INSERT INTO platform.outbox (name, payload)
         SELECT name, payload FROM platform.outbox, generate_series(1, $2)
         WHERE id = $1 RETURNING id)
       SELECT min(id) AS first FROM copies`,
      [this.original, count],
    );
    return Number(rows[0]!.first);
  }

  private async handled(client: Parameters<Parameters<typeof withClient>[1]>[0], first: number, count: number) {
    const expected = count * this.listeners.length;
    await eventually(
      async () => {
        const { rows } = await client.query<{ n: number }>(
          'SELECT count(*)::int AS n FROM platform.handled WHERE event_id >= $1 AND listener = ANY($2)',
          [first, this.listeners],
        );
        if (rows[0]!.n < expected) throw new Error(`${rows[0]!.n} of ${expected} effects were seen.`);
      },
      WITHIN_MS,
      20,
    );
  }
}
