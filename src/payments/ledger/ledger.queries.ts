import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { LedgerState } from './ledger.dto.js';

const MAX_SHOWN = 100;

const STATE = `
  WITH posted AS (
    SELECT a.id, a.kind, a.holder, a.unit, a.balance, coalesce(sum(p.amount), 0)::bigint AS posted
    FROM payments.accounts a LEFT JOIN payments.postings p ON p.account_id = a.id GROUP BY a.id
  ), units AS (
    SELECT unit, sum(posted)::bigint AS sum FROM posted GROUP BY unit ORDER BY unit
  ), differing AS (
    SELECT * FROM posted WHERE balance <> posted ORDER BY id LIMIT ${MAX_SHOWN}
  ), unbalanced AS (
    SELECT transfer_id FROM payments.postings GROUP BY transfer_id HAVING sum(amount) <> 0
    ORDER BY 1 LIMIT ${MAX_SHOWN}
  ), below AS (
    SELECT id FROM posted WHERE kind IN ('credits', 'escrow') AND balance < 0 ORDER BY id LIMIT ${MAX_SHOWN}
  )
  SELECT coalesce((SELECT jsonb_agg(units) FROM units), '[]') AS sums,
    coalesce((SELECT jsonb_agg(differing) FROM differing), '[]') AS accounts,
    coalesce((SELECT jsonb_agg(transfer_id) FROM unbalanced), '[]') AS transfers,
    coalesce((SELECT jsonb_agg(id) FROM below), '[]') AS "belowZero"`;

@Injectable()
export class LedgerQueries {
  constructor(private readonly db: Database) {}

  async state(): Promise<LedgerState> {
    const [row] = await this.db.query<LedgerState>(STATE);
    return row!;
  }
}
