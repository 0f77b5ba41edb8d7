import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../identity/identity.api.js';
import type { Tx } from '../platform/database/tx.js';
import { toPaymentResponse, type PaymentResponse } from './model/payment.dto.js';
import type { Payment } from './model/payment.entity.js';
import { PaymentsRepository } from './model/payments.repository.js';

export { PaymentResponse } from './model/payment.dto.js';

export interface PaymentRow extends Pick<Payment, 'bookingId' | 'personId' | 'organizerId'> {
  body: PaymentResponse;
}

/** What other contexts may ask of payments. */
@Injectable()
export class PaymentsApi {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly identity: IdentityApi,
  ) {}

  /** By their ids, in two queries, as they are now; the platform's own have no organizer. */
  async paymentsOf(source: Pick<Tx, 'query'>, ids: readonly number[]): Promise<Map<number, PaymentRow>> {
    if (ids.length === 0) return new Map();
    const payments = await this.payments.findMany(source, [...ids]);
    const people = await this.identity.people(
      payments.flatMap(({ personId }) => personId ?? []),
      source,
    );
    return new Map(
      payments.map((payment) => {
        const { id, bookingId, personId, organizerId, payerName } = payment;
        const name = people.get(personId ?? 0)?.fullName ?? payerName ?? '';
        return [id, { bookingId, personId, organizerId, body: toPaymentResponse(payment, name) }];
      }),
    );
  }
}
