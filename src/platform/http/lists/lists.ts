import type { Type } from '@nestjs/common';
import type { PageRequest, PageWindow } from '../../database/selection/page.js';
import { InvalidInput } from '../../../shared/errors.js';
import { Checked } from '../fields/checked.js';
import { IntField, TextField } from '../fields/fields.js';
import { currentRequest } from '../../context/request-context.js';

export type { Page, PageRequest } from '../../database/selection/page.js';

const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 100;
/** The size of a bare list when no page was asked for. */
const UNPAGED_SIZE = 1000;
const MAX_ORDERINGS = 3;

export class ListQuery {
  @IntField({
    min: 1,
    max: 1_000_000_000,
    optional: true,
    description: 'Which page, from 1. One past the end is empty.',
    example: 1,
  })
  page?: number;

  @IntField({
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    optional: true,
    description: 'Items per page, 20 by default; more than 100 counts as 100.',
    example: 20,
  })
  page_size?: number;

  @IntField({
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    optional: true,
    description: 'The same as `page_size`.',
    example: 20,
  })
  limit?: number;

  @TextField({
    max: 200,
    optional: true,
    description: 'A field to sort by, with `-` in front for descending.',
    example: '-id',
  })
  ordering?: string;
}

/** What a list can be sorted by, besides its `id`; told in one answer with all other faults. */
export function SortedBy(names: readonly string[], most = MAX_ORDERINGS): (target: Type<ListQuery>) => void {
  return Checked<ListQuery>(({ ordering }) =>
    ordering === undefined ? {} : { ordering: orderProblem(ordering, ['id', ...names], most) },
  );
}

export interface Ordering {
  /** Wire name → SQL expression; these alone may be asked for, as `SortedBy` says. */
  ordering: Record<string, string>;
  most?: number;
  /** In the wire's form, such as `-created_at`. */
  default: string;
  /** A unique SQL expression, `id` on the wire, ends every order, so that pages neither repeat nor skip. */
  tiebreak?: string;
}

/** Reads a list's page and order. Refuses an unknown order with a 400 that names `ordering`. */
export function pageOf(query: ListQuery, ordering: Ordering): PageRequest {
  const { limit, offset } = limitAndOffset(query);
  return { limit, offset, orderBy: orderBy(query.ordering, ordering) };
}

/** 1,000 rows where a bare list was asked for without a page. */
function limitAndOffset(query: ListQuery): PageWindow {
  const asked = query.page_size ?? query.limit;
  const paged = asked !== undefined || query.page !== undefined;
  if (!paged && currentRequest()?.listShape === 'bare') return { limit: UNPAGED_SIZE, offset: 0 };
  const limit = Math.min(asked ?? DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
  return { limit, offset: ((query.page ?? 1) - 1) * limit };
}

function orderBy(asked: string | undefined, order: Ordering): string {
  const { ordering: own, default: standard, tiebreak, most = MAX_ORDERINGS } = order;
  const ordering = tiebreak === undefined ? own : { id: tiebreak, ...own };
  const problem = asked === undefined ? undefined : orderProblem(asked, Object.keys(ordering), most);
  if (problem) throw new InvalidInput({ ordering: problem });
  const names = (asked ?? standard).split(',');
  const terms = names.map((name) => `${ordering[bare(name)]} ${name.startsWith('-') ? 'DESC' : 'ASC'}`);
  if (tiebreak && !names.some((name) => ordering[bare(name)] === tiebreak))
    terms.push(`${tiebreak} ${names[0]!.startsWith('-') ? 'DESC' : 'ASC'}`);
  return terms.join(', ');
}

function orderProblem(asked: string, known: readonly string[], most: number): string[] | undefined {
  const names = asked.split(',');
  if (names.length > most && most === 1) return ['Choose one order.'];
  if (names.length <= most && names.every((name) => known.includes(bare(name)))) return undefined;
  return [`Choose from ${[...new Set(known)].join(', ')}, with - in front for descending.`];
}

function bare(name: string): string {
  return name.replace(/^-/, '');
}
