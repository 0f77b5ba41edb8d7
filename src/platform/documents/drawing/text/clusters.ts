const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Joiners and selectors: they shape what stands beside them and are nothing by themselves. */
export const INVISIBLE = /[\u200b-\u200f\u2060\ufe00-\ufe0f\u{e0000}-\u{e01ef}\u00ad\ufeff]/gu;

export interface Cluster {
  text: string;
  at: number;
}

export function clustersOf(text: string): Cluster[] {
  return Array.from(GRAPHEMES.segment(text), ({ segment, index }) => ({ text: segment, at: index }));
}
