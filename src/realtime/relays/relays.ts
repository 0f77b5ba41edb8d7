import { CALENDAR_RELAYS } from './calendar.relay.js';
import { EVENT_RELAYS } from './events.relay.js';
import type { Relay } from './relay.rules.js';

/** Who hears what: every event that reaches a socket stands in one of these, some in several. */
export const RELAYS: readonly Relay[] = [...CALENDAR_RELAYS, ...EVENT_RELAYS];
