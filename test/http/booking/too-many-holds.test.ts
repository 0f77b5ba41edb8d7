import { offerPriced, pay } from '../../support/money.js';
import { brokenInvariants } from '../../support/invariants.js';
import { bookTickets, offerTickets } from '../../support/tickets.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let organizer: Person;
let ada: Person;

beforeAll(async () => {
  here = await world({ MAX_UNPAID_HOLDS: '5', ACCESS_TOKEN_TTL: '7d' });
  organizer = await here.signUpAs('organizer');
});
beforeEach(async () => {
  here.clock.reset();
  ada = await here.signUp();
});
afterEach(async () => expect(await brokenInvariants(here.db)).toEqual({}));
afterAll(() => here.close());

const priced = () => offerPriced(here, organizer);
const book = async (person: Person = ada, event?: number) => {
  const answer = await person.http.post('/api/v1/bookings', { event: event ?? (await priced()) });
  return { ...answer, code: answer.body.code ?? answer.status };
};
const hold = async (count: number) => {
  const held = [];
  for (let n = 0; n < count; n++) held.push(await bookTickets(ada, await priced()));
  return held;
};

describe('a person with five unpaid bookings', () => {
  it('holds no sixth, which takes no seat', async () => {
    await hold(5);
    const event = await offerPriced(here, organizer, { capacity: 1 });
    const refused = await book(ada, event);
    expect([refused.status, refused.code, refused.body.details]).toEqual([409, 'TOO_MANY_HOLDS', { most: 5 }]);
    expect((await book(await here.signUp(), event)).status).toBe(201);
  });

  it.each<[string, (booking: any) => Promise<unknown>]>([
    ['one is paid', (booking) => pay(ada, booking)],
    ['one is cancelled', (booking) => ada.http.post(`/api/v1/bookings/${booking.id}/cancel`)],
    ['they have run out', async () => here.clock.advance(30 * 60_000)],
  ])('holds another once %s', async (_, end) => {
    const [first] = await hold(5);
    expect((await book()).code).toBe('TOO_MANY_HOLDS');
    await end(first);
    expect((await book()).status).toBe(201);
  });

  it('books what costs nothing, and is told rather that nothing is left', async () => {
    await hold(5);
    expect((await book(ada, await offerTickets(here))).status).toBe(201);
    const full = await offerPriced(here, organizer, { capacity: 1 });
    await bookTickets(await here.signUp(), full);
    expect((await book(ada, full)).code).toBe('SOLD_OUT');
  });

  it('who holds free tickets too has five unpaid ones beside', async () => {
    for (let n = 0; n < 5; n++) await bookTickets(ada, await offerTickets(here));
    await hold(5);
    expect((await book()).code).toBe('TOO_MANY_HOLDS');
  });

  it('has those among them that a waitlist has offered, and is still offered more', async () => {
    await hold(4);
    const offered = async () => {
      const event = await offerPriced(here, organizer, { capacity: 1 });
      const other = await here.signUp();
      const { id } = await bookTickets(other, event);
      expect((await ada.http.post('/api/v1/waitlist', { event })).status).toBe(201);
      expect((await other.http.post(`/api/v1/bookings/${id}/cancel`)).status).toBe(200);
      const { results } = (await ada.http.get(`/api/v1/bookings?event=${event}`)).body;
      return results[0];
    };
    const first = await offered();
    expect([first.status, (await book()).code]).toEqual(['pending', 'TOO_MANY_HOLDS']);
    expect((await offered()).status).toBe('pending');
    await pay(ada, first);
    expect((await book()).code).toBe('TOO_MANY_HOLDS');
    await ada.http.post(`/api/v1/bookings/${(await offered()).id}/cancel`);
    expect((await book()).code).toBe('TOO_MANY_HOLDS');
    here.clock.advance(30 * 60_000);
    expect((await book()).status).toBe(201);
  });

  it('has no more of them by asking for ten at once', async () => {
    await hold(2);
    const events = await Promise.all(Array.from({ length: 10 }, priced));
    const codes = (await Promise.all(events.map((event) => book(ada, event)))).map(({ code }) => code);
    expect(codes.filter((code) => code === 201)).toHaveLength(3);
    expect(codes.filter((code) => code === 'TOO_MANY_HOLDS')).toHaveLength(7);
  });
});
