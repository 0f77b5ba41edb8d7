import type { Clock } from '../../shared/clock.js';
import type { Tx } from '../database/tx.js';

type Source = Pick<Tx, 'query'>;

interface AttemptedRows {
  table: string;
  /** Which rows still wait for a success. */
  waiting: string;
  attempts?: string;
  nextAt?: string;
  /** After the first, second, … attempt; the last one repeats, unless the row is given up. */
  pausesMs: readonly number[];
  /** How long a lost attempt keeps others away; without, as long as the pause after it. */
  leaseMs?: number;
}

export interface Trial<Row extends { id: number }> {
  limit: number;
  read(ids: number[]): Promise<Row[]>;
  attempt(row: Row): Promise<void>;
  postponed(row: Row, reason: string): void;
}

/** Rows that are tried with growing pauses until it works, by one process at a time. */
export class Attempts {
  readonly due: string;
  private readonly dueRows: string;
  private readonly claiming: string;
  private readonly claimingAll: string;
  private readonly postponing: string;

  constructor({
    table,
    waiting,
    attempts = 'attempts',
    nextAt = 'next_attempt_at',
    pausesMs,
    leaseMs,
  }: AttemptedRows) {
    const isDue = `${waiting} AND ${nextAt} <= $now`;
    const lease = leaseMs === undefined ? pauseSql(`${attempts} + 1`, pausesMs) : pauseSql('1', [leaseMs]);
    this.due = `EXISTS (SELECT FROM ${table} WHERE ${isDue})`;
    this.dueRows = `SELECT id FROM ${table} WHERE ${isDue} ORDER BY ${nextAt} LIMIT $limit`;
    const claim = `
      UPDATE ${table} SET ${attempts} = ${attempts} + 1,
        ${nextAt} = $now::timestamptz + ${lease}`;
    this.claiming = `${claim}
      WHERE id = $id AND ${isDue} RETURNING ${attempts} AS attempt`;
    this.claimingAll = `${claim}
      WHERE id IN (
        SELECT id FROM ${table} WHERE id = ANY($ids::bigint[]) AND ${isDue} FOR UPDATE SKIP LOCKED)
      RETURNING id, ${attempts} AS attempt`;
    this.postponing = `
      UPDATE ${table} SET ${nextAt} = $now::timestamptz + ${pauseSql(attempts, pausesMs)}
      WHERE id = $id AND ${waiting}`;
  }

  async dueIds(source: Source, now: Date, limit: number): Promise<number[]> {
    return (await source.query<{ id: number }>(this.dueRows, { now, limit })).map(({ id }) => id);
  }

  async tryDue<Row extends { id: number }>(
    source: Source,
    clock: Clock,
    { limit, read, attempt, postponed }: Trial<Row>,
    signal?: AbortSignal,
  ): Promise<void> {
    for (const row of await read(await this.dueIds(source, clock.now(), limit))) {
      if (signal?.aborted) return;
      if (!(await this.claim(source, row.id, clock.now()))) continue;
      await attempt(row).catch((error: unknown) => postponed(row, String(error)));
    }
  }

  /** Which attempt this is, from 1 on; undefined where none is due, or another process has it. */
  async claim(source: Source, id: number, now: Date): Promise<number | undefined> {
    const [row] = await source.query<{ attempt: number }>(this.claiming, { id, now });
    return row?.attempt;
  }

  /** The attempt of each that is due, and that no other process has. */
  async claimAll(source: Source, ids: number[], now: Date): Promise<Map<number, number>> {
    const rows = await source.query<{ id: number; attempt: number }>(this.claimingAll, { ids, now });
    return new Map(rows.map(({ id, attempt }) => [id, attempt]));
  }

  /** Ends a claim that was without success: the pause counts from now, not from the lease. */
  async postpone(source: Source, id: number, now: Date): Promise<void> {
    await source.query(this.postponing, { id, now });
  }
}

/** With `jitter` a pause is longer by up to so much of itself, so that not all come back at once. */
export function pauseSql(count: string, pausesMs: readonly number[], jitter = 0): string {
  const milliseconds = `(ARRAY[${pausesMs.join(', ')}])[least(${count}, ${pausesMs.length})]`;
  const pause = `${milliseconds} * interval '1 millisecond'`;
  return jitter === 0 ? pause : `${pause} * (1 + ${jitter} * random())`;
}

/** From `$now` on, and not before `$notBefore`, which the other side may have asked for. */
export function resumptionSql(count: string, pausesMs: readonly number[], jitter = 0): string {
  const next = `$now::timestamptz + ${pauseSql(count, pausesMs, jitter)}`;
  return `greatest(${next}, $notBefore::timestamptz)`;
}

export function doubling(firstMs: number, longestMs: number): number[] {
  const pauses: number[] = [];
  for (let pause = firstMs; pause < longestMs; pause *= 2) pauses.push(pause);
  return [...pauses, longestMs];
}
