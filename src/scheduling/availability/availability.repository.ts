import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import { DateOpenOrClosed, DuplicateAvailability, TooMuchAvailability } from '../scheduling.errors.js';
import { AvailabilityOverride } from './availability-override.entity.js';
import { AvailabilityRule } from './availability-rule.entity.js';
import { BlockedTime } from './blocked-time.entity.js';

const MAX_RULES = 100;
const MAX_OVERRIDES = 1_000;
const MAX_BLOCKED_TIMES = 10_000;

const RULES = 'scheduling.availability_rules';
const OVERRIDES = 'scheduling.availability_overrides';
const BLOCKED = 'scheduling.blocked_times';

const fewerThan = (most: number, table: string) =>
  `WHERE (SELECT count(*) FROM (SELECT FROM ${table} WHERE owner_id = $ownerId LIMIT ${most}) own) < ${most}`;

const INSERT_RULE = `INSERT INTO ${RULES} AS r (owner_id, day_of_week, opens, closes)
  SELECT $ownerId::bigint, $dayOfWeek, $opens, $closes ${fewerThan(MAX_RULES, RULES)}
  RETURNING ${columnList('r', AvailabilityRule)}`;

const INSERT_OVERRIDE = `INSERT INTO ${OVERRIDES} AS o (owner_id, on_date, opens, closes, reason, created_at)
  SELECT $ownerId::bigint, $onDate, $opens, $closes, $reason, $createdAt ${fewerThan(MAX_OVERRIDES, OVERRIDES)}
  RETURNING ${columnList('o', AvailabilityOverride)}`;

const INSERT_BLOCKED = `INSERT INTO ${BLOCKED} AS t (owner_id, starts_at, ends_at, reason, source, created_at,
    external_key)
  SELECT $ownerId::bigint, $startsAt, $endsAt, $reason, $source, $createdAt, $externalKey
  ${fewerThan(MAX_BLOCKED_TIMES, BLOCKED)}
  RETURNING ${columnList('t', BlockedTime)}`;

const REMOVE_TOLD = `DELETE FROM ${BLOCKED} WHERE owner_id = $ownerId AND external_key = $externalKey
  RETURNING starts_at AS "startsAt", ends_at AS "endsAt"`;

const UPDATE_RULE = `UPDATE ${RULES}
  SET day_of_week = $dayOfWeek, opens = $opens, closes = $closes WHERE id = $id`;

const LOCK_RULE = `SELECT ${columnList('r', AvailabilityRule)} FROM ${RULES} r
  WHERE r.id = $id AND r.owner_id = $ownerId FOR UPDATE`;

/** What people say of their time. Others' rows are not found. */
@Injectable()
export class AvailabilityRepository {
  /** Refuses with `DuplicateAvailability` and `TooMuchAvailability`, as all inserts do. */
  async insertRule(tx: Tx, rule: AvailabilityRule): Promise<AvailabilityRule> {
    return toEntity(AvailabilityRule, await inserted(tx, INSERT_RULE, rule));
  }

  /** Refuses also with `DateOpenOrClosed`. */
  async insertOverride(tx: Tx, override: AvailabilityOverride): Promise<AvailabilityOverride> {
    return toEntity(AvailabilityOverride, await inserted(tx, INSERT_OVERRIDE, override));
  }

  async insertBlockedTime(tx: Tx, blocked: BlockedTime): Promise<BlockedTime> {
    return toEntity(BlockedTime, await inserted(tx, INSERT_BLOCKED, blocked));
  }

  async updateRule(tx: Tx, rule: AvailabilityRule): Promise<void> {
    await refusing(() => tx.query(UPDATE_RULE, { ...rule }));
  }

  async getRuleForUpdate(tx: Tx, ownerId: number, id: number): Promise<AvailabilityRule> {
    const [row] = await tx.query<object>(LOCK_RULE, { ownerId, id });
    if (!row) throw new NotFound('The rule');
    return toEntity(AvailabilityRule, row);
  }

  async deleteRule(tx: Tx, ownerId: number, id: number): Promise<void> {
    await this.delete(tx, RULES, ownerId, id, 'id');
  }

  deleteOverride(tx: Tx, ownerId: number, id: number): Promise<Pick<AvailabilityOverride, 'onDate'>> {
    return this.delete(tx, OVERRIDES, ownerId, id, 'on_date::text AS "onDate"');
  }

  deleteBlockedTime(tx: Tx, ownerId: number, id: number): Promise<Pick<BlockedTime, 'startsAt' | 'endsAt'>> {
    return this.delete(tx, BLOCKED, ownerId, id, 'starts_at AS "startsAt", ends_at AS "endsAt"');
  }

  /** Null where nothing is known by this key. */
  async removeTold(
    tx: Tx,
    ownerId: number,
    externalKey: string,
  ): Promise<Pick<BlockedTime, 'startsAt' | 'endsAt'> | null> {
    const [gone] = await tx.query<Pick<BlockedTime, 'startsAt' | 'endsAt'>>(REMOVE_TOLD, {
      ownerId,
      externalKey,
    });
    return gone ?? null;
  }

  private async delete<Gone>(
    tx: Tx,
    table: string,
    ownerId: number,
    id: number,
    columns: string,
  ): Promise<Gone> {
    const sql = `DELETE FROM ${table} WHERE id = $id AND owner_id = $ownerId RETURNING ${columns}`;
    const [gone] = await tx.query<Gone & object>(sql, { ownerId, id });
    if (!gone) throw new NotFound('It');
    return gone;
  }
}

async function inserted(tx: Tx, sql: string, entity: object): Promise<object> {
  const [row] = await refusing(() => tx.query<object>(sql, { ...entity }));
  if (!row) throw new TooMuchAvailability();
  return row;
}

async function refusing<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violates(error, 'availability_overrides_open_or_closed')) throw new DateOpenOrClosed();
    if (
      violates(error, 'availability_rules_exact_once') ||
      violates(error, 'availability_overrides_exact_once')
    )
      throw new DuplicateAvailability();
    throw error;
  }
}
