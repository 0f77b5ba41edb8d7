/** The parts of the API, each with an authorization matrix of its own. */
export type Area = 'identity' | 'booking' | 'scheduling' | 'events' | 'circle' | 'payments' | 'rest';

/** The first line whose paths fit says where an operation belongs; what fits none is in the rest. */
const PATHS: [Area, RegExp][] = [
  ['booking', /^\/api\/v1\/((admin\/|user\/)?bookings|waitlist|events\/\{id\}\/check-in)/],
  [
    'scheduling',
    /^\/api\/v1\/((admin\/)?(timeslots|categories)|user-availability|availability|user-skills|experts)/,
  ],
  ['scheduling', /^\/(api\/v1\/events\/event-types|\{organizer_slug\})/],
  ['events', /^\/api\/v1\/events/],
  [
    'circle',
    /^\/api\/v1\/(tasks|voting|sessions|reviews|certificates|users\/\{id\}\/(events_organized|reviews))/,
  ],
  ['payments', /^\/api\/v1\/(payments|invoices|admin\/ledger|users\/me\/billing)/],
  ['identity', /^(\/api\/v1)?\/(auth|users|oauth|admin\/users|admin\/audit-log)/],
];

export function areaOf({ path }: { path: string }): Area {
  return PATHS.find(([, paths]) => paths.test(path))?.[0] ?? 'rest';
}
