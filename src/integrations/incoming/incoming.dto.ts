import type { Type } from '@nestjs/common';
import {
  BooleanField,
  EmailField,
  IdField,
  InstantField,
  JsonField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { readFields } from '../../platform/http/fields/read-fields.js';
import { InvalidInput } from '../../shared/errors.js';

const MAX_EXTERNAL_ID = 200;
const CONTACT = { email: 'grace@example.org', name: 'Grace Hopper' };

export class IncomingMessageRequest {
  @TextField({
    max: 100,
    example: 'contact.upsert',
    description: 'contact.upsert, blocked_time.upsert or blocked_time.delete; others are recorded and ignored.',
  })
  type: string;

  @JsonField({ example: CONTACT })
  data: object;
}

export class IncomingAcceptedResponse {
  @BooleanField({ example: true })
  accepted: true;

  @IdField({ description: 'The same for the same `webhook-id`.' })
  id: number;
}

export class ContactUpsertData {
  @EmailField()
  email: string;

  @TextField({ max: 200, default: '', example: 'Grace Hopper' })
  name: string;

  @TextField({ max: 50, default: '', example: '+12025550123' })
  phone: string;

  @TextField({ max: 200, default: '', example: 'Eckert–Mauchly' })
  company: string;
}

export class BlockedTimeDeleteData {
  @TextField({ max: MAX_EXTERNAL_ID, example: 'shift-17' })
  external_id: string;
}

export class BlockedTimeUpsertData extends BlockedTimeDeleteData {
  @InstantField()
  start_time: Date;

  @InstantField({ example: '2026-03-01T10:00:00Z' })
  end_time: Date;

  @TextField({ max: 500, default: '', example: 'Night shift' })
  reason: string;
}

class ContactUpsert {
  @NestedField(() => ContactUpsertData)
  data: ContactUpsertData;
}

class BlockedTimeUpsert {
  @NestedField(() => BlockedTimeUpsertData)
  data: BlockedTimeUpsertData;
}

class BlockedTimeDelete {
  @NestedField(() => BlockedTimeDeleteData)
  data: BlockedTimeDeleteData;
}

export type IncomingAction =
  | { type: 'contact.upsert'; data: ContactUpsertData }
  | { type: 'blocked_time.upsert'; data: BlockedTimeUpsertData }
  | { type: 'blocked_time.delete'; data: BlockedTimeDeleteData };

const FORMS: Record<IncomingAction['type'], Type<{ data: object }>> = {
  'contact.upsert': ContactUpsert,
  'blocked_time.upsert': BlockedTimeUpsert,
  'blocked_time.delete': BlockedTimeDelete,
};

/** Null where nothing is done of this type. Refuses with `InvalidInput` what of its data is wrong. */
export function incomingAction({ type, data }: IncomingMessageRequest): IncomingAction | null {
  if (!Object.hasOwn(FORMS, type)) return null;
  const action = { type, ...readFields(FORMS[type as IncomingAction['type']], { data }) } as IncomingAction;
  if (action.type === 'blocked_time.upsert' && action.data.end_time <= action.data.start_time)
    throw new InvalidInput({ 'data.end_time': ['End time must be after the start time.'] });
  return action;
}
