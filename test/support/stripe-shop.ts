import { brokenInvariants } from './invariants.js';
import { eventually } from './eventually.js';
import { FakeStripe } from './fake-stripe.js';
import { offerPriced, pay } from './money.js';
import { bookTickets } from './tickets.js';
import { world, type Person, type World } from './world.js';

/** What is paid through a Stripe on loopback. After each test Stripe works again, and every invariant holds. */
export class StripeShop {
  stripe!: FakeStripe;
  here!: World;
  organizer!: Person;
  ada!: Person;

  /** Opens before the tests of a file, and closes after them. */
  static forThisFile(): StripeShop {
    const shop = new StripeShop();
    beforeAll(() => shop.open());
    afterEach(() => shop.comeToRest());
    afterAll(() => shop.close());
    return shop;
  }

  booked = async (terms = {}) => bookTickets(this.ada, await offerPriced(this.here, this.organizer, terms));

  /** Begins to pay 29.99. */
  begin = async (booking: { id: number }) => {
    const { status, body } = await pay(this.ada, booking, '29.99', { method: 'stripe' });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body;
  };

  paidBooking = async (terms = {}) => {
    const booking = await this.booked(terms);
    const payment = await this.begin(booking);
    await this.tell(this.stripe.pay(payment.transaction_id));
    return { booking, payment };
  };

  paymentOf = async ({ id }: { id: number }) => (await this.ada.http.get(`/api/v1/payments/${id}`)).body;

  bookingOf = async ({ id }: { id: number }) => (await this.ada.http.get(`/api/v1/bookings/${id}`)).body;

  tell = (event: object) => this.stripe.tell(this.here.http(), event, this.here.clock.now());

  settled = (payment: { id: number }, status: string) =>
    eventually(async () => {
      const found = await this.paymentOf(payment);
      if (found.status !== status) throw new Error(`It is ${found.status}.`);
      return found;
    });

  private async open(): Promise<void> {
    this.stripe = await FakeStripe.open();
    this.here = await world({ ...this.stripe.env, ACCESS_TOKEN_TTL: '7d', LOG_LEVEL: 'silent' });
    this.organizer = await this.here.signUpAs('organizer');
    this.ada = await this.here.signUp({ first_name: 'Ada', last_name: 'Byron' });
  }

  private async comeToRest(): Promise<void> {
    this.stripe.heal();
    this.here.clock.reset();
    await this.here.drainEvents();
    expect(await brokenInvariants(this.here.db)).toEqual({});
  }

  private async close(): Promise<void> {
    await this.here.close();
    await this.stripe.close();
  }
}
