import { Injectable } from '@nestjs/common';
import { BookingApi, missSettles, type BookingData } from '../../booking/booking.api.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { CreditsQueries } from './credits.queries.js';
import { CREDIT_UNIT, creditsOf, escrowOf, type CreditTransferKind } from './credits.rules.js';

interface Settlement {
  kind: CreditTransferKind;
  to: number;
}

/** Passes on what was set aside for a meeting. */
@Injectable()
export class EscrowService {
  constructor(
    private readonly queries: CreditsQueries,
    private readonly ledger: LedgerService,
    private readonly booking: BookingApi,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks the booking, under its lock, how it ended; one that has not leaves everything as it is. The ledger's
   * reference lets a meeting be settled once.
   */
  async settle(tx: Tx, meetingId: number): Promise<void> {
    const meeting = await this.booking.lockBooking(tx, meetingId);
    const settlement = settlementOf(meeting, this.clock.now());
    const amount = await this.queries.inEscrow(tx, meetingId);
    if (!settlement || amount === 0) return;
    await this.ledger.transfer(tx, {
      reference: `escrow:${meetingId}`,
      kind: settlement.kind,
      ...{ from: escrowOf(meetingId), to: creditsOf(settlement.to), amount, unit: CREDIT_UNIT },
    });
    await this.booking.recordSettlement(tx, meeting);
    await this.audit.record(tx, {
      ...{ actorId: null, action: `payments.${settlement.kind}`, details: { amount, to: settlement.to } },
      ...{ subjectType: 'booking', subjectId: meetingId },
    });
  }
}

function settlementOf(meeting: BookingData, now: Date): Settlement | null {
  const { status, bookerMissedAt } = meeting;
  const isDue = status === 'no_show' && missSettles.of(meeting, now);
  if (status === 'completed' || (isDue && bookerMissedAt))
    return { kind: 'credit_earned', to: meeting.hostId! };
  const isOff = status === 'cancelled' || status === 'expired' || isDue;
  return isOff ? { kind: 'credit_refunded', to: meeting.personId! } : null;
}
