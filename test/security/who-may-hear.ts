import type { PlantedTerms } from '../support/planted-events.js';
import type { About } from './told-events.js';

/** Who listens; the last two did and may not any more. */
export const LISTENING = [
  'anonymous',
  'stranger',
  'organizer',
  'invited',
  'participant',
  'left',
  'disinvited',
  'admin',
] as const;
export const GONE = ['suspended', 'signed out'] as const;
export type Listening = (typeof LISTENING)[number];

/**
 * An event of the proof: how it was while things were said of it, and how it is when they are asked for again.
 */
export interface Plot extends PlantedTerms {
  name: string;
  deleted?: true;
  /** Takes its participants' seats with it. */
  empty?: true;
  later?: { open?: boolean; participantLeft?: true };
}

export const PLOTS: readonly Plot[] = [
  { name: 'open gathering' },
  { name: 'open ticketed event', kind: 'ticketed' },
  { name: 'gathering for invited people', visibility: 'invited' },
  { name: 'draft', kind: 'ticketed', state: 'draft', empty: true },
  { name: 'cancelled gathering', state: 'cancelled', empty: true },
  { name: 'deleted gathering', state: 'cancelled', deleted: true, empty: true },
  {
    name: 'deleted gathering for invited people',
    state: 'cancelled',
    visibility: 'invited',
    deleted: true,
    empty: true,
  },
  { name: 'gathering that closes later', later: { open: false } },
  { name: 'gathering that opens later', visibility: 'invited', later: { open: true } },
  {
    name: 'draft that is published later',
    kind: 'ticketed',
    state: 'draft',
    empty: true,
    later: { open: true },
  },
  { name: 'gathering that is left later', visibility: 'invited', later: { participantLeft: true } },
];

/**
 * By the contract's words, and by none of the product's: whether this listener hears what is said of this
 * event, now or later.
 */
export function mayHear(who: Listening, plot: Plot, about: About, later: boolean): boolean {
  if (about === 'slot') return who !== 'anonymous';
  if (about === 'withdrawn seat') return who === 'stranger';
  if (about === 'inside' && who === 'anonymous') return false;
  const isSaidOfDraft = plot.state === 'draft';
  const isEnd = about === 'end' || about === 'deletion';
  if (isSaidOfDraft) return who === 'organizer';
  if (plot.deleted && !isEnd) return false;
  if (isEnd && plot.visibility !== 'invited') return true;
  const wasOpen = !isSaidOfDraft && plot.visibility !== 'invited' && !plot.deleted;
  const isOpen = later ? (plot.later?.open ?? wasOpen) : wasOpen;
  if (isOpen && wasOpen) return true;
  return readers(plot, later).includes(who);
}

/** Whom an event that is not open knows as its readers. */
function readers(plot: Plot, later: boolean): Listening[] {
  if (plot.state === 'draft') return ['organizer'];
  const hasParticipant = !plot.empty && !(later && plot.later?.participantLeft);
  return ['organizer', 'invited', ...(hasParticipant ? (['participant'] as const) : [])];
}
