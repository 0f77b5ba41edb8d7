import { Injectable } from '@nestjs/common';
import { hasStatus, missSettles } from '../../booking/booking.api.js';
import { Database } from '../../platform/database/database.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import { EscrowService } from './escrow.service.js';

const EVERY_MS = 60_000;
const BATCH = 100;
const DUE = `payments.accounts a JOIN booking.time_bookings b ON b.booking_id = a.holder::bigint
  WHERE a.kind = 'escrow' AND a.balance > 0 AND ${hasStatus.no_show('b', '$now')}
    AND ${missSettles.sql('b', '$now')}`;

/** Passes on what was set aside for a meeting to which one of the two did not come. */
@Injectable()
export class DueEscrowsProcessor {
  constructor(
    private readonly db: Database,
    private readonly escrow: EscrowService,
    private readonly clock: Clock,
  ) {}

  @Every(EVERY_MS, `EXISTS (SELECT FROM ${DUE})`)
  async settle(signal?: AbortSignal): Promise<void> {
    const sql = `SELECT b.booking_id AS id FROM ${DUE} ORDER BY 1 LIMIT ${BATCH}`;
    for (const { id } of await this.db.query<{ id: number }>(sql, { now: this.clock.now() })) {
      if (signal?.aborted) return;
      await this.db.transaction((tx) => this.escrow.settle(tx, id));
    }
  }
}
