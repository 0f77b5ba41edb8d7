import { createHash } from 'node:crypto';
import { brokenInvariants } from '../support/invariants.js';
import { kernelWith, type Kernel } from '../support/kernel.js';
import { codeOf } from './kernel-queries.js';

let k: Kernel;
let hour = 0;
beforeAll(async () => void (k = await kernelWith({ MAX_UNPAID_HOLDS: '2' })));
afterEach(async () => expect(await brokenInvariants(k.db)).toEqual({}));
afterAll(() => k.close());

type Invitee = { personId: number } | { personId: null; address: string };
const guest = (address: string): Invitee => ({ personId: null, address });
const reserve = (who: Invitee, terms: object = { priceCents: 100 }) => {
  const hostId = 900 + ++hour;
  const times = { startsAt: k.at(hour), endsAt: k.at(hour + 1), expiresAt: k.at(0) };
  const what = { kind: 'appointment' as const, refId: null, hostId, people: [hostId] };
  return k.db.transaction((tx) => k.api.reserveTime(tx, { ...what, ...times, ...who, ...terms }));
};
const ask = (who: Invitee, terms?: object) => codeOf(reserve(who, terms));
const holders = (condition: string) =>
  k.db.query<{ held_by: string }>(`SELECT held_by FROM booking.bookings WHERE ${condition}`);

describe('unpaid holds of somebody’s time', () => {
  it('count with those of tickets, by account', async () => {
    const ada = { personId: 41 };
    expect(await ask(ada)).toBe('done');
    await k.ticket(await k.event({ priceCents: 100 }), 41);
    expect(await ask(ada)).toBe('TOO_MANY_HOLDS');
    expect(await codeOf(k.ticket(await k.event({ priceCents: 100 }), 41).then())).toBe('TOO_MANY_HOLDS');
    expect(await ask({ personId: 42 })).toBe('done');
  });

  it('count by address without an account, in any case', async () => {
    const [first, again] = [guest('Guest@example.org'), guest('guest@example.org')];
    expect([await ask(first), await ask(again), await ask(first)]).toEqual(['done', 'done', 'TOO_MANY_HOLDS']);
    expect(await ask(guest('other@example.org'))).toBe('done');
  });

  it('keep no address, and nothing that a list of addresses could be tried against', async () => {
    const address = 'secret@example.org';
    const { heldBy } = await reserve(guest(address));
    expect(heldBy).toMatch(/^[\w-]{43}$/);
    const digest = createHash('sha256').update(address).digest();
    expect([digest.toString('hex'), digest.toString('base64url')]).not.toContain(heldBy);
  });

  it('are nobody’s once they have ended', async () => {
    const { id } = await reserve(guest('gone@example.org'));
    expect(await holders(`id = ${id} AND held_by IS NOT NULL`)).toHaveLength(1);
    await k.cancel(id);
    expect(await holders(`id = ${id}`)).toEqual([{ held_by: null }]);
    const kept = await reserve(guest('gone@example.org'));
    const wrong = k.db.query(`UPDATE booking.bookings SET held_by = 'x' WHERE id = $1`, [id]);
    await expect(wrong).rejects.toMatchObject({ constraint: 'bookings_only_holds_have_holders' });
    expect(await k.record(kept.id, 100)).toMatchObject({ outcome: 'confirmed' });
    expect(await holders(`id = ${kept.id}`)).toEqual([{ held_by: null }]);
  });

  it('are nobody’s after the erasure of whose proven address it is, and stay others’', async () => {
    const [mine, others] = [await reserve(guest('eve@example.org')), await reserve(guest('eva@example.org'))];
    k.people.addresses.set(46, 'Eve@example.org');
    await k.db.transaction((tx) => k.personalData.erase(tx, 46));
    expect(await holders(`id = ${mine.id}`)).toEqual([{ held_by: null }]);
    expect(await holders(`id = ${others.id}`)).toEqual([{ held_by: others.heldBy }]);
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
      ask({ personId }, { priceCents: 100, startsAt: k.at(90), endsAt: k.at(91), session });
    const eve = { personId: 44 };
    expect([await ask(eve), await ask(eve), await join(44)]).toEqual(['done', 'done', 'TOO_MANY_HOLDS']);
    expect(await join(45)).toBe('done');
    const [offer] = await k.db.query('SELECT taken FROM booking.offers WHERE ref_id = 777');
    expect(offer).toEqual({ taken: 1 });
  });
});
