/** One line of what an operator wants to be in order. */
export interface Finding {
  name: string;
  is_fine: boolean;
  /** What was counted, by names of their own. */
  figures: Record<string, number>;
}

export interface CheckupDepth {
  /** Everything from the beginning, however long it takes; otherwise what a dashboard can wait for. */
  isWhole: boolean;
}

/** What waits for a person in a room of administration. */
export interface Waiting {
  room: string;
  /** Selects one number by an index: every page of these rooms asks. */
  count: string;
}

/** Every provider that extends this is asked. */
export abstract class CheckupSource {
  abstract findings(depth: CheckupDepth): Promise<Finding[]>;

  waiting(): Waiting[] {
    return [];
  }
}
