import { IdField, IntField, TextField } from '../../platform/http/fields/fields.js';
import type { EventType } from './event-type.entity.js';

export class OrganizerSummaryResponse {
  @TextField({ example: 'olivia' })
  slug: string;

  @TextField({ min: 0, example: 'Olivia Organizer' })
  full_name: string;

  @TextField({ example: 'UTC' })
  timezone: string;
}

export class EventTypeSummaryResponse {
  @IdField()
  id: number;

  @TextField({ example: 'intro' })
  slug: string;

  @TextField({ example: 'Introduction' })
  name: string;

  @IntField({ min: 1, description: 'As it was booked or asked for, in minutes.', example: 30 })
  duration: number;
}

export function toTypeSummary({ id, slug, name }: EventType, duration: number): EventTypeSummaryResponse {
  return { id, slug, name, duration };
}
