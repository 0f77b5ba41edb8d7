import type { Tx } from '../tx.js';
import type { Page, PageRequest } from './page.js';
import { countOnce, estimate, EXACT_UP_TO, guess, knownTotal, type Count } from './totals.js';

type Source = Pick<Tx, 'query'>;
type Values = Record<string, unknown>;
type GivenValues = Record<string, NonNullable<unknown> | null>;

const MOST = EXACT_UP_TO + 1;

/** `ofRow` asks the same of one row after another; `guess` is SQL of about as many rows as are found. */
export interface Sought {
  condition: string;
  ofRow?: string;
  guess?: string;
}

export interface Selected {
  from: string;
  id: string;
  rows?: string;
  /** Many rows are counted once a minute, since the planner cannot estimate them. */
  isCounted?: boolean;
}

/**
 * Which rows a list shows. The page's ids are found in an index, and only its rows are read whole, perhaps
 * joined (`rows`); they and the count are one statement.
 */
export class Selection {
  private readonly conditions: string[] = [];
  private readonly ofRows = new Map<string, string>();
  private collected?: 'few' | 'all';
  private guess?: string;

  /** `$now` is of no account for how long a count is remembered. */
  constructor(
    private readonly selected: Selected,
    private readonly values: GivenValues = {},
  ) {}

  with(values: GivenValues): this {
    Object.assign(this.values, values);
    return this;
  }

  /** For every right: a value that is missing does not compile, and is thrown. */
  must(condition: string, values: GivenValues = {}): this {
    if (isPartial(values)) throw new Error(`A value is missing of: ${condition}`);
    return this.add(condition, values);
  }

  /** A filter: an undefined value leaves it out. */
  and(condition: string, values: Values = {}): this {
    return isPartial(values) ? this : this.add(condition, values as GivenValues);
  }

  /** Collected where the planner guesses that few are found, else looked for in the list's order. */
  search({ condition, ofRow, guess = '' }: Sought, values: GivenValues): this {
    this.with(values).conditions.push(condition);
    if (ofRow) this.ofRows.set(condition, ofRow);
    this.guess = guess;
    return this.narrow();
  }

  private add(condition: string, values: GivenValues): this {
    for (const [name, value] of Object.entries(values)) {
      const own = this.freeName(name, value);
      condition = condition.replaceAll(new RegExp(`\\$${name}\\b`, 'g'), () => `$${own}`);
      this.values[own] = value;
    }
    this.conditions.push(condition);
    return this;
  }

  /** Finds few, so they are collected by their own index first; `few`: unless they turn out to be many. */
  narrow(most: 'few' | 'all' = 'few'): this {
    this.collected = most;
    return this;
  }

  async page<Row extends object>(source: Source, columns: string, page: PageRequest): Promise<Page<Row>> {
    const { limit, offset, orderBy } = page;
    const { from, id, rows = from } = this.selected;
    const known = knownTotal(this.key) ?? (await this.guessed(source));
    const collects = this.collected === 'all' || (this.collected === 'few' && !known);
    const [table] = id.split('.');
    const found = (order: string, most: number) =>
      collects ? `FROM collected ${table}` : this.matching(order, most);
    const total = known?.total ?? `(SELECT count(*)::int FROM (SELECT ${found('', MOST)} LIMIT ${MOST}) few)`;
    const ids = `SELECT ${id} ${found(orderBy, limit + offset)}
      ORDER BY ${orderBy} LIMIT ${limit} OFFSET ${offset}`;
    const answer = await source.query<Row & { rowId: unknown; matching: number }>(
      `${collects ? `WITH collected AS MATERIALIZED (${this.collection(orderBy)})` : ''}
       SELECT counted.total AS matching, ${id} AS "rowId", ${columns}
       FROM (SELECT ${total} AS total) counted LEFT JOIN ${rows} ON ${id} = ANY (ARRAY(${ids}))
       ORDER BY ${orderBy}`,
      this.values,
    );
    const matching = answer[0]!.matching;
    const items = answer.flatMap(({ rowId, matching: _, ...row }) =>
      rowId === null ? [] : (row as unknown as Row),
    );
    const isLast = items.length < limit && (items.length > 0 || offset === 0);
    if (known && !isLast) return { items, limit, offset, ...known };
    if (known || matching <= EXACT_UP_TO)
      return { items, limit, offset, total: known ? offset + items.length : matching, exact: true };
    const count = await this.estimate(source);
    return this.collected === 'few' ? this.page(source, columns, page) : { items, limit, offset, ...count };
  }

  /** SQL from FROM on; may leave out what comes after `most` in this order. */
  protected matching(orderBy = '', _most?: number): string {
    return `FROM ${this.selected.from} ${orderBy ? this.whereOfRow : this.where}`;
  }

  protected get where(): string {
    return this.conditions.length > 0 ? `WHERE ${this.conditions.join(' AND ')}` : '';
  }

  private get whereOfRow(): string {
    const conditions = this.conditions.map((condition) => this.ofRows.get(condition) ?? condition);
    return conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  }

  /** The same condition may be asked for twice with two values. */
  private freeName(name: string, value: unknown): string {
    if (!(name in this.values) || this.values[name] === value) return name;
    return this.freeName(`${name}_`, value);
  }

  private collection(orderBy: string): string {
    const ordered = orderBy.split(', ').map((term) => term.replace(/ (ASC|DESC)$/, ''));
    const columns = [...new Set([this.selected.id, ...ordered])].join(', ');
    return `SELECT ${columns} ${this.matching()} ${this.collected === 'few' ? `LIMIT ${MOST}` : ''}`;
  }

  private async guessed(source: Source): Promise<Count | undefined> {
    if (this.guess === undefined || this.collected !== 'few') return undefined;
    return guess(source, this.key, this.guess || `SELECT ${this.matching()}`, this.values);
  }

  private estimate(source: Source): Promise<Count> {
    if (this.selected.isCounted) return countOnce(source, this.key, this.matching(), this.values);
    return estimate(source, this.key, `SELECT ${this.matching()}`, this.values);
  }

  /** The same for everybody who asks the same, whatever the time. */
  private get key(): string {
    const matching = this.matching();
    const asked = Object.entries(this.values).filter(
      ([name]) => name !== 'now' && matching.includes(`$${name}`),
    );
    return JSON.stringify([matching, asked]);
  }
}

function isPartial(values: Values): boolean {
  return Object.values(values).includes(undefined);
}

/** A LIKE pattern of what contains `part`, which takes `%` and `_` for themselves. */
export function containing(part: string): string {
  return `%${part.replace(/[\\%_]/g, '\\$&')}%`;
}
