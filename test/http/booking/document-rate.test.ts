import { ticketOf } from '../../support/check-in.js';
import { offerPriced, payTickets } from '../../support/money.js';
import { offerTickets } from '../../support/tickets.js';
import { world, type World } from '../../support/world.js';

let here: World;
beforeAll(
  async () => void (here = await world({ RATE_LIMITS_ENABLED: 'true', RATE_LIMIT_DOCUMENT: '2/hour' })),
);
afterAll(() => here.close());

it('draws no more documents for somebody than their rate, of all kinds together', async () => {
  const [organizer, ada, bob] = [await here.signUpAs('organizer'), await here.signUp(), await here.signUp()];
  const event = await offerTickets(here, { organizerId: organizer.id });
  const mine = await ticketOf(ada, event);
  const { payment } = await payTickets(ada, await offerPriced(here, organizer, { priceCents: 100 }), 1);
  const asPdf = { headers: { accept: 'application/pdf' } };
  const receipt = `/api/v1/payments/${payment.id}/receipt`;
  const statuses = async (paths: string[]) => {
    const answers = [];
    for (const path of paths) answers.push((await ada.http.get(path, path.includes('?') ? {} : asPdf)).status);
    return answers;
  };
  for (let n = 0; n < 3; n++) expect((await ada.http.get(receipt)).status).toBe(200);
  const ticket = `/api/v1/bookings/${mine.id}/ticket`;
  expect(await statuses([ticket, `${receipt}?format=pdf`, ticket, receipt, `${receipt}?format=pdf`])).toEqual([
    ...[200, 200, 429, 429, 429],
  ]);
  expect((await ada.http.get(receipt)).status).toBe(200);
  const theirs = await ticketOf(bob, event);
  expect((await bob.http.get(`/api/v1/bookings/${theirs.id}/ticket`, asPdf)).status).toBe(200);
});
