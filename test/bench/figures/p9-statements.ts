import { countByKind, kindOf, type SentStatement } from '../../support/statements.js';
import { counted, type Figure } from '../figure.js';
import { plannedScans } from '../stage/scans.js';
import type { Stage } from '../stage/stage.js';
import { WatchedConvoke } from '../stage/watched-convoke.js';
import type { Cell } from './p9-lists.js';

const NONE = { text: '0', atMost: 0 };

/** A hundred rows take as many statements as ten, and no plan reads a large table from end to end. */
export async function sameStatements(stage: Stage, databaseUrl: string, cells: Cell[]): Promise<Figure[]> {
  const product = await WatchedConvoke.start(stage, databaseUrl, { withoutJobs: true });
  const most = { ten: 0, hundred: 0 };
  const different: string[] = [];
  const scanning: string[] = [];
  for (const { what, path, person } of cells) {
    const read = async (size: number) => {
      const sized = resized(path, size);
      await product.ask(person, 'GET', sized);
      const { statements } = await product.ask(person, 'GET', sized);
      return statements.filter((statement) => kindOf(statement) === 'use case');
    };
    const [ten, hundred] = [await read(10), await read(100)];
    const [few, many] = [ten, hundred].map((run: SentStatement[]) => countByKind(run)['use case']) as [
      number,
      number,
    ];
    if (few !== many) different.push(`${what}: ${few} and ${many}`);
    most.ten = Math.max(most.ten, few);
    most.hundred = Math.max(most.hundred, many);
    const tables = await plannedScans(databaseUrl, hundred);
    if (tables.length > 0) scanning.push(`${what}: ${tables.join(', ')}`);
  }
  await product.stop();
  const differences = different.length > 0 ? ` (${different.join('; ')})` : '';
  const plans = scanning.length > 0 ? ` (${scanning.join('; ')})` : '';
  const equal = { text: 'equal, list by list', atMost: most.ten, holds: different.length === 0 };
  return [
    counted('P9', `most statements of a list, 100 rows beside 10${differences}`, most.hundred, equal, most.ten),
    counted('P9', `lists planned with a sequential scan over 10,000 rows${plans}`, scanning.length, NONE),
  ];
}

/** The same rows with another page size: a page that lies far behind begins where it did. */
function resized(path: string, size: number): string {
  return path
    .replace(
      /([?&]page=)(\d+)/,
      (_, name: string, page: string) => `${name}${Math.floor(((+page - 1) * 20) / size) + 1}`,
    )
    .replace('page_size=20', `page_size=${size}`);
}
