/** The groups of sockets a frame can be addressed to; `person` is one for each person. */
export type RoomKind = 'anonymous' | 'signedIn' | 'person';

export interface Feed {
  name: string;
  /** The Socket.IO namespace, and the address of the plain WebSocket. */
  path: string;
  /** Whether it may be opened without a token. A bad one is refused everywhere. */
  open: boolean;
  /** The rooms its frames use; a socket joins no others, since each costs memory for each socket. */
  rooms: readonly RoomKind[];
}

export const FEEDS: readonly Feed[] = [
  { name: 'calendar', path: '/ws/calendar', open: false, rooms: ['signedIn'] },
  { name: 'events', path: '/ws/events', open: true, rooms: ['anonymous', 'signedIn', 'person'] },
];

const byPath = new Map(FEEDS.map((feed) => [feed.path, feed]));

export function feedAt(path: string): Feed | undefined {
  return byPath.get(path.endsWith('/') ? path.slice(0, -1) : path);
}

export const FEED_NAMESPACES = new RegExp(`^(?:${FEEDS.map(({ path }) => path).join('|')})$`);

export function roomsToJoin(feed: Feed, personId: number | null): string[] {
  return feed.rooms.flatMap((kind) => {
    if ((kind === 'anonymous') !== (personId === null)) return [];
    return [kind === 'person' ? roomOf(personId!) : kind];
  });
}

export function roomOf(personId: number): string {
  return `person:${personId}`;
}
