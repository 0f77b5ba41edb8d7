import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../support/eventually.js';
import { latenciesOf, type Latencies } from '../measuring/percentiles.js';
import { withClient } from './cluster.js';

const WITHIN_MS = 60_000;
const BATCHES_PER_SECOND = 20;

type Client = Parameters<Parameters<typeof withClient>[1]>[0];

/** Where it is seen that events took effect. */
export interface Effects {
  /** Of one event. */
  each: number;
  /** How many there are of the events from this one on. */
  count(client: Client, first: number): Promise<number>;
  /** The milliseconds from each event's time to each of its effects. */
  waits(client: Client, first: number): Promise<number[]>;
}

/** Publishes copies of an event of the product, and sees when they have taken effect. */
export class Relay {
  private constructor(
    private readonly databaseUrl: string,
    private readonly original: number,
    /** Everybody in the product who listens to it. */
    readonly listeners: string[],
    private readonly effects: Effects = handledBy(listeners),
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

  /** The same events, whose effects are seen elsewhere. */
  seenIn(effects: Effects): Relay {
    return new Relay(this.databaseUrl, this.original, this.listeners, effects);
  }

  /** Publishes `count` at once and answers the seconds until every effect is there. */
  publishAndWait(count: number): Promise<number> {
    return withClient(this.databaseUrl, async (client) => {
      const startedAt = performance.now();
      const first = await this.publish(client, count);
      await this.effective(client, first, count);
      return (performance.now() - startedAt) / 1000;
    });
  }

  /** Publishes at a steady pace; answers how long effects were waited for. */
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
      await this.effective(client, first, perSecond * seconds);
      return latenciesOf(await this.effects.waits(client, first));
    });
  }

  /** Answers the id of the first one. */
  private async publish(client: Client, count: number): Promise<number> {
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

  private async effective(client: Client, first: number, count: number): Promise<void> {
    const expected = count * this.effects.each;
    await eventually(
      async () => {
        const seen = await this.effects.count(client, first);
        if (seen < expected) throw new Error(`${seen} of ${expected} effects were seen.`);
      },
      WITHIN_MS,
      20,
    );
  }
}

/** The effect of a listener is there with its commit. */
function handledBy(listeners: string[]): Effects {
  return {
    each: listeners.length,
    async count(client, first) {
      const { rows } = await client.query<{ n: number }>(
        'SELECT count(*)::int AS n FROM platform.handled WHERE event_id >= $1 AND listener = ANY($2)',
        [first, listeners],
      );
      return rows[0]!.n;
    },
    async waits(client, first) {
      const { rows } = await client.query<{ ms: number }>(
        `SELECT extract(epoch FROM pg_xact_commit_timestamp(h.xmin) - o.occurred_at)::float8 * 1000 AS ms
         FROM platform.handled h JOIN platform.outbox o ON o.id = h.event_id WHERE h.event_id >= $1`,
        [first],
      );
      return rows.map(({ ms }) => ms);
    },
  };
}
