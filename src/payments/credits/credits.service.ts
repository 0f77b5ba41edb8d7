import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { BookingApi, type BookingData } from '../../booking/booking.api.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Forbidden, InvalidInput, NotFound } from '../../shared/errors.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { BookingNotPayable } from '../payments.errors.js';
import {
  toCreditEntryResponse,
  type CreditBalanceResponse,
  type CreditEntriesQuery,
  type CreditEntryResponse,
  type CreditTransferRequest,
  type CreditTransferResponse,
} from './credits.dto.js';
import { CreditsQueries } from './credits.queries.js';
import { CREDIT_UNIT, creditsOf, escrowOf, PROMOTION } from './credits.rules.js';

const INITIAL_CREDITS = 1;

@Injectable()
export class CreditsService {
  constructor(
    private readonly db: Database,
    private readonly queries: CreditsQueries,
    private readonly ledger: LedgerService,
    private readonly booking: BookingApi,
    private readonly audit: AuditTrail,
  ) {}

  async grantInitial(tx: Tx, personId: number): Promise<void> {
    await this.ledger.transfer(tx, {
      reference: `initial:${personId}`,
      kind: 'credit_initial',
      ...{ from: PROMOTION, to: creditsOf(personId), amount: INITIAL_CREDITS, unit: CREDIT_UNIT },
    });
  }

  async balance(caller: Caller): Promise<CreditBalanceResponse> {
    const found = await this.queries.balanceOf(this.db, caller.id);
    if (!found) throw new NotFound('The account');
    return { id: found.id, user: caller.id, balance: found.balance, updated_at: found.updatedAt };
  }

  async entries(caller: Caller, query: CreditEntriesQuery): Promise<Page<CreditEntryResponse>> {
    const page = await this.queries.entriesOf(caller.id, query);
    return { ...page, items: page.items.map((entry) => toCreditEntryResponse(entry, caller)) };
  }

  /**
   * Sets credits aside for a meeting, whose end decides where they go. The booking's lock keeps it from ending
   * meanwhile. Refuses with 400 who does not take part, with 403 the expert, with 409 `BOOKING_NOT_PAYABLE` and
   * `INSUFFICIENT_CREDITS`.
   */
  async transfer(
    caller: Caller,
    { meeting_id: meetingId, amount }: CreditTransferRequest,
  ): Promise<CreditTransferResponse> {
    requirePayer(await this.booking.find(this.db, meetingId), caller);
    return this.db.transaction(async (tx) => {
      const { status, settledAt } = await this.booking.lockBooking(tx, meetingId);
      if (status !== 'pending' && status !== 'confirmed') throw new BookingNotPayable(status);
      // Completed early and then missed, it is confirmed once that is taken back.
      if (settledAt) throw new BookingNotPayable(status, 'settled');
      await this.ledger.transfer(tx, {
        reference: `spent:${meetingId}:${randomUUID()}`,
        kind: 'credit_spent',
        ...{ from: creditsOf(caller.id), to: escrowOf(meetingId), amount, unit: CREDIT_UNIT },
      });
      await this.audit.record(tx, {
        ...{ actorId: caller.id, action: 'payments.credits_spent', details: { amount } },
        ...{ subjectType: 'booking', subjectId: meetingId },
      });
      return {
        success: true,
        message: `${amount} credit(s) transferred successfully`,
        new_balance: (await this.queries.balanceOf(tx, caller.id))!.balance,
      };
    });
  }
}

function requirePayer(meeting: BookingData | null, caller: Caller): void {
  const isKnown = meeting?.kind === 'meeting' && [meeting.personId, meeting.hostId].includes(caller.id);
  if (!isKnown) throw new InvalidInput({ meetingId: ['You take part in no such meeting.'] });
  if (meeting.personId !== caller.id) throw new Forbidden('Who asked for the meeting pays for it.');
}
