import { IdField, IntField, TextField } from '../../platform/http/fields/fields.js';
import type { EventType } from './event-type.entity.js';

export class OrganizerSummaryResponse {
  @TextField({ example: 'ada' })
  slug: string;

  @TextField({ min: 0, example: 'Ada Lovelace' })
  full_name: string;

  @TextField({ example: 'Europe/London' })
  timezone: string;
}

export class EventTypeSummaryResponse {
  @IdField()
  id: number;

  @TextField({ example: 'intro-call' })
  slug: string;

  @TextField({ example: 'Intro call' })
  name: string;

  @IntField({ min: 1, description: 'As it was booked or asked for, in minutes.', example: 30 })
  duration: number;
}

export function toTypeSummary({ id, slug, name }: EventType, duration: number): EventTypeSummaryResponse {
  return { id, slug, name, duration };
}
