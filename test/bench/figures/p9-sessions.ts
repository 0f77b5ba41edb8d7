import type { Signed } from '../load/order.js';
import { CROWDED_EVENT, VISITED_EVENT } from '../stage/many-sessions.js';
import type { BareRoute } from './p9-cells.js';
import type { Cell } from './p9-lists.js';

const DEEP = 1_000;
/** The busy person has 5,000 certificates and reviews, and waits for 2,500 events. */
const DEEP_IN_OWN = 100;

/** The lists around events: what is in them, who comes, who waits, who was there and what they say of it. */
export function sessionListsOf(busy: Signed, admin: Signed): Cell[] {
  const cell = (what: string, path: string, bare: string, person = busy): Cell => ({
    ...{ what, path: `/api/v1/${path}`, person, barePath: `/${bare}` },
  });
  const event = `events/${CROWDED_EVENT}`;
  return [
    cell('sessions, page 1', 'sessions?page_size=20', 'sessions-first'),
    cell('sessions, page 1,000', `sessions?page_size=20&page=${DEEP}`, 'sessions-deep'),
    cell('sessions, filtered', 'sessions?page_size=20&event=17', 'sessions-filtered'),
    cell('bookings of an event (50,000), page 1', `${event}/bookings?page_size=20`, 'event-first', admin),
    cell(
      'bookings of an event, page 1,000',
      `${event}/bookings?page_size=20&page=${DEEP}`,
      'event-deep',
      admin,
    ),
    cell(
      'bookings of an event, filtered',
      `${event}/bookings?page_size=20&status=confirmed`,
      'event-filtered',
      admin,
    ),
    cell('attendees (50,000), page 1', `${event}/attendees?page_size=20`, 'event-filtered', admin),
    cell('attendees, page 1,000', `${event}/attendees?page_size=20&page=${DEEP}`, 'event-deep', admin),
    cell('one’s certificates (5,000), page 1', 'certificates?page_size=20', 'certificates-first'),
    cell('one’s certificates, page 100', `certificates?page_size=20&page=${DEEP_IN_OWN}`, 'certificates-deep'),
    cell('one’s waitlist (2,500), page 1', 'waitlist?page_size=20', 'waitlist-first'),
    cell('one’s waitlist, page 100', `waitlist?page_size=20&page=${DEEP_IN_OWN}`, 'waitlist-deep'),
    cell('reviews by one (5,000), page 1', `users/${busy.id}/reviews?page_size=20`, 'written-first'),
    cell(
      'reviews by one, page 100',
      `users/${busy.id}/reviews?page_size=20&page=${DEEP_IN_OWN}`,
      'written-deep',
    ),
    cell('reviews, searched', 'reviews?page_size=20&search=Good%2077777', 'reviews-searched'),
    cell('reviews, searched by two letters', 'reviews?page_size=20&search=Go', 'reviews-searched-shortly'),
    cell(
      'reviews, searched by two letters and filtered',
      'reviews?page_size=20&search=Go&rating=2',
      'reviews-searched-shortly',
    ),
    cell('reviews by who was there (50,000), page 1', 'reviews?page_size=20&attended=true', 'reviews-there'),
    cell(
      'reviews of an event by who was there',
      `reviews?page_size=20&event=${VISITED_EVENT}&attended=true`,
      'reviews-attended',
    ),
  ];
}

/** The plainest statements for the same rows. */
export function bareSessionLists({ id }: Signed): BareRoute[] {
  const sessions = (where: string, page: number) =>
    `SELECT s.*, e.title AS event_title FROM collaboration.sessions s
      JOIN collaboration.events e ON e.id = s.event_id ${where}
     ORDER BY s.starts_at, s.id LIMIT 20 OFFSET ${(page - 1) * 20}`;
  const ofEvent = (where: string, page: number) =>
    `SELECT b.* FROM booking.bookings b JOIN booking.offers o ON o.id = b.offer_id WHERE o.kind = 'event'
      AND o.ref_id = $1 ${where}
     ORDER BY b.registered_at DESC, b.id DESC LIMIT 20 OFFSET ${(page - 1) * 20}`;
  const certificates = (page: number) =>
    `SELECT * FROM collaboration.certificates WHERE person_id = $1
     ORDER BY issued_at DESC, id DESC LIMIT 20 OFFSET ${(page - 1) * 20}`;
  const waitlist = (page: number) =>
    `SELECT w.*, o.title FROM booking.waitlist w JOIN booking.offers o ON o.id = w.offer_id
      WHERE w.person_id = $1
     ORDER BY w.joined_at DESC, w.id DESC LIMIT 20 OFFSET ${(page - 1) * 20}`;
  const reviews = (where: string, page = 1) =>
    `SELECT * FROM collaboration.reviews r WHERE ${where} ORDER BY created_at DESC, id DESC
      LIMIT 20 OFFSET ${(page - 1) * 20}`;
  const wasThere = (event: string) =>
    `EXISTS (SELECT FROM booking.bookings b WHERE b.ref_id = ${event} AND b.kind = 'ticket'
      AND b.person_id = r.author_id
       AND b.checked_in_at IS NOT NULL)`;
  const texts: Record<string, [text: string, values: unknown[]]> = {
    'sessions-first': [sessions('', 1), []],
    'sessions-deep': [sessions('', DEEP), []],
    'sessions-filtered': [sessions('WHERE s.event_id = 17', 1), []],
    'event-first': [ofEvent('', 1), [CROWDED_EVENT]],
    'event-deep': [ofEvent('', DEEP), [CROWDED_EVENT]],
    'event-filtered': [ofEvent(`AND b.status = 'confirmed'`, 1), [CROWDED_EVENT]],
    'certificates-first': [certificates(1), [id]],
    'certificates-deep': [certificates(DEEP_IN_OWN), [id]],
    'waitlist-first': [waitlist(1), [id]],
    'waitlist-deep': [waitlist(DEEP_IN_OWN), [id]],
    'written-first': [reviews('author_id = $1'), [id]],
    'written-deep': [reviews('author_id = $1', DEEP_IN_OWN), [id]],
    'reviews-searched': [reviews(`title ILIKE '%Good 77777%'`), []],
    'reviews-searched-shortly': [reviews(`title ILIKE '%Go%'`), []],
    'reviews-there': [reviews(wasThere('r.subject_id')), []],
    'reviews-attended': [reviews(`subject_id = ${VISITED_EVENT} AND ${wasThere(`${VISITED_EVENT}`)}`), []],
  };
  return Object.entries(texts).map(([name, [text, values]]) => ({ name, text, values }));
}
