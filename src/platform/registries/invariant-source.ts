export interface Invariant {
  name: string;
  sql: string;
}

/** Every provider that extends this is asked; the rows found are counted in the metrics. */
export abstract class InvariantSource {
  abstract invariants(): Invariant[];
}
