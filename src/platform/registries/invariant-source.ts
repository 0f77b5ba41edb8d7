export interface Invariant {
  name: string;
  /** Selects the rows that break it; none, as long as all is well. */
  sql: string;
}

/** Every provider that extends this is asked; the rows found are counted in the metrics. */
export abstract class InvariantSource {
  abstract invariants(): Invariant[];
}
