import type { Person } from '../../identity/identity.api.js';
import { IdField, InstantField, TextField } from '../../platform/http/fields/fields.js';

export class EventBriefResponse {
  @IdField()
  id: number;

  @TextField({ example: 'Summer picnic' })
  title: string;
}

export class DatedEventResponse extends EventBriefResponse {
  @InstantField({ description: 'When the event starts.' })
  date: Date;
}

export class CreatorResponse {
  @IdField()
  id: number;

  @TextField({ example: 'ada' })
  username: string;
}

export class MemberResponse extends CreatorResponse {
  @TextField({ min: 0, example: 'Ada' })
  first_name: string;

  @TextField({ min: 0, example: 'Lovelace' })
  last_name: string;
}

export type People = Map<number, Person>;

export function toCreator(id: number, people: People): CreatorResponse {
  return { id, username: people.get(id)?.username ?? '' };
}

export function toMember(id: number, people: People): MemberResponse {
  const person = people.get(id);
  return { ...toCreator(id, people), first_name: person?.firstName ?? '', last_name: person?.lastName ?? '' };
}
