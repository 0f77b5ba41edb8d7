import { PaymentDisputed, RefundedAtProvider } from '../../payments/payments.events.js';
import type { EventType, PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import { paymentDisputed, refundedAtProvider } from './payment-notifications.policy.js';

const [ada, organizerId] = [1, 2];
const payment = {
  ...{ paymentId: 4, bookingId: 17, personId: ada, amountCents: 2999, currency: 'USD', refundedCents: 0 },
  ...{ transactionId: 'EVH-ABCD1234EFGH', eventId: 7, eventTitle: 'Party', organizerId },
};
const event = <Type extends EventType>(type: Type, payload: PayloadOf<Type>) =>
  ({ name: type.name, payload }) as PublishedEvent<PayloadOf<Type>>;

describe('what the provider does without us', () => {
  it('is told to the organizer, with what could not be booked', () => {
    const refund = { ...payment, refundCents: 1500, bookedCents: 1500, reference: 're_1' };
    const [whole] = refundedAtProvider(event(RefundedAtProvider, refund));
    expect(whole).toMatchObject({
      ...{ kind: 'refund_issued', to: { people: [organizerId] }, occurrence: 'provider:re_1' },
      subject: 'payment:4',
    });
    const [part] = refundedAtProvider(event(RefundedAtProvider, { ...refund, bookedCents: 0 }));
    expect(part!.message({} as never)).toMatch(/15\.00 USD for “Party”.*see to it/);
  });

  it.each([
    ['open', 'Payment disputed'],
    ['won', 'Dispute won'],
    ['lost', 'Dispute lost'],
  ] as const)('is told of a dispute that is %s', (state, title) => {
    const dispute = { ...payment, disputeId: 5, disputedCents: 2999, reason: 'fraudulent', state };
    const [told] = paymentDisputed(event(PaymentDisputed, dispute));
    expect(told).toMatchObject({
      ...{ kind: 'payment_disputed', to: { people: [organizerId] }, occurrence: `5:${state}`, title },
    });
  });
});
