import type { Person } from './people.js';

const DAY_MS = 86_400_000;

/** An instant some days after `now`, at the full second. */
export const inDays = (now: Date, days: number): string =>
  new Date(Math.floor((now.getTime() + days * DAY_MS) / 1000) * 1000).toISOString();

/** Makes a gathering in ten days; its body. */
export async function makeGathering(by: Person, now: Date, more: Record<string, unknown> = {}): Promise<any> {
  return made(by, { title: 'Board games', date: inDays(now, 10), ...more });
}

/** Makes the draft of a ticketed event in ten days; its body. */
export async function makeDraft(by: Person, now: Date, more: Record<string, unknown> = {}): Promise<any> {
  const times = { start_date: inDays(now, 10), end_date: inDays(now, 11) };
  return made(by, { title: 'Advanced Python', max_attendees: 30, ...times, ...more });
}

async function made(by: Person, body: Record<string, unknown>): Promise<any> {
  const answer = await by.http.post('/api/v1/events/', body);
  if (answer.status !== 201)
    throw new Error(`An event answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
