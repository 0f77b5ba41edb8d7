const MINUTE_MS = 60_000;

/** What is booked, and how the n-th of them is asked for. */
export type Wish =
  | { kind: 'slot' }
  | { kind: 'ticket' }
  /** Every quarter of an hour from `from` on, of each of these hosts. */
  | { kind: 'appointment'; hosts: readonly string[]; type: string; from: number };

export const APPOINTMENT_MINUTES = 15;

/**
 * The body for the place `n`, and which of `people` asks: nobody wants two places that exclude each other. All
 * people take a time each with a host of their own, then the next time with the next hosts.
 */
export function wishFor(wish: Wish, n: number, people: number): { body: string; person: number } {
  const person = n % people;
  if (wish.kind === 'slot') return { body: `{"time_slot":${n}}`, person };
  if (wish.kind === 'ticket') return { body: `{"event":${n},"number_of_tickets":1}`, person };
  const turn = Math.floor(n / people);
  const host = wish.hosts[(person + turn * people) % wish.hosts.length]!;
  const start = new Date(wish.from + turn * APPOINTMENT_MINUTES * MINUTE_MS).toISOString();
  const invitee = `"invitee_name":"Pat Bench","invitee_email":"pat${person}@example.com"`;
  const of = `"organizer_slug":"${host}","event_type_slug":"${wish.type}"`;
  return { body: `{${of},"start_time":"${start}",${invitee}}`, person };
}
