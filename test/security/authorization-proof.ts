import { AccessGuard } from '../../src/platform/auth/access.guard.js';
import { verdict, type Proof } from '../support/proof.js';
import type { ApiOperation } from '../support/api-document.js';
import { areaOf, type Area } from './areas.js';
import { Matrix, type Cell } from './matrix.js';
import { RESOURCES } from './resources.js';
import { RIGHTS } from './rights.js';
import { Stage } from './stage.js';

const TWIN_OPERATIONS = 2;

/**
 * Every operation of an area × 12 subjects × own, foreign, missing; each area has a file, so that they run side
 * by side.
 */
export function authorizationOf(area: Area): Proof {
  return {
    id: 'S1',
    what: `authorization matrix of ${area}: every operation × 12 subjects × own, foreign, missing`,
    async run(size, progress) {
      const isMeant = (operation: ApiOperation) => areaOf(operation) === area;
      const stage = await Stage.open(isMeant);
      try {
        const operations = stage.document.operations.filter(isMeant);
        const matrix = await Matrix.on(stage);
        const known = new Set(stage.document.operations.map(({ id }) => id));
        const strangers = Object.keys(RIGHTS).filter((id) => !known.has(id));
        const cells: Cell[] = [];
        for (const [n, operation] of operations.entries()) {
          cells.push(...(await matrix.walk([operation], size === 'full')));
          progress(`${n + 1} of ${operations.length} operations of ${area}`);
        }
        const wrong = cells.filter(({ problems }) => problems.length > 0);
        const guarded = operations.filter(({ method, access }) => method === 'GET' && access !== 'public');
        const twin = await withoutGuard(() => matrix.walk(guarded.slice(0, TWIN_OPERATIONS), false));
        const left = operations.filter(isOfCircle);
        const twinLeft = await withoutLeaving(stage, () => matrix.walk(left.slice(0, TWIN_OPERATIONS), false));
        const refused = cells.filter(({ status }) => status >= 400).length;
        return verdict(
          {
            operations: operations.length,
            cells: cells.length,
            refused,
            served: cells.length - refused,
            wrong: wrong.length,
            twin_wrong: twin.filter(({ problems }) => problems.length > 0).length,
            twin_left_wrong: twinLeft.length,
            ...(wrong.length && { first: grouped(wrong).slice(0, 100).join(' | ') }),
          },
          {
            'there are operations': operations.length > 0,
            'every cell as declared': wrong.length === 0,
            [`rights only of operations that exist, unlike ${strangers.join(', ')}`]: strangers.length === 0,
            'a twin that nobody leaves fails': left.length === 0 || twinLeft.length > 0,
            'the twin fails': twin.some(({ problems }) => problems.length > 0),
          },
        );
      } finally {
        await stage.close();
      }
    },
  };
}

/** What is wrong, once for each operation and kind of problem, with the cells in which it is. */
function grouped(wrong: Cell[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { operation, subject, object, problems } of wrong)
    for (const problem of problems) {
      const key = `${operation} ${problem}`;
      groups.set(key, [...(groups.get(key) ?? []), object === 'none' ? subject : `${subject} ${object}`]);
    }
  return [...groups].map(([problem, cells]) => `${problem} (${cells.join(', ')})`);
}

/** What is read by whoever takes part, and by nobody who left. */
function isOfCircle({ id, method, path }: ApiOperation): boolean {
  const { foreign, refusal } = RIGHTS[id] ?? {};
  const isStrict = foreign === undefined && refusal === undefined && /\{id\}$/.test(path);
  return method === 'GET' && isStrict && RESOURCES.find(({ paths }) => paths.test(path))?.event !== undefined;
}

/** What is wrong of those who should have left where leaving takes nothing away. */
async function withoutLeaving(stage: Stage, walk: () => Promise<Cell[]>): Promise<Cell[]> {
  stage.nobodyLeaves = true;
  stage.renew('left');
  const cells = await walk();
  stage.nobodyLeaves = false;
  return cells.filter(({ subject, problems }) => subject === 'left' && problems.length > 0);
}

/** The product as it would be with a guard that lets everybody in. */
async function withoutGuard<T>(work: () => Promise<T>): Promise<T> {
  const guarded = AccessGuard.prototype.canActivate;
  AccessGuard.prototype.canActivate = () => true;
  try {
    return await work();
  } finally {
    AccessGuard.prototype.canActivate = guarded;
  }
}
