import type { PageContext } from '../page.js';
import type { Offer } from './booking-body.js';
import type { BookingState } from './booking-state.js';

/** What only a script can tell. */
export interface Hands {
  isLive: boolean;
  isWaiting: boolean;
  isSending: boolean;
  /** What has changed meanwhile, said politely. */
  said: string;
  zones: readonly string[];
  deviceZone: string | null;
}

export interface BookerProps {
  offer: Offer;
  page: PageContext;
  hands?: Hands;
}

export interface StepProps extends BookerProps {
  state: BookingState;
}
