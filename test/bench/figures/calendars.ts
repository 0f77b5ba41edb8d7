import type pg from 'pg';
import { eventually } from '../../support/eventually.js';
import { Http } from '../../support/http.js';
import type { IcalAnswer } from '../bare/ical.js';
import { absolute, compared, notRun, type Benchmark, type Figure } from '../figure.js';
import type { Signed } from '../load/order.js';
import { spreadOf } from '../measuring/percentiles.js';
import { cpuSeconds } from '../measuring/process.js';
import { inTurns } from '../measuring/rounds.js';
import { withClient } from '../stage/cluster.js';
import type { CoProcess } from '../stage/co-process.js';
import type { Convoke } from '../stage/convoke.js';
import { CALENDAR_EVENTS, fullCalendar } from '../stage/full-calendar.js';
import { seedPeople } from '../stage/people.js';

const MOVED = 50;
const DAY_MS = 86_400_000;
const DAYS_AHEAD = 401;
const INTEGRATIONS = '/api/v1/integrations';
/** A warm-up, and two sets of five rounds. */
const PEOPLE = 11;

interface Reading {
  ms: number;
  cpuMs: number;
}

/** From the feed's being asked for to busy times that count, each round for somebody else. */
export const calendars: Benchmark = {
  id: 'calendars',
  what: `a feed of ${CALENDAR_EVENTS.toLocaleString('en-US')} events`,
  async run(stage, progress): Promise<Figure[]> {
    const databaseUrl = await stage.createDatabase();
    const product = await stage.convoke({ DATABASE_URL: databaseUrl, WEBHOOKS_ALLOW_PRIVATE: 'true' });
    if (cpuSeconds(product.pid) === undefined)
      return [notRun('calendars', calendars.what, 'there is no /proc here')];
    const { attendees } = await seedPeople(product.url, databaseUrl, PEOPLE);
    const [ical, feed] = [await stage.start('bare/ical.ts'), await stage.start('load/feed.ts')];
    const address = await feed.ask<string>('listen');
    const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const [text, changed] = [fullCalendar(today), fullCalendar(today, MOVED)];
    const bareOf = (file: string) => {
      const now = Date.now();
      const range = { from: now - DAY_MS, until: now + DAYS_AHEAD * DAY_MS };
      return ical.ask<IcalAnswer>('read', { text: file, ...range });
    };
    return withClient(databaseUrl, async (client) => {
      const waiting = attendees.map((person) => new Reader(person, { product, feed, client, address }));
      let reader = waiting[0]!;
      const contestants = {
        bare: async (): Promise<Reading> => bareOf(text),
        first: async () => {
          reader = waiting.shift()!;
          await feed.ask('show', text);
          return reader.connect();
        },
        unchanged: () => reader.readAgain(),
        changed: async () => {
          await feed.ask('show', changed);
          return reader.readAgain();
        },
      };
      await contestants.first();
      requireSame(await reader.busyTimes(), (await bareOf(text)).busy, today);
      await contestants.unchanged();
      await contestants.changed();
      requireSame(await reader.busyTimes(), (await bareOf(changed)).busy, today);
      const { results } = await inTurns<Reading>(contestants, {
        baseline: 'bare',
        of: ({ ms }) => ms,
        progress,
      });
      const figuresOf = (name: string, what: string, atMost: number): Figure[] => {
        const spread = (of: string, key: keyof Reading) => spreadOf(results[of]!.map((each) => each[key]));
        const goal = { text: `≤ ${atMost} ×`, atMost };
        const said = `${calendars.what}, ${what}`;
        const cpu = [spread(name, 'cpuMs'), spread('bare', 'cpuMs')] as const;
        return [
          compared(
            'calendars',
            `${said}, ical.js alone beside it`,
            'ms',
            spread(name, 'ms'),
            spread('bare', 'ms'),
            goal,
          ),
          absolute('calendars', `${said}: processor`, 'ms', cpu[0], undefined, cpu[1]),
        ];
      };
      return [
        ...figuresOf('first', 'read for the first time', 1),
        ...figuresOf('unchanged', 'read again unchanged', 0.1),
        ...figuresOf('changed', `read again with ${MOVED} changes`, 1),
      ];
    });
  },
};

/** Somebody whose calendar it is. */
class Reader {
  private id = 0;
  private readonly path: string;
  private readonly http: Http;

  constructor(
    { id, token }: Signed,
    private readonly at: { product: Convoke; feed: CoProcess; client: pg.Client; address: string },
  ) {
    this.http = new Http(at.product.url).with({ authorization: `Bearer ${token}` });
    this.path = `/${id}.ics`;
  }

  /** It is asked for once before that: to see that it can be read. */
  connect(): Promise<Reading> {
    const body = { provider: 'ics', url: this.at.address + this.path };
    return this.measured(1, INTEGRATIONS, 201, body);
  }

  readAgain(): Promise<Reading> {
    return this.measured(0, `${INTEGRATIONS}/${this.id}/sync`, 202);
  }

  async busyTimes(): Promise<[from: number, until: number][]> {
    const { rows } = await this.at.client.query<{ from: number; until: number }>(
      `SELECT extract(epoch FROM t.starts_at)::float8 * 1000 AS from,
         extract(epoch FROM t.ends_at)::float8 * 1000 AS until
       FROM scheduling.calendar_times t JOIN integrations.calendars k ON k.id = t.calendar_id
       WHERE k.connection_id = $1 ORDER BY 1`,
      [this.id],
    );
    return rows.map(({ from, until }) => [from, until]);
  }

  private async measured(before: number, path: string, expected: number, body?: object): Promise<Reading> {
    const { product, feed } = this.at;
    const calls = before + (await feed.ask<number[]>('asked', this.path)).length;
    const answer = await this.http.post(path, body);
    if (answer.status !== expected) throw new Error(`${path} answered ${answer.status}.`);
    this.id = answer.body.id;
    const cpu = cpuSeconds(product.pid)!;
    const endedAt = await eventually(() => this.readAt(), 60_000, 10);
    const cpuMs = (cpuSeconds(product.pid)! - cpu) * 1000;
    const asked = await feed.ask<number[]>('asked', this.path);
    return { ms: endedAt - asked[calls]!, cpuMs };
  }

  private async readAt(): Promise<number> {
    const { rows } = await this.at.client.query<{ status: string; error: string | null; at: number }>(
      `SELECT status, last_error AS error, extract(epoch FROM last_synced_at)::float8 * 1000 AS at
       FROM integrations.calendar_connections WHERE id = $1`,
      [this.id],
    );
    const { status, error, at } = rows[0]!;
    if (status !== 'active') throw new Error(`The feed is ${status}: ${error}`);
    return at;
  }
}

/** Both find the same, or the figure means nothing; at its ends they are asked at different moments. */
function requireSame(ours: [number, number][], theirs: [number, number][], today: number): void {
  const within = (busy: [number, number][]) =>
    JSON.stringify(
      busy.filter(([from, until]) => from > today + 2 * DAY_MS && until < today + (DAYS_AHEAD - 2) * DAY_MS),
    );
  if (ours.length === 0 || within(ours) !== within(theirs))
    throw new Error(`The two find different times: ${ours.length} and ${theirs.length}.`);
}
