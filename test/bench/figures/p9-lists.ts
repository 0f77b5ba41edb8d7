import { absolute, counted, type Benchmark, type Figure } from '../figure.js';
import type { LoadOrder, LoadResult, Signed } from '../load/order.js';
import { latenciesOf, spreadOf } from '../measuring/percentiles.js';
import { inTurns } from '../measuring/rounds.js';
import { refuseOthers } from '../stage/ground.js';
import { seedManyEvents } from '../stage/many-events.js';
import { ROWS, seedManyRows } from '../stage/many-rows.js';
import { seedManyTasks } from '../stage/many-tasks.js';
import { seedPeople } from '../stage/people.js';
import { sequentialScans } from '../stage/scans.js';
import { POOL_SIZE, type Stage } from '../stage/stage.js';
import { bareRoutes, listsOf, type BareRoute } from './p9-cells.js';
import { sameStatements } from './p9-statements.js';

const PACE = { connections: 4, seconds: 0.5 };
const ROUNDS = 3;
const LONG_ROUNDS = 5;

/** P9: lists of a long table. */
export const lists: Benchmark = {
  id: 'P9',
  what: `lists of ${ROWS.toLocaleString('en-US')} slots, bookings, events and tasks, 20 a page, 4 connections`,
  async run(stage, progress): Promise<Figure[]> {
    const databaseUrl = await stage.createDatabase();
    const first = await stage.convoke({ DATABASE_URL: databaseUrl });
    const { attendees, admin } = await seedPeople(first.url, databaseUrl, 1);
    await first.stop();
    const busy = attendees[0]!;
    progress('seeding');
    await seedManyRows(databaseUrl, busy);
    await seedManyEvents(databaseUrl);
    await seedManyTasks(databaseUrl, busy);
    const cells = listsOf(new Date(), busy, admin);

    const figures = await latencies(stage, databaseUrl, cells, bareRoutes(cells), progress);
    // From here on nobody but the product reads, so that a scan is its own.
    const before = await sequentialScans(databaseUrl);
    figures.push(...(await sameStatements(stage, databaseUrl, cells)));
    const scanned = await sequentialScans(databaseUrl, before);
    const counts = scanned.map(({ table, scans }) => `${table} ${scans}`).join(', ');
    progress(`sequential scans of large tables: ${counts || 'none'}`);
    return [...figures, scansFigure(scanned)];
  },
};

export interface Cell {
  what: string;
  path: string;
  person: Signed;
  /** Where the bare server answers with the same rows. */
  barePath: string;
  /** Measured by `--long` alone. */
  isRare?: boolean;
}

/** The p99 of each list, beside the plainest statement for the same rows. */
export async function latencies(
  stage: Stage,
  databaseUrl: string,
  cells: Cell[],
  routes: Record<string, BareRoute>,
  progress: (text: string) => void,
): Promise<Figure[]> {
  const product = await stage.convoke({ DATABASE_URL: databaseUrl });
  const bare = await stage.start('bare/bookings.ts');
  const bareUrl = await bare.ask<string>('listen', { databaseUrl, poolSize: POOL_SIZE, routes });
  const generator = await stage.generator();
  const load = (url: string, path: string, person: Signed) => async () => {
    const script = { kind: 'get', paths: [path], people: [person] } as const;
    const result = await generator.ask<LoadResult>('run', { url, ...PACE, script } satisfies LoadOrder);
    refuseOthers(result, [200], path);
    return result;
  };
  const p99 = (result: LoadResult) => latenciesOf(result.milliseconds.get!).p99;
  const goal = { text: 'p99 ≤ 30 ms', atMost: 30 };
  const figures: Figure[] = [];
  const { isLong } = stage.options;
  for (const { what, path, person, barePath } of cells.filter(({ isRare }) => isLong || !isRare)) {
    const contestants = { product: load(product.url, path, person), bare: load(bareUrl, barePath, person) };
    for (const warmUp of Object.values(contestants)) await warmUp();
    const quiet = () => undefined;
    const { results } = await inTurns<LoadResult>(contestants, {
      baseline: 'bare',
      of: p99,
      progress: quiet,
      rounds: isLong ? LONG_ROUNDS : ROUNDS,
      sets: 1,
    });
    const [ours, theirs] = [spreadOf(results.product!.map(p99)), spreadOf(results.bare!.map(p99))];
    progress(`${what}: p99 ${ours.median.toFixed(1)} ms, bare ${theirs.median.toFixed(1)} ms`);
    figures.push(absolute('P9', `${what}: p99`, 'ms', ours, goal, theirs));
  }
  await product.stop();
  await bare.stop();
  return figures;
}

export function scansFigure(scanned: { table: string; scans: number }[]): Figure {
  const value = scanned.reduce((sum, { scans }) => sum + scans, 0);
  const where =
    scanned.length > 0 ? ` (${scanned.map(({ table, scans }) => `${table}: ${scans}`).join(', ')})` : '';
  const what = `sequential scans of tables over 10,000 rows while the lists were read${where}`;
  return counted('P9', what, value, { text: '0', atMost: 0 });
}
