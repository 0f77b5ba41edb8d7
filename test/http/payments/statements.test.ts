import { LedgerService } from '../../../src/payments/ledger/ledger.service.js';
import { offerPriced, payTickets } from '../../support/money.js';
import { bookTickets } from '../../support/tickets.js';
import { RequestStatements } from '../../support/request-statements.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let organizer: Person;
let ada: Person;
const requests = new RequestStatements();

beforeAll(async () => {
  here = await world();
  [organizer, ada] = [await here.signUpAs('organizer'), await here.signUp()];
});
afterAll(() => here.close());

const statementsOf = (path: string) =>
  requests.countOf(ada.http, 'GET', `/api/v1/${path}`, undefined, /payments\./);

describe('statements', () => {
  it('of a transfer: one, once both accounts are open', async () => {
    const ledger = here.app.get(LedgerService, { strict: false });
    let references = 0;
    const transfer = () =>
      here.db.transaction((tx) =>
        ledger.transfer(tx, {
          ...{ reference: `count:${++references}`, kind: 'test', amount: 1, unit: 'CREDIT' },
          from: { kind: 'issuance', holder: 'test' },
          to: { kind: 'credits', holder: 999 },
        }),
      );
    expect(await requests.countDuring(transfer)).toBe(3);
    expect(await requests.countDuring(transfer)).toBe(1);
  });

  it('of paying: thirteen, once both accounts are open, each row locked once', async () => {
    await payTickets(ada, await offerPriced(here, organizer));
    const booking = await bookTickets(ada, await offerPriced(here, organizer));
    const body = { booking: booking.id, amount: booking.total_price, method: 'mock' };
    const { answer, statements, counts } = await requests.call(ada.http, 'POST', '/api/v1/payments', body);
    expect(answer.status).toBe(201);
    expect(counts['use case']).toBe(13);
    const locking = statements.filter(({ text }) => /FOR UPDATE/.test(text));
    expect(locking.map(({ text }) => /FOR UPDATE OF (\w)/.exec(text)?.[1])).toEqual(['o', 'b']);
  });

  it('of reading: few, and as many for many rows as for one', async () => {
    const { payment } = await payTickets(ada, await offerPriced(here, organizer));
    const lists = ['payments', 'invoices?search=EVH', 'payments?status=completed&page_size=50'];
    for (const path of lists) expect(await statementsOf(path)).toBe(1);
    expect(await statementsOf(`payments/${payment.id}`)).toBe(1);
    expect(await statementsOf(`payments/${payment.id}/receipt`)).toBe(2);
    for (let n = 0; n < 3; n++) await payTickets(ada, await offerPriced(here, organizer));
    for (const path of lists) expect(await statementsOf(path)).toBe(1);
  });
});
