import { DateField, IdField, InstantField, JsonField, TextField } from '../../platform/http/fields/fields.js';
import { endOfDay, startOfDay } from '../../shared/local-days.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';

@SortedBy(['occurred_at'])
export class AuditLogQuery extends ListQuery {
  @IdField({ optional: true, description: 'Who did it.' })
  actor?: number;

  @TextField({ max: 100, optional: true, description: 'What was done.', example: 'identity.signed_in' })
  action?: string;

  @TextField({ max: 100, optional: true, description: 'With what kind of thing.', example: 'account' })
  subject_type?: string;

  @TextField({ max: 100, optional: true, description: 'With which thing of that kind.', example: '17' })
  subject_id?: string;

  @DateField({ optional: true, description: 'A day, in UTC or in the zone of `X-Timezone`.' })
  date?: string;
}

export class AuditEntryResponse {
  @IdField()
  id: number;

  @InstantField()
  occurred_at: Date;

  @IdField({ nullable: true, description: 'Null for strangers and for the product itself.' })
  actor: number | null;

  @TextField({ nullable: true, example: 'Ada Lovelace' })
  actor_name: string | null;

  @TextField({ example: 'identity.signed_in' })
  action: string;

  @TextField({ example: 'session' })
  subject_type: string;

  @TextField({ nullable: true, example: '17' })
  subject_id: string | null;

  @TextField({ nullable: true, example: '203.0.113.7' })
  ip_address: string | null;

  @TextField({ nullable: true, example: '5f2b0a3c-5f1e-4a57-9f0f-2a4d3a1c7e11' })
  request_id: string | null;

  @JsonField({ example: { method: 'password' } })
  details: object;

  @TextField({
    nullable: true,
    description: 'The entry’s seal in the chain; null for some seconds after it was written.',
  })
  hash: string | null;
}

// Ids and instants agree but for what was written at the same moment, and the id has the primary key's index.
export const AUDIT_ORDERING = { ordering: { id: 'id', occurred_at: 'id' }, default: '-id' };

export interface AuditFilters {
  actor?: number;
  action?: string;
  subjectType?: string;
  subjectId?: string;
  from?: Date;
  to?: Date;
}

export function auditFilters(query: AuditLogQuery, zone: string): AuditFilters {
  const { actor, action, subject_type: subjectType, subject_id: subjectId, date } = query;
  const day = date === undefined ? {} : { from: startOfDay(date, zone), to: endOfDay(date, zone) };
  return { actor, action, subjectType, subjectId, ...day };
}
