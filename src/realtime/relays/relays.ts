import { CALENDAR_RELAYS } from './calendar.js';
import { EVENT_RELAYS } from './events.js';
import type { Relay } from './relay.js';

/** Who hears what: every event that reaches a socket stands in one of these, some in several. */
export const RELAYS: readonly Relay[] = [...CALENDAR_RELAYS, ...EVENT_RELAYS];
