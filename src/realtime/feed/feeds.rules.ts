/** The groups of sockets that a frame can be addressed to; `person` is one for each person. */
export type RoomKind = 'anonymous' | 'signedIn' | 'person';

/** A stream of frames that clients open a socket for. */
export interface Feed {
  name: string;
  /** Socket.IO namespace, and address of the plain WebSocket (there also with a slash at its end). */
  path: string;
  /** Whether it may be opened without a token. A bad one is refused everywhere. */
  open: boolean;
  /** The rooms its frames use; a socket joins no others, since each costs memory for each socket. */
  rooms: readonly RoomKind[];
}

/** Every feed; what is relayed into them stands in `relays/`. */
export const FEEDS: readonly Feed[] = [
  { name: 'calendar', path: '/ws/calendar', open: false, rooms: ['signedIn'] },
  { name: 'events', path: '/ws/events', open: true, rooms: ['anonymous', 'signedIn', 'person'] },
];

const byPath = new Map(FEEDS.map((feed) => [feed.path, feed]));

/** The feed at this path, with or without a slash at the end. */
export function feedAt(path: string): Feed | undefined {
  return byPath.get(path.endsWith('/') ? path.slice(0, -1) : path);
}

/** Socket.IO's namespaces: exactly the feeds' paths. */
export const FEED_NAMESPACES = new RegExp(`^(?:${FEEDS.map(({ path }) => path).join('|')})$`);

/** The rooms that a socket of this feed joins; `personId` is null for who came without a token. */
export function roomsToJoin(feed: Feed, personId: number | null): string[] {
  return feed.rooms.flatMap((kind) => {
    if ((kind === 'anonymous') !== (personId === null)) return [];
    return [kind === 'person' ? roomOf(personId!) : kind];
  });
}

export function roomOf(personId: number): string {
  return `person:${personId}`;
}
