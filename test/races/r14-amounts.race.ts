import { PaymentsService } from '../../src/payments/payments/payments.service.js';
import { brokenInvariants } from '../support/invariants.js';
import { offerPriced } from '../support/money.js';
import type { Person } from '../support/people.js';
import { verdict, type Proof } from '../support/proof.js';
import { TableChecksums, changedTables } from '../support/table-checksums.js';
import { bookTickets } from '../support/tickets.js';
import { world, type World } from '../support/world.js';

/** What nobody may pay for tickets of 29.99 USD; JSON texts, for not all of it survives `JSON.stringify`. */
const AMOUNTS = [
  ...['-29.99', '"-29.99"', '"-0.00"', '0', '"0.00"', '"0"', '"29.98"', '"30.00"', '"2999"', '2999', '1'],
  ...[
    '1e308',
    '1e400',
    '-1e308',
    '"1e308"',
    '"2.999e1"',
    '10.001',
    '"10.001"',
    '"29.990"',
    '29.990000001',
    '"29.9"',
  ],
  ...[
    '"２９.９９"',
    '"٢٩.٩٩"',
    '"29,99"',
    '"$29.99"',
    '"29.99 USD"',
    '" "',
    '""',
    '"NaN"',
    '"Infinity"',
    'null',
    'true',
  ],
  ...[
    '[]',
    '["29.99"]',
    '{}',
    '{"$gt":0}',
    '"0x1d.fc"',
    '"29.99; DROP TABLE payments.payments"',
    '"99999999999999999999"',
  ],
];
const NEVER_JSON = ['NaN', 'Infinity', '29.99.99', '+29.99', '.99'];
const WITH_MORE = [
  '"amount": "29.99", "currency": "EUR"',
  '"amount": "29.99", "currency": "usd"',
  '"amount": "29.99", "currency": ""',
  '"amount": "10.00", "price": "10.00", "total_price": "10.00", "price_cents": 1000',
  '"amount": "0.00", "due": "0.00", "amount_cents": 2999, "status": "completed"',
];

const bodies = (booking: number) =>
  [...AMOUNTS, ...NEVER_JSON]
    .map((amount) => `"amount": ${amount}`)
    .concat(WITH_MORE)
    .map((fields) => `{"booking": ${booking}, "method": "mock", ${fields}}`);

/** Sends every bad body; answers those that were not refused with 400. */
async function attack(person: Person, booking: number): Promise<{ sent: number; accepted: string[] }> {
  const accepted: string[] = [];
  const all = bodies(booking);
  for (const body of all) {
    const answer = await person.http.post('/api/v1/payments', body);
    if (answer.status !== 400) accepted.push(`${body} → ${answer.status}`);
  }
  return { sent: all.length, accepted };
}

async function scene(here: World): Promise<{ person: Person; booking: number }> {
  const person = await here.signUp();
  const booking = await bookTickets(person, await offerPriced(here, await here.signUpAs('organizer')));
  await here.drainEvents();
  return { person, booking: booking.id as number };
}

const proof: Proof = {
  id: 'R14',
  what: 'amounts that are not what is due, in every writing: all refused, nothing written',
  async run(_, progress) {
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const { person, booking } = await scene(here);
      const checksums = await TableChecksums.of(here.db);
      const before = await checksums.takeAnew();
      const { sent, accepted } = await attack(person, booking);
      const changed = changedTables(before, await checksums.takeAnew());
      progress(`${sent} amounts`);
      const right = await person.http.post('/api/v1/payments', { booking, amount: '29.99', method: 'mock' });
      const broken = await brokenInvariants(here.db);

      Object.assign(here.app.get(PaymentsService, { strict: false }), {
        requirePayableNow: async () => undefined,
      });
      const other = await scene(here);
      const unguarded = await attack(other.person, other.booking);
      const figures = {
        amounts: sent,
        accepted: accepted.length,
        ...(accepted.length > 0 && { first: accepted[0]! }),
        tables_changed: changed.join(' ') || 'none',
        twin_accepted: unguarded.accepted.length,
      };
      return verdict(figures, {
        'all are refused with 400': accepted.length === 0,
        'nothing is written': changed.length === 0,
        'the right amount is taken': right.status === 201,
        'invariants hold': Object.keys(broken).length === 0,
        'the twin takes other prices': unguarded.accepted.length > 0,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
