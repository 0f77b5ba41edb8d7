/** Something that must never be true of the stored data. */
export interface Invariant {
  /** As the metric names it, in snake case. */
  name: string;
  /** Selects the rows that break it; none, as long as all is well. */
  sql: string;
}

/** A context's invariants; every provider that extends this is asked, and its rows are counted in the metrics. */
export abstract class InvariantSource {
  abstract invariants(): Invariant[];
}
