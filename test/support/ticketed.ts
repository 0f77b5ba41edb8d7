import { BookingApi } from '../../src/booking/booking.api.js';
import { EventPhasesProcessor } from '../../src/collaboration/events/event-phases.processor.js';
import { ticketOf } from './check-in.js';
import { makeDraft } from './events.js';
import { plantGathering } from './gatherings.js';
import type { Person } from './people.js';
import type { World } from './world.js';

const A_MINUTE_MS = 60_000;

/** Makes a ticketed event in ten days and publishes it; its body. */
export async function makePublished(by: Person, now: Date, more: Record<string, unknown> = {}): Promise<any> {
  const { id } = await makeDraft(by, now, more);
  const answer = await by.http.post(`/api/v1/events/${id}/publish`);
  if (answer.status !== 200)
    throw new Error(`Publishing answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** The event has begun an hour ago, so that it can be reviewed; who wants a ticket still gets one. */
export async function begin(here: World, id: number): Promise<void> {
  const startsAt = anHourAgo(here);
  await here.db.transaction(async (tx) => {
    await tx.query(
      `UPDATE collaboration.events SET starts_at = $2,
         registration_deadline = CASE WHEN registration_deadline IS NOT NULL THEN $2::timestamptz END
       WHERE id = $1`,
      [id, startsAt],
    );
    await here.app.get(BookingApi, { strict: false }).changeOffer(tx, 'event', id, { startsAt });
  });
}

/** Somebody is let in, and it is over by now; answers the certificate that is given for it. */
export async function attend(
  here: World,
  { id, end_date: ends }: { id: number; end_date: string },
  { organizer, guest }: Record<'organizer' | 'guest', Person>,
): Promise<any> {
  await organizer.http.post(`/api/v1/bookings/${(await ticketOf(guest, id)).id}/check-in`);
  here.clock.advance(Date.parse(ends) - here.clock.millis() + A_MINUTE_MS);
  await here.app.get(EventPhasesProcessor, { strict: false }).move();
  await here.drainEvents();
  here.clock.reset();
  const { body } = await guest.http.get(`/api/v1/certificates`);
  return body.results[0];
}

export function anHourAgo(here: World): Date {
  return new Date(here.clock.now().getTime() - 3_600_000);
}

/** The code and the fields at fault of a refusal, or nothing of a success. */
export function refusal({ status, body }: { status: number; body: any }): string {
  if (status < 400) return '';
  const fields = Object.keys(body.field_errors ?? {}).sort();
  return [status, body.code, ...fields].join(' ');
}

/** A session of an open event of the organizer's; answers its id. */
export async function plantSession(here: World, organizer: Pick<Person, 'id'>): Promise<number> {
  const event = await plantGathering(here, organizer, { kind: 'ticketed' });
  const [session] = await here.db.query<{ id: number }>(
    `INSERT INTO collaboration.sessions
       (event_id, published_by, title, starts_at, ends_at, created_at, updated_at)
     SELECT id, organizer_id, 'Keynote', starts_at, starts_at + interval '1 hour', created_at, created_at
     FROM collaboration.events WHERE id = $1 RETURNING id`,
    [event],
  );
  return session!.id;
}

/** Somebody's review of an event of the organizer's; answers its id. */
export async function plantReview(here: World, organizer: Pick<Person, 'id'>): Promise<number> {
  const event = await plantGathering(here, organizer, { kind: 'ticketed', startsAt: anHourAgo(here) });
  const { body } = await (await here.signUp()).http.post('/api/v1/reviews', { event, rating: 4 });
  return body.id as number;
}

/** What one sends to add a session to an open event of one's own. */
export async function sessionOfOwn(here: World, organizer: Pick<Person, 'id'>): Promise<object> {
  const event = await plantGathering(here, organizer, { kind: 'ticketed' });
  const [times] = await here.db.query<object>(
    `SELECT starts_at AS start_time, starts_at + interval '30 minutes' AS end_time FROM collaboration.events
      WHERE id = $1`,
    [event],
  );
  return { event, title: 'Keynote', ...times };
}
