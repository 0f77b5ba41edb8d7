import { Injectable } from '@nestjs/common';
import { BookingApi } from '../../booking/booking.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { toCheckInKeysResponse, type CheckInKeysResponse } from '../check-in/check-in.dto.js';
import type { EventResponse } from '../event-views/event.dto.js';
import { EventsQueries } from '../event-views/events.queries.js';
import { EventStatisticsQueries } from '../ticketing/event-statistics.queries.js';
import type { EventStatisticsResponse } from '../ticketing/ticketing.dto.js';

interface DoorFacts {
  event: EventResponse;
  keys: CheckInKeysResponse['keys'];
  figures: EventStatisticsResponse;
}

/** What a door starts with; from then on it asks the API. */
@Injectable()
export class CheckInPageService {
  constructor(
    private readonly booking: BookingApi,
    private readonly events: EventsQueries,
    private readonly figures: EventStatisticsQueries,
  ) {}

  /** Refuses as `GET events/{id}/check-in-keys`. */
  async read(caller: Caller, id: number): Promise<DoorFacts> {
    const keys = await this.booking.checkInKeys(caller, 'event', id);
    const event = await this.events.get(id, caller);
    return { event, figures: await this.figures.get(id, caller), ...toCheckInKeysResponse(keys) };
  }
}
