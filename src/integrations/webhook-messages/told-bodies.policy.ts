import type { BookingSnapshot } from '../../booking/booking.api.js';
import type { PaymentResponse } from '../../payments/payments.api.js';
import {
  toAppointmentBody,
  type AppointmentBody,
  type AppointmentRow,
} from '../../scheduling/scheduling.api.js';
import { decimalFrom } from '../../shared/money.js';
import type { ToldPayment } from './told-change.policy.js';

/** An appointment as its host got it when this was told. */
export function appointmentThen(row: AppointmentRow, then: BookingSnapshot): AppointmentBody {
  const { status, priceCents, quantity = row.quantity, expiresAt } = then;
  const { paidCents = row.paidCents, refundedCents = row.refundedCents } = then;
  return toAppointmentBody({
    ...row,
    ...{ status, priceCents, quantity, paidCents, refundedCents },
    startsAt: new Date(then.startsAt),
    endsAt: new Date(then.endsAt),
    expiresAt: expiresAt === undefined ? row.expiresAt : dateOf(expiresAt),
    cancelReason: status === 'cancelled' ? row.cancelReason : null,
    rescheduleCount: then.rescheduleCount ?? row.rescheduleCount,
    changedAt: status === row.status ? row.changedAt : row.createdAt,
  });
}

/** A payment as it was when this was told. */
export function paymentThen(now: PaymentResponse, { type, payload }: ToldPayment): PaymentResponse {
  const { amountCents, refundedCents, reason = null } = payload;
  const isPaid = type !== 'payment.failed';
  const returned = refundedCents >= amountCents ? 'refunded' : 'partially_refunded';
  return {
    ...now,
    status: isPaid && refundedCents > 0 ? returned : isPaid ? 'completed' : 'failed',
    refunded_amount: decimalFrom(refundedCents),
    failure_reason: isPaid ? null : reason,
    reference_number: isPaid ? now.reference_number : '',
    checkout_url: null,
    refunded_at: type === 'payment.refunded' ? now.refunded_at : null,
  };
}

function dateOf(instant: string | null): Date | null {
  return instant === null ? null : new Date(instant);
}
