import { BookingApi } from '../../src/booking/booking.api.js';
import type { Person } from './people.js';
import type { World } from './world.js';

const HOUR_MS = 3_600_000;

/** A meeting of an hour that only booking knows of, pending until its start; answers its id. */
export async function plantMeeting(
  here: World,
  requester: Pick<Person, 'id'>,
  expert: Pick<Person, 'id'>,
  hoursAhead = 24,
): Promise<number> {
  const startsAt = new Date(here.clock.now().getTime() + hoursAhead * HOUR_MS);
  const { id } = await here.db.transaction((tx) =>
    here.app.get(BookingApi, { strict: false }).reserveTime(tx, {
      ...{ kind: 'meeting', refId: null, personId: requester.id, hostId: expert.id },
      ...{ people: [requester.id, expert.id], startsAt, endsAt: new Date(startsAt.getTime() + HOUR_MS) },
      ...{ expiresAt: startsAt, awaitsHost: true, noticeMinutes: 0 },
    }),
  );
  return id;
}

/** What somebody has to spend. */
export async function creditsOf({ http }: Pick<Person, 'http'>): Promise<number> {
  return (await http.get('/api/credits/balance/')).body.balance as number;
}

export function buyCredits(person: Person, credits: number, more: Record<string, unknown> = {}) {
  const amount = `${credits}.00`;
  const body = { payment_method: 'credit_card', amount, credits_to_purchase: credits, ...more };
  return person.http.post('/api/payments/purchase_credits/', body);
}

export function transferCredits(person: Person, meeting: number, amount: unknown, headers = {}) {
  return person.http.with(headers).post('/api/credits/transfer/', { meeting_id: meeting, amount });
}

/** Asks for a meeting. */
export function meet(here: World, by: Person, expert: Pick<Person, 'id'>, hoursAhead = 24, hours = 1) {
  const startsAt = here.clock.now().getTime() + hoursAhead * HOUR_MS;
  return by.http.post('/api/meetings/', {
    ...{ title: 'Consultation', description: 'Need help', expert_id: expert.id, category_id: 1 },
    scheduled_start: new Date(startsAt),
    scheduled_end: new Date(startsAt + hours * HOUR_MS),
  });
}
