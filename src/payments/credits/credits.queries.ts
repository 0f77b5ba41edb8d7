import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';
import { pageOf, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import type { CreditEntriesQuery, CreditEntry } from './credits.dto.js';
import { CREDIT_UNIT, transferKindOf } from './credits.rules.js';

type Source = Pick<Tx, 'query'>;

export interface CreditBalance {
  id: number;
  balance: number;
  updatedAt: Date;
}

const BALANCE = prepared(
  'payments-credit-balance',
  `SELECT a.id, a.balance, last.occurred_at AS "updatedAt"
   FROM payments.accounts a
   JOIN LATERAL (SELECT t.occurred_at FROM payments.postings p JOIN payments.transfers t ON t.id = p.transfer_id
     WHERE p.account_id = a.id ORDER BY p.transfer_id DESC LIMIT 1) last ON true
   WHERE a.kind = 'credits' AND a.holder = $personId AND a.unit = '${CREDIT_UNIT}'`,
);

const ESCROW = prepared(
  'payments-escrow-balance',
  `SELECT a.balance FROM payments.accounts a
   WHERE a.kind = 'escrow' AND a.holder = $meetingId AND a.unit = '${CREDIT_UNIT}'`,
);

const MEETING_ID = `(SELECT a.holder::bigint
  FROM payments.postings o JOIN payments.accounts a ON a.id = o.account_id
  WHERE o.transfer_id = t.id AND a.kind = 'escrow')`;

const ENTRY = `t.id, t.kind, p.amount, ${MEETING_ID} AS "meetingId", t.occurred_at AS "occurredAt"`;
const ORDERING: Ordering = {
  ordering: { created_at: 't.occurred_at' },
  default: '-created_at',
  tiebreak: 't.id',
};
const ACCOUNT = `(SELECT mine.id FROM payments.accounts mine
  WHERE mine.kind = 'credits' AND mine.holder = $holder AND mine.unit = '${CREDIT_UNIT}')`;
const ENTRIES = `payments.transfers t JOIN payments.postings p
  ON p.transfer_id = t.id AND p.account_id = ${ACCOUNT}`;

@Injectable()
export class CreditsQueries {
  constructor(private readonly db: Database) {}

  /** Null for who never had any. */
  async balanceOf(source: Source, personId: number): Promise<CreditBalance | null> {
    const [row] = await source.query<CreditBalance>(BALANCE, { personId: String(personId) });
    return row ?? null;
  }

  async inEscrow(source: Source, meetingId: number): Promise<number> {
    const [row] = await source.query<{ balance: number }>(ESCROW, { meetingId: String(meetingId) });
    return row?.balance ?? 0;
  }

  async entry(source: Source, personId: number, transferId: number): Promise<CreditEntry> {
    const [row] = await source.query<CreditEntry>(`SELECT ${ENTRY} FROM ${ENTRIES} WHERE t.id = $transferId`, {
      transferId,
      holder: String(personId),
    });
    return row!;
  }

  entriesOf(personId: number, query: CreditEntriesQuery): Promise<Page<CreditEntry>> {
    const { transaction_type: type, related_meeting_id: meeting } = query;
    return new Selection({ from: ENTRIES, id: 't.id' })
      .with({ holder: String(personId) })
      .and('t.kind = $kind', { kind: type && transferKindOf(type) })
      .and(
        `EXISTS (SELECT FROM payments.postings o JOIN payments.accounts e ON e.id = o.account_id
           WHERE o.transfer_id = t.id AND e.kind = 'escrow' AND e.holder = $meeting)`,
        { meeting: meeting === undefined ? undefined : String(meeting) },
      )
      .page<CreditEntry>(this.db, ENTRY, pageOf(query, ORDERING));
  }
}
