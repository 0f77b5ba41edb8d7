import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import type { TimeRange } from '../../shared/time-range.js';
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
import { BlockedTime } from './blocked-time.entity.js';
import { isOpen, type Span } from './opening-hours.policy.js';

/** What people say of their own time; refuses what `AvailabilityRepository` refuses. */
@Injectable()
export class AvailabilityService {
  constructor(
    private readonly db: Database,
    private readonly repository: AvailabilityRepository,
    private readonly queries: AvailabilityQueries,
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
    return this.db.single(async (tx) => {
      const rule = AvailabilityRule.of(ownerId, timesOf(request));
      return toRuleResponse(await this.repository.insertRule(tx, rule));
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
      return toRuleResponse(rule);
    });
  }

  deleteRule(ownerId: number, id: number): Promise<void> {
    return this.db.single((tx) => this.repository.deleteRule(tx, ownerId, id));
  }

  addOverride(ownerId: number, request: OverrideRequest): Promise<OverrideResponse> {
    const { date: onDate, is_available: isAvailable, start_time: opens, end_time: closes, reason } = request;
    const terms = { onDate, isAvailable, opens, closes, reason };
    const override = AvailabilityOverride.of(ownerId, terms, this.clock.now());
    return this.db.single(async (tx) => toOverrideResponse(await this.repository.insertOverride(tx, override)));
  }

  deleteOverride(ownerId: number, id: number): Promise<void> {
    return this.db.single((tx) => this.repository.deleteOverride(tx, ownerId, id));
  }

  blockTime(ownerId: number, request: BlockedTimeRequest): Promise<BlockedTimeResponse> {
    const { start_time: startsAt, end_time: endsAt, reason } = request;
    const blocked = BlockedTime.of(ownerId, { startsAt, endsAt, reason }, this.clock.now());
    return this.db.single(async (tx) =>
      toBlockedTimeResponse(await this.repository.insertBlockedTime(tx, blocked)),
    );
  }

  deleteBlockedTime(ownerId: number, id: number): Promise<void> {
    return this.db.single((tx) => this.repository.deleteBlockedTime(tx, ownerId, id));
  }
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
