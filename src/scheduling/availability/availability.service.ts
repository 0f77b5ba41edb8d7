import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import type { TimeRange } from '../../shared/time-range.js';
import { DAY_MS } from '../../shared/zoned-time.js';
import { HostTimeChanged } from '../scheduling.events.js';
import { AvailabilityOverride } from './availability-override.entity.js';
import { AvailabilityRule } from './availability-rule.entity.js';
import {
  toBlockedTimeResponse,
  toOverrideResponse,
  toRuleResponse,
  type AvailabilityRuleChangeRequest,
  type AvailabilityRuleRequest,
  type AvailabilityRuleResponse,
  type BlockedTimeRequest,
  type BlockedTimeResponse,
  type OverrideRequest,
  type OverrideResponse,
} from './availability.dto.js';
import { AvailabilityQueries } from './availability.queries.js';
import { AvailabilityRepository } from './availability.repository.js';
import { BlockedTime, type BlockTerms } from './blocked-time.entity.js';
import { isOpen, type Span } from './opening-hours.policy.js';

const EARLIEST_ZONE_MS = 14 * 3_600_000;

export interface ChangedTime {
  startsAt: Date | null;
  endsAt: Date | null;
}

const ALWAYS: ChangedTime = { startsAt: null, endsAt: null };

/** What people say of their own time; refuses what `AvailabilityRepository` refuses. */
@Injectable()
export class AvailabilityService {
  constructor(
    private readonly db: Database,
    private readonly repository: AvailabilityRepository,
    private readonly queries: AvailabilityQueries,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Whether all of `range` lies in the person's hours, where there are any, and on no closed date. */
  async isAvailable(tx: Pick<Tx, 'query'>, personId: number, range: TimeRange): Promise<boolean> {
    const span = spanOf(range);
    const hours = await this.queries.hoursOf(tx, personId, span);
    return hours !== undefined && isOpen(hours, span);
  }

  /** Whether any of these people has blocked a part of `range`. */
  async isBlocked(tx: Pick<Tx, 'query'>, people: readonly number[], range: TimeRange): Promise<boolean> {
    return (await this.queries.blockedPeople(tx, people, spanOf(range))).length > 0;
  }

  addRule(ownerId: number, request: AvailabilityRuleRequest): Promise<AvailabilityRuleResponse> {
    return this.db.transaction(async (tx) => {
      const rule = AvailabilityRule.of(ownerId, timesOf(request));
      const made = await this.repository.insertRule(tx, rule);
      await this.publishChange(tx, ownerId, ALWAYS);
      return toRuleResponse(made);
    });
  }

  changeRule(
    ownerId: number,
    id: number,
    request: AvailabilityRuleChangeRequest,
  ): Promise<AvailabilityRuleResponse> {
    return this.db.transaction(async (tx) => {
      const rule = await this.repository.getRuleForUpdate(tx, ownerId, id);
      rule.change(timesOf(request));
      await this.repository.updateRule(tx, rule);
      await this.publishChange(tx, ownerId, ALWAYS);
      return toRuleResponse(rule);
    });
  }

  deleteRule(ownerId: number, id: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      await this.repository.deleteRule(tx, ownerId, id);
      await this.publishChange(tx, ownerId, ALWAYS);
    });
  }

  addOverride(ownerId: number, request: OverrideRequest): Promise<OverrideResponse> {
    const { date: onDate, is_available: isAvailable, start_time: opens, end_time: closes, reason } = request;
    const terms = { onDate, isAvailable, opens, closes, reason };
    const override = AvailabilityOverride.of(ownerId, terms, this.clock.now());
    return this.db.transaction(async (tx) => {
      const made = await this.repository.insertOverride(tx, override);
      await this.publishChange(tx, ownerId, aroundDate(onDate));
      return toOverrideResponse(made);
    });
  }

  deleteOverride(ownerId: number, id: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      const { onDate } = await this.repository.deleteOverride(tx, ownerId, id);
      await this.publishChange(tx, ownerId, aroundDate(onDate));
    });
  }

  blockTime(ownerId: number, request: BlockedTimeRequest): Promise<BlockedTimeResponse> {
    const { start_time: startsAt, end_time: endsAt, reason } = request;
    const blocked = BlockedTime.of(ownerId, { startsAt, endsAt, reason }, this.clock.now());
    return this.db.transaction(async (tx) => {
      const made = await this.repository.insertBlockedTime(tx, blocked);
      await this.publishChange(tx, ownerId, made);
      return toBlockedTimeResponse(made);
    });
  }

  deleteBlockedTime(ownerId: number, id: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      await this.publishChange(tx, ownerId, await this.repository.deleteBlockedTime(tx, ownerId, id));
    });
  }

  /** Of what somebody's program calls so: it takes the place of what was known by this key. */
  async keepTold(tx: Tx, ownerId: number, externalKey: string, terms: BlockTerms): Promise<void> {
    const blocked = BlockedTime.of(ownerId, terms, this.clock.now(), externalKey);
    await this.removeTold(tx, ownerId, externalKey);
    await this.publishChange(tx, ownerId, await this.repository.insertBlockedTime(tx, blocked));
  }

  async removeTold(tx: Tx, ownerId: number, externalKey: string): Promise<void> {
    const gone = await this.repository.removeTold(tx, ownerId, externalKey);
    if (gone) await this.publishChange(tx, ownerId, gone);
  }

  /** For whoever writes busy time of a host, in that very transaction. */
  publishChange(tx: Tx, hostId: number, { startsAt, endsAt }: ChangedTime): Promise<void> {
    return this.outbox.publish(tx, HostTimeChanged, {
      hostId,
      startsAt: startsAt && startsAt.toISOString(),
      endsAt: endsAt && endsAt.toISOString(),
    });
  }
}

/** In any zone, with what an overnight window spills into the next date. */
function aroundDate(onDate: string): ChangedTime {
  const midnight = Date.parse(onDate);
  return { startsAt: new Date(midnight - EARLIEST_ZONE_MS), endsAt: new Date(midnight + 3 * DAY_MS) };
}

function spanOf({ start, end }: TimeRange): Span {
  return { from: start.getTime(), until: end.getTime() };
}

function timesOf<Request extends AvailabilityRuleChangeRequest>(request: Request) {
  return {
    dayOfWeek: request.day_of_week as Request['day_of_week'],
    opens: request.start_time as Request['start_time'],
    closes: request.end_time as Request['end_time'],
  };
}
