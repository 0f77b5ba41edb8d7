import type { Person } from './people.js';

let minutes = 0;

/** Times for a slot that no other slot of this process has, some days ahead of `from`. */
export function freeTimes(from: Date, hours = 1): { start_time: string; end_time: string } {
  const day = new Date(from.getTime() + 5 * 86_400_000);
  const start = Math.ceil(day.getTime() / 60_000) * 60_000 + ++minutes * 60_000;
  return {
    start_time: new Date(start).toISOString(),
    end_time: new Date(start + hours * 3_600_000).toISOString(),
  };
}

/** A slot as an admin makes one. */
export async function makeSlot(
  admin: Person,
  now: Date,
  overrides: Record<string, unknown> = {},
): Promise<any> {
  const answer = await admin.http.post('/api/v1/admin/timeslots', {
    ...freeTimes(now),
    category: 'Cat 1',
    ...overrides,
  });
  if (answer.status !== 201) throw new Error(`The slot was refused: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** A booking of a slot. */
export async function book(person: Person, slotId: number): Promise<any> {
  const answer = await person.http.post('/api/v1/bookings', { time_slot: slotId });
  if (answer.status !== 201) throw new Error(`The booking was refused: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
