import type { IconName } from '../../parts/icon.js';

const TYPE_WORDS = [
  ...(['booking.place', 'booking.group', 'booking.free', 'booking.price_each', 'booking.asks'] as const),
];

const BOOKING_WORDS = [
  'manage.',
  'types.state',
  'overview.confirm',
  'overview.party',
  'booking.free_times',
] as const;

/** The rooms beside each other: where each is, its picture, and how the names of its messages begin. */
export const ROOMS = {
  overview: ['/organize', 'home', ['overview.']],
  bookings: ['/organize/bookings', 'people', ['hosted.', ...BOOKING_WORDS]],
  events: ['/organize/events', 'ticket', ['desk.', 'door.', 'events.category.', 'manage.status.']],
  availability: ['/organize/availability', 'calendar', ['availability.', 'booking.free_times']],
  types: ['/organize/event-types', 'clock', ['types.', ...TYPE_WORDS]],
  contacts: ['/organize/contacts', 'person', ['contacts.', 'manage.status.']],
  calendars: ['/organize/calendars', 'globe', ['calendars.']],
  workflows: ['/organize/workflows', 'bell', ['workflows.', 'webhooks.']],
  webhooks: ['/organize/webhooks', 'device', ['webhooks.']],
} as const satisfies Record<string, readonly [path: string, icon: IconName, messages: readonly string[]]>;

export type Room = keyof typeof ROOMS;

export function roomAt(path: string): Room {
  const deepestFirst = Object.entries(ROOMS).sort(([, [a]], [, [b]]) => b.length - a.length);
  const [room] = deepestFirst.find(([, [start]]) => path === start || path.startsWith(`${start}/`))!;
  return room as Room;
}
