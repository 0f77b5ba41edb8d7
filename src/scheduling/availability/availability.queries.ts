import { Injectable } from '@nestjs/common';
import { columnList } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';
import { pageOf, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import { endOfDay, startOfDay } from '../../shared/local-days.js';
import { AvailabilityOverride } from './availability-override.entity.js';
import { AvailabilityRule } from './availability-rule.entity.js';
import {
  toBlockedTimeResponse,
  toOverrideResponse,
  toRuleResponse,
  type AvailabilityRuleResponse,
  type AvailabilityRulesQuery,
  type BlockedTimeResponse,
  type BlockedTimesQuery,
  type OverrideResponse,
  type OverridesQuery,
} from './availability.dto.js';
import { BlockedTime } from './blocked-time.entity.js';
import type { MeetingHours, Span } from './opening-hours.policy.js';
import { overridesOf, weeklyRulesOf } from './opening-hours.sql.js';

const RULES_ORDER: Ordering = {
  ordering: { day_of_week: '((r.day_of_week + 6) % 7)', start_time: 'r.opens' },
  default: 'day_of_week,start_time',
  tiebreak: 'r.id',
};
const OVERRIDES_ORDER: Ordering = {
  ordering: { date: 'o.on_date', start_time: 'o.opens', created_at: 'o.created_at' },
  default: 'date,start_time',
  tiebreak: 'o.id',
};
const BLOCKED_ORDER: Ordering = {
  ordering: { start_time: 't.starts_at', end_time: 't.ends_at', created_at: 't.created_at' },
  default: 'start_time',
  tiebreak: 't.id',
};

const HOURS = prepared(
  'scheduling.meeting-hours',
  `SELECT p.timezone AS zone,
     EXISTS (SELECT FROM scheduling.availability_rules r WHERE r.owner_id = p.id) OR EXISTS (
       SELECT FROM scheduling.availability_overrides o WHERE o.owner_id = p.id AND o.opens IS NOT NULL)
       AS "hasHours",
     ${weeklyRulesOf('p.id')} AS weekly,
     ${overridesOf('p.id', '$from::timestamptz', '$until::timestamptz')} AS overrides
   FROM identity.people p WHERE p.id = $personId`,
);

const BLOCKED = prepared(
  'scheduling.blocked-people',
  `SELECT DISTINCT t.owner_id AS "ownerId" FROM scheduling.taken_times t
   WHERE t.owner_id = ANY ($people::bigint[])
     AND tstzrange(t.starts_at, t.ends_at) && tstzrange($from, $until)`,
);

@Injectable()
export class AvailabilityQueries {
  constructor(private readonly db: Database) {}

  async rules(callerId: number, query: AvailabilityRulesQuery): Promise<Page<AvailabilityRuleResponse>> {
    const { items, ...count } = await new Selection({ from: 'scheduling.availability_rules r', id: 'r.id' })
      .must('r.owner_id = $owner', { owner: query.user ?? callerId })
      .page<AvailabilityRule>(this.db, columnList('r', AvailabilityRule), pageOf(query, RULES_ORDER));
    return { ...count, items: items.map(toRuleResponse) };
  }

  async overrides(ownerId: number, query: OverridesQuery): Promise<Page<OverrideResponse>> {
    const { items, ...count } = await new Selection({ from: 'scheduling.availability_overrides o', id: 'o.id' })
      .must('o.owner_id = $owner', { owner: ownerId })
      .and('o.on_date >= $from', { from: query.start_date })
      .and('o.on_date <= $to', { to: query.end_date })
      .page<AvailabilityOverride>(
        this.db,
        columnList('o', AvailabilityOverride),
        pageOf(query, OVERRIDES_ORDER),
      );
    return { ...count, items: items.map(toOverrideResponse) };
  }

  /** Whatever meets the days, which are days of `zone`. */
  async blockedTimes(
    ownerId: number,
    query: BlockedTimesQuery,
    zone: string,
  ): Promise<Page<BlockedTimeResponse>> {
    const { start_date: from, end_date: to } = query;
    const { items, ...count } = await new Selection({ from: 'scheduling.blocked_times t', id: 't.id' })
      .must('t.owner_id = $owner', { owner: ownerId })
      .and('t.ends_at > $from', { from: from && startOfDay(from, zone) })
      .and('t.starts_at < $to', { to: to && endOfDay(to, zone) })
      .page<BlockedTime>(this.db, columnList('t', BlockedTime), pageOf(query, BLOCKED_ORDER));
    return { ...count, items: items.map(toBlockedTimeResponse) };
  }

  /** With the overrides that matter in `span`; undefined for nobody. */
  async hoursOf(source: Pick<Tx, 'query'>, personId: number, span: Span): Promise<MeetingHours | undefined> {
    const values = { personId, from: new Date(span.from), until: new Date(span.until) };
    const [hours] = await source.query<MeetingHours>(HOURS, values);
    return hours;
  }

  /** Which of these people cannot be met in all of `span`. */
  async blockedPeople(source: Pick<Tx, 'query'>, people: readonly number[], span: Span): Promise<number[]> {
    const values = { people, from: new Date(span.from), until: new Date(span.until) };
    const rows = await source.query<{ ownerId: number }>(BLOCKED, values);
    return rows.map(({ ownerId }) => ownerId);
  }
}
