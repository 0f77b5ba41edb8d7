import type { Person } from './people.js';

export const EVENT_TYPES = '/api/v1/events/event-types';
let made = 0;

/** A body whose slug nobody has sent before. */
export function newEventType(over: Record<string, unknown> = {}) {
  made++;
  return { name: `Talk ${made}`, slug: `talk-${made}`, duration: 30, ...over };
}

/** One that its owner has published; answers its body. */
export async function publishType(owner: Person, over: Record<string, unknown> = {}) {
  const answer = await owner.http.post(EVENT_TYPES, newEventType(over));
  if (answer.status !== 201)
    throw new Error(`An event type answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
