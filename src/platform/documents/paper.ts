export type LabeledValue = readonly [label: string, value: string];

export interface PaperColumn {
  title: string;
  share: number;
  isNumber?: boolean;
}

export type PaperBlock =
  | { kind: 'heading'; text: string; size?: number }
  | { kind: 'paragraph'; text: string; isMuted?: boolean; size?: number }
  | { kind: 'facts'; facts: readonly LabeledValue[]; columns?: number; qr?: { text: string; size: number } }
  | {
      kind: 'table';
      columns: readonly PaperColumn[];
      rows: readonly (readonly string[])[];
      totals: readonly LabeledValue[];
    }
  | { kind: 'space'; points: number };

/** An A4 document as data: it can be handed to another thread, compared, and drawn to the same bytes again. */
export interface Paper {
  title: string;
  issuer: string;
  note?: string;
  /** The date of what it says, not of its drawing. */
  dated: Date;
  isLandscape?: boolean;
  blocks: readonly PaperBlock[];
}
