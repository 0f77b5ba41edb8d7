import { Injectable } from '@nestjs/common';
import type { GatheringBody } from '../../../web/pages/events/event-body.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Clock } from '../../shared/clock.js';
import type { EventDetailsResponse } from '../event-views/event-details.dto.js';

/** What the page of a gathering shows, and its forms. */
@Injectable()
export class GatheringPageService {
  constructor(private readonly clock: Clock) {}

  bodyOf(event: EventDetailsResponse, caller: Caller | null): Record<keyof GatheringBody, unknown> {
    return { event, at: this.clock.now(), isOrganizer: caller?.id === event.organizer };
  }
}
