import type { PageContext } from '../page.js';
import type { Wire } from '../wire.js';
import type { Offer } from './booking-body.js';
import type { BookingState } from './booking-state.js';

/** What only a script can tell. */
export interface Hands {
  /** Null before it is known. */
  isLive: boolean | null;
  isWaiting: boolean;
  isSending: boolean;
  /** What has changed meanwhile, said politely. */
  said: string;
  trouble: string | null;
  /** All that this browser knows. */
  zones: readonly string[] | undefined;
  deviceZone: string | null;
  /** Which day the tabulator reaches. */
  tabDay: string | null;
  /** Shown here where the page is framed; else it leads on. */
  booked: Wire<'AppointmentResponse'> | null;
}

export interface BookerProps {
  offer: Offer;
  page: PageContext;
  hands?: Hands;
}

export interface StepProps extends BookerProps {
  state: BookingState;
}
