import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { book, freeTimes, makeSlot } from '../../support/calendar.js';
import { eventually } from '../../support/eventually.js';
import type { Person } from '../../support/people.js';
import { world, type World } from '../../support/world.js';

let w: World;
let admin: Person;
beforeAll(async () => {
  w = await world();
  admin = await w.admin();
});
afterAll(() => w?.close());

/** Subjects of the slot calendar's mails to somebody, once there are `count`. */
async function noticesTo({ email }: Person, count: number): Promise<string[]> {
  await w.drainEvents();
  return eventually(async () => {
    const folder = join(w.dataDir, 'mail');
    const files = (await readdir(folder)).filter((name) => name.endsWith('.eml')).sort();
    const mails = await Promise.all(files.map(async (name) => PostalMime.parse(await readFile(join(folder, name)))));
    const mine = mails.filter(
      ({ to, subject }) => to?.[0]?.address === email && /^(Cancelled|New time)/.test(subject ?? ''),
    );
    expect(mine).toHaveLength(count);
    return mine.map(({ subject }) => subject!);
  });
}

describe('the booker of a slot', () => {
  it('is told of every move, once', async () => {
    const person = await w.signUp();
    const slot = await makeSlot(admin, w.clock.now());
    await book(person, slot.id);
    const path = `/api/v1/admin/timeslots/${slot.id}`;
    await admin.http.put(path, freeTimes(w.clock.now()));
    await admin.http.put(path, { capacity: 4 });
    await admin.http.put(path, freeTimes(w.clock.now()));
    expect(await noticesTo(person, 2)).toEqual(['New time: Cat 1', 'New time: Cat 1']);
  });

  it('is told that the slot is gone, as is everybody who booked it', async () => {
    const people = [await w.signUp(), await w.signUp()];
    const slot = await makeSlot(admin, w.clock.now(), { capacity: 3, category: 'Cat 2' });
    for (const person of people) await book(person, slot.id);
    await admin.http.delete(`/api/v1/admin/timeslots/${slot.id}`);
    for (const person of people) expect(await noticesTo(person, 1)).toEqual(['Cancelled: Cat 2']);
  });

  it('is told that an admin cancelled, and not what they cancelled themselves', async () => {
    const person = await w.signUp();
    const slot = await makeSlot(admin, w.clock.now());
    const own = await book(person, slot.id);
    await person.http.delete(`/api/v1/bookings/${own.id}`);
    const other = await book(person, slot.id);
    await admin.http.delete(`/api/v1/admin/bookings/${other.id}`);
    expect(await noticesTo(person, 1)).toEqual(['Cancelled: Cat 1']);
  });
});
