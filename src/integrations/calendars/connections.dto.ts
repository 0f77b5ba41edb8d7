import { Checked } from '../../platform/http/fields/checked.js';
import {
  BooleanField,
  EnumField,
  IdField,
  InstantField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import {
  CONNECTION_STATUSES,
  type Calendar,
  type CalendarConnection,
  type ConnectionStatus,
} from './calendar-connection.entity.js';
import { CALENDAR_PROVIDERS, type CalendarProviderName } from './calendar-provider.rules.js';

export const FEED = 'https://calendar.example.org/ada/basic.ics';
const MAX_URL = 2_000;
const STALE_AFTER_MS = 30 * 60_000;

@SortedBy(['created_at'])
export class IntegrationsQuery extends ListQuery {}

@Checked<IntegrationRequest>(({ provider, username, password }) => {
  const isMissing = (value: string | undefined) => provider === 'caldav' && !value;
  const isExtra = (value: string | undefined) => provider === 'ics' && value !== undefined;
  const problemOf = (value: string | undefined) =>
    isMissing(value) ? ['CalDAV needs it.'] : isExtra(value) ? ['A feed takes none.'] : undefined;
  const [name, secret] = [problemOf(username), problemOf(password)];
  return { ...(name && { username: name }), ...(secret && { password: secret }) };
})
export class IntegrationRequest {
  @EnumField(['ics', 'caldav'], { description: 'Others are connected by OAuth.', example: 'ics' })
  provider: 'ics' | 'caldav';

  @TextField({
    min: 1,
    max: MAX_URL,
    description: 'Of the feed, or of the CalDAV server; `webcal:` counts as `https:`.',
    example: FEED,
  })
  url: string;

  @TextField({ min: 1, max: 320, optional: true, description: 'CalDAV alone.', example: 'ada' })
  username?: string;

  @TextField({ min: 1, max: 1_000, optional: true, description: 'CalDAV alone.', example: 'an app password' })
  password?: string;
}

export class CalendarChoiceRequest {
  @IdField()
  id: number;

  @BooleanField({ optional: true, description: 'Whether its busy times count.', example: true })
  blocks?: boolean;

  @BooleanField({ optional: true, description: 'Whether bookings are written to it.', example: true })
  writes?: boolean;
}

@Checked<IntegrationChangeRequest>(({ calendars = [] }) => {
  const ids = calendars.map(({ id }) => id);
  if (new Set(ids).size < ids.length) return { calendars: ['Name each calendar once.'] };
  return calendars.filter(({ writes }) => writes).length > 1
    ? { calendars: ['Bookings are written to one calendar at most.'] }
    : {};
})
export class IntegrationChangeRequest {
  @NestedField(() => CalendarChoiceRequest, { many: true, minItems: 1 })
  calendars: CalendarChoiceRequest[];
}

export class IntegrationCalendarResponse {
  @IdField()
  id: number;

  @TextField({ min: 0, example: 'Home' })
  name: string;

  @BooleanField({ example: true })
  is_primary: boolean;

  @BooleanField({ description: 'Its busy times count.', example: true })
  blocks: boolean;

  @BooleanField({ description: 'Bookings are written to it.', example: true })
  writes: boolean;
}

export class IntegrationResponse {
  @IdField()
  id: number;

  @EnumField(CALENDAR_PROVIDERS, { example: 'ics' })
  provider: CalendarProviderName;

  @TextField({
    nullable: true,
    description: 'The account as its provider calls it.',
    example: 'ada@example.org',
  })
  account_email: string | null;

  @TextField({ nullable: true, description: 'Of a feed or a CalDAV server.', example: FEED })
  url: string | null;

  @EnumField(CONNECTION_STATUSES, { example: 'active' })
  status: ConnectionStatus;

  @BooleanField({ description: 'Without a good reading for 30 minutes.', example: false })
  is_stale: boolean;

  @InstantField({ nullable: true })
  last_synced_at: Date | null;

  @TextField({ nullable: true, description: 'What the last reading met.', example: null })
  last_error: string | null;

  @NestedField(() => IntegrationCalendarResponse, { many: true })
  calendars: IntegrationCalendarResponse[];

  @InstantField()
  created_at: Date;
}

export function toIntegrationResponse(
  connection: CalendarConnection,
  calendars: readonly Calendar[],
  url: string | null,
  now: Date,
): IntegrationResponse {
  const { id, provider, accountEmail, status, lastSyncedAt, lastError, createdAt } = connection;
  const isFresh = now.getTime() - (lastSyncedAt ?? createdAt).getTime() < STALE_AFTER_MS;
  return {
    ...{ id, provider, account_email: accountEmail, url, status, is_stale: !isFresh },
    ...{ last_synced_at: lastSyncedAt, last_error: lastError, created_at: createdAt },
    calendars: calendars.map(({ id: calendarId, name, isPrimary, blocks, writes }) => ({
      ...{ id: calendarId, name, is_primary: isPrimary, blocks, writes },
    })),
  };
}
