import { book, freeTimes, makeSlot } from '../support/calendar.js';
import type { Person } from '../support/people.js';
import { BOTH_KINDS, openPlain, openSocketIo, type SocketClient } from '../support/sockets.js';
import { world, type World } from '../support/world.js';

let w: World;
let admin: Person;
let person: Person;
const clients: SocketClient[] = [];

beforeAll(async () => {
  w = await world();
  [admin, person] = [await w.admin(), await w.signUp()];
});
afterEach(() => clients.splice(0).forEach((client) => client.close()));
afterAll(() => w?.close());

const publicBody = ({ booked_by_me: _, bookings: __, ...body }: any) => body;

describe.each(BOTH_KINDS)('the calendar over %s', (_, open) => {
  const listen = async (options: object = { token: person.access }) => {
    const client = await open(w.url, options);
    clients.push(client);
    return client;
  };

  it('tells what happens to a slot, in order, and never who booked it', async () => {
    const client = await listen();
    const slot = await makeSlot(admin, w.clock.now());
    const other = await w.signUp();
    const booking = await book(other, slot.id);
    await other.http.delete(`/api/v1/bookings/${booking.id}`);
    await admin.http.put(`/api/v1/admin/timeslots/${slot.id}`, { capacity: 3 });
    await admin.http.delete(`/api/v1/admin/timeslots/${slot.id}`);
    const frames = await client.atLeast(5);
    expect(client.types).toEqual([
      'timeslot_created',
      'booking_created',
      'booking_cancelled',
      'timeslot_updated',
      'timeslot_deleted',
    ]);
    expect(client.ids).toEqual([...client.ids].sort((a, b) => a - b));
    const [created, booked, cancelled, updated, deleted] = frames.map(({ data }) => data);
    expect(created).toEqual(publicBody(slot));
    const taken = { ...publicBody(slot), seats_available: 0, is_available: false, is_booked: true };
    expect(booked).toEqual({ time_slot: { ...taken, updated_at: booked.time_slot.updated_at } });
    expect(cancelled).toEqual({
      time_slot: { ...publicBody(slot), updated_at: cancelled.time_slot.updated_at },
    });
    expect(updated).toMatchObject({ id: slot.id, capacity: 3, seats_available: 3 });
    expect(deleted).toMatchObject({ id: slot.id, is_available: false });
    expect(frames.every((frame) => Object.keys(frame).join() === 'id,type,data,timestamp')).toBe(true);
    expect(frames.every(({ timestamp }) => new Date(timestamp).toISOString() === timestamp)).toBe(true);
    expect(JSON.stringify(frames)).not.toContain(other.username);
    expect(JSON.stringify(frames)).not.toContain(other.email);
  });

  it('tells of each booking that goes with a deleted slot, and then of the slot', async () => {
    const client = await listen();
    const slot = await makeSlot(admin, w.clock.now(), { capacity: 2 });
    for (const booker of [await w.signUp(), await w.signUp()]) await book(booker, slot.id);
    await admin.http.delete(`/api/v1/admin/timeslots/${slot.id}`);
    await client.atLeast(6);
    expect(client.types.slice(3)).toEqual(['booking_cancelled', 'booking_cancelled', 'timeslot_deleted']);
  });

  it('tells everybody who listens, once', async () => {
    const listeners = await Promise.all([listen(), listen(), listen({ token: admin.access })]);
    const { id } = await makeSlot(admin, w.clock.now());
    for (const client of listeners) await client.frame('timeslot_created', ({ data }) => data.id === id);
    await makeSlot(admin, w.clock.now());
    for (const client of listeners) {
      await client.atLeast(2);
      expect(new Set(client.ids).size).toBe(2);
    }
  });
});

it('is one feed: what goes to one kind of socket goes to the other', async () => {
  const [plain, io] = await Promise.all(
    [openPlain, openSocketIo].map((open) => open(w.url, { token: person.access })),
  );
  clients.push(plain!, io!);
  const slot = await makeSlot(admin, w.clock.now());
  await admin.http.put(`/api/v1/admin/timeslots/${slot.id}`, freeTimes(w.clock.now()));
  await Promise.all([plain!.atLeast(2), io!.atLeast(2)]);
  expect(plain!.frames).toEqual(io!.frames);
});

it('keeps to the order in which things happened, however fast they do', async () => {
  const client = await openPlain(w.url, { token: person.access });
  clients.push(client);
  const slot = await makeSlot(admin, w.clock.now());
  const rounds = 25;
  for (let round = 0; round < rounds; round++) {
    const { id } = await book(person, slot.id);
    await person.http.delete(`/api/v1/bookings/${id}`);
  }
  await client.atLeast(1 + 2 * rounds);
  const expected = Array.from({ length: rounds }, () => ['booking_created', 'booking_cancelled']).flat();
  expect(client.types).toEqual(['timeslot_created', ...expected]);
});
