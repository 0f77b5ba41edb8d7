import { PendingPurchasesProcessor } from '../../../src/payments/credit-purchases/pending-purchases.processor.js';
import { silent } from '../../support/fake-stripe.js';
import { buyCredits, creditsOf } from '../../support/meetings.js';
import { StripeShop } from '../../support/stripe-shop.js';

const MINUTE_MS = 60_000;
const shop = StripeShop.forThisFile();
const buy = async (credits: number) => (await buyCredits(shop.ada, credits, { payment_method: 'stripe' })).body;
const checkPending = () => shop.here.app.get(PendingPurchasesProcessor, { strict: false }).check();

describe('buying credits with Stripe', () => {
  it('is pending until Stripe says that they were paid, and books them once', async () => {
    const before = await creditsOf(shop.ada);
    const bought = await buy(7);
    const session = shop.stripe.sessionOf(bought.payment.transaction_id);
    expect(bought).toMatchObject({
      ...{ success: true, transaction: null, new_balance: before },
      payment: { status: 'pending', amount: '7.00', checkout_url: session.url },
    });
    expect(session).toMatchObject({
      ...{ amount_total: 700, currency: 'usd', cancel_url: 'http://localhost:8000/account/credits' },
      success_url: 'http://localhost:8000/account/credits?done=bought',
    });
    const event = shop.stripe.pay(bought.payment.transaction_id);
    expect((await shop.tell(event)).body).toEqual({ received: true });
    await shop.tell(event);
    await shop.tell({ ...event, id: 'evt_again' });
    expect(await creditsOf(shop.ada)).toBe(before + 7);
  });

  it('asks Stripe again that was silent, without a second checkout', async () => {
    const before = await creditsOf(shop.ada);
    shop.stripe.misbehave['create session'] = silent;
    const bought = await buy(2);
    expect(bought.payment).toMatchObject({ status: 'pending', checkout_url: null });
    shop.stripe.heal();
    shop.here.clock.advance(MINUTE_MS);
    await checkPending();
    shop.stripe.pay(bought.payment.transaction_id);
    shop.here.clock.advance(MINUTE_MS);
    await checkPending();
    expect(await creditsOf(shop.ada)).toBe(before + 2);
  });
});
