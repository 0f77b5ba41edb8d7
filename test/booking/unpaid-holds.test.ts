import { brokenInvariants } from '../support/invariants.js';
import { kernelWith, type Kernel } from '../support/kernel.js';
import { codeOf } from './kernel-queries.js';

let k: Kernel;
let hour = 0;
beforeAll(async () => void (k = await kernelWith({ MAX_UNPAID_HOLDS: '2' })));
afterEach(async () => expect(await brokenInvariants(k.db)).toEqual({}));
afterAll(() => k.close());

const ask = (who: object, terms: object = { priceCents: 100 }) => {
  const hostId = 900 + ++hour;
  const times = { startsAt: k.at(hour), endsAt: k.at(hour + 1), expiresAt: k.at(0) };
  const what = { kind: 'appointment' as const, refId: null, personId: null, hostId, people: [hostId] };
  return codeOf(k.db.transaction((tx) => k.api.reserveTime(tx, { ...what, ...times, ...who, ...terms })));
};

describe('unpaid holds of somebody’s time', () => {
  it('count with those of tickets, by account', async () => {
    const ada = { personId: 41 };
    expect(await ask(ada)).toBe('done');
    await k.ticket(await k.event({ priceCents: 100 }), 41);
    expect(await ask(ada)).toBe('TOO_MANY_HOLDS');
    expect(await codeOf(k.ticket(await k.event({ priceCents: 100 }), 41).then())).toBe('TOO_MANY_HOLDS');
    expect(await ask({ personId: 42 })).toBe('done');
  });

  it('count by address without an account, which is not kept', async () => {
    const address = 'Guest@example.org';
    const asked = [await ask({ address }), await ask({ address: 'guest@example.org' }), await ask({ address })];
    expect(asked).toEqual(['done', 'done', 'TOO_MANY_HOLDS']);
    expect(await ask({ address: 'other@example.org' })).toBe('done');
    expect(await k.db.query(`SELECT FROM booking.bookings WHERE held_by LIKE '%@%'`)).toEqual([]);
  });

  it('are none where nothing is to be paid: requests and meetings that wait for the host', async () => {
    const bob = { personId: 43 };
    for (const terms of [{ awaitsHost: true }, { kind: 'meeting' }, { awaitsHost: true }, {}])
      expect(await ask(bob, terms)).toBe('done');
    expect([await ask(bob), await ask(bob), await ask(bob)]).toEqual(['done', 'done', 'TOO_MANY_HOLDS']);
  });

  it('of a session take no seat beyond the limit', async () => {
    await k.slot({ kind: 'occurrence', refId: 777, startsAt: k.at(90), endsAt: k.at(91), capacity: 5 });
    const session = { kind: 'occurrence' as const, refId: 777 };
    const join = (personId: number) =>
      ask({ personId, startsAt: k.at(90), endsAt: k.at(91), session }, { priceCents: 100 });
    const eve = { personId: 44 };
    expect([await ask(eve), await ask(eve), await join(44)]).toEqual(['done', 'done', 'TOO_MANY_HOLDS']);
    expect(await join(45)).toBe('done');
    const [offer] = await k.db.query('SELECT taken FROM booking.offers WHERE ref_id = 777');
    expect(offer).toEqual({ taken: 1 });
  });
});
