import { BooleanField, DateField, EnumField, IdField, TextField } from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { EVENT_CATEGORIES, EVENT_STATUSES, type EventStatus } from '../model/event.entity.js';

@SortedBy(['start_date', 'date', 'created_at', 'price'], 1)
export class EventsQuery extends ListQuery {
  @TextField({ max: 200, optional: true, description: 'Words of the title, the description or the tags.' })
  search?: string;

  @EnumField(EVENT_STATUSES, {
    optional: true,
    example: 'upcoming',
    description: 'By the clock; `upcoming` is open and still to come, of both kinds.',
  })
  status?: EventStatus;

  @IdField({ optional: true, description: 'Made by this person.' })
  creator?: number;

  @IdField({ optional: true, description: 'The same as `creator`.' })
  organizer?: number;

  @EnumField(EVENT_CATEGORIES, { optional: true, example: 'workshop' })
  category?: string;

  @BooleanField({ optional: true, example: false })
  is_online?: boolean;

  @DateField({ optional: true, description: 'Starts on this day or later.' })
  date_from?: string;

  @DateField({ optional: true, description: 'Starts on this day or earlier.' })
  date_to?: string;
}

@SortedBy(['start_date', 'date', 'created_at', 'price'], 1)
export class OrganizedEventsQuery extends ListQuery {
  @EnumField(EVENT_STATUSES, { optional: true, description: 'By the clock.', example: 'published' })
  status?: EventStatus;
}
