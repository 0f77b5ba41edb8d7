import { Injectable } from '@nestjs/common';
import { Attempts } from '../../platform/attempts/attempts.js';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import type { MovedMoneyEvent, RefundedPayment } from '../providers/payment-provider.adapter.js';
import { KeptEvent } from './kept-event.entity.js';

type Source = Pick<Tx, 'query'>;

const MINUTE_MS = 60_000;
const KEPT_DAYS = 90;

/** Tried once the money has come. Others may share the account: their events only grow old. */
export const KEPT_EVENTS = new Attempts({
  table: 'payments.kept_events',
  waiting: `EXISTS (SELECT FROM payments.payments p WHERE p.provider = kept_events.provider
    AND (p.transaction_id = kept_events.transaction_id
      OR (p.reference_number = kept_events.reference_number AND p.reference_number <> ''))
    AND p.status NOT IN ('pending', 'failed'))`,
  pausesMs: [10_000, MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 360 * MINUTE_MS],
});

const KEEP = prepared(
  'payments-keep-event',
  `WITH old AS (
     DELETE FROM payments.kept_events WHERE received_at < $at::timestamptz - interval '${KEPT_DAYS} days')
   INSERT INTO payments.kept_events (provider, event_id, kind, transaction_id, reference_number, about,
     received_at, next_attempt_at)
   VALUES ($provider, $eventId, $kind, $transactionId, $referenceNumber, $about, $at, $at)
   ON CONFLICT ON CONSTRAINT kept_events_once DO NOTHING`,
);

@Injectable()
export class KeptEventsRepository {
  async keep(
    source: Source,
    provider: string,
    { id: eventId, kind, about }: MovedMoneyEvent,
    { transactionId, referenceNumber }: RefundedPayment,
    at: Date,
  ): Promise<void> {
    const event = { provider, eventId, kind, transactionId, referenceNumber, about: JSON.stringify(about), at };
    await source.query(KEEP, event);
  }

  async findMany(source: Source, ids: number[]): Promise<KeptEvent[]> {
    const columns = columnList('k', KeptEvent);
    const sql = `SELECT ${columns} FROM payments.kept_events k WHERE k.id = ANY($1) ORDER BY k.id`;
    return (await source.query<KeptEvent>(sql, [ids])).map((row) => toEntity(KeptEvent, row));
  }

  async remove(source: Source, id: number): Promise<void> {
    await source.query('DELETE FROM payments.kept_events WHERE id = $1', [id]);
  }
}
