import type { ScopedContext } from '../../platform/auth/scopes.js';

/** The groups of sockets a frame can be addressed to; `person` is one for each person. */
export type RoomKind = 'anonymous' | 'signedIn' | 'person';

export interface Feed {
  name: string;
  /** The Socket.IO namespace, and the address of the plain WebSocket. */
  path: string;
  /** Whose scopes a token for programs needs: to read for listening, to write for sending. */
  scope: ScopedContext;
  /** Whether it may be opened without a token. A bad one is refused everywhere. */
  open: boolean;
  /** The rooms its frames use; a socket joins no others, since each costs memory for each socket. */
  rooms: readonly RoomKind[];
  /** The names of the frames that it brings. */
  carries: readonly string[];
  /** Each frame is for one person: what was missed is looked for by person. */
  isPrivate?: true;
  takesMessages?: true;
  isPlainOnly?: true;
}

export interface FeedAddress {
  feed: Feed;
  peerId?: number;
}

const PRIVATE = { scope: 'messaging', open: false, rooms: ['person'], isPrivate: true } as const;

export const FEEDS: readonly Feed[] = [
  {
    name: 'calendar',
    path: '/ws/calendar',
    scope: 'scheduling',
    open: false,
    rooms: ['signedIn'],
    carries: ['calendar'],
  },
  {
    name: 'events',
    path: '/ws/events',
    scope: 'collaboration',
    open: true,
    rooms: ['anonymous', 'signedIn', 'person'],
    carries: ['events'],
  },
  { name: 'chat', path: '/ws/chat', ...PRIVATE, carries: ['chat'], takesMessages: true },
  { name: 'notifications', path: '/ws/notifications', ...PRIVATE, carries: ['notifications'] },
  {
    name: 'inbox',
    path: '/ws',
    ...PRIVATE,
    carries: ['chat', 'notifications'],
    takesMessages: true,
    isPlainOnly: true,
  },
];

const byPath = new Map(FEEDS.map((feed) => [feed.path, feed]));
const CONVERSATION = /^(\/ws\/chat)\/([1-9]\d{0,14})$/;

export function feedAt(path: string): FeedAddress | undefined {
  const bare = path.endsWith('/') ? path.slice(0, -1) : path;
  const [, chat, peer] = CONVERSATION.exec(bare) ?? [];
  const feed = byPath.get(chat ?? bare);
  return feed && { feed, ...(peer !== undefined && { peerId: Number(peer) }) };
}

export function carriersOf(name: string): readonly Feed[] {
  return FEEDS.filter(({ carries }) => carries.includes(name));
}

const NAMESPACES = FEEDS.filter(({ isPlainOnly }) => !isPlainOnly).map(({ path }) => path);
export const FEED_NAMESPACES = new RegExp(`^(?:${NAMESPACES.join('|')})$`);

export function roomsToJoin({ feed, peerId }: FeedAddress, personId: number | null): string[] {
  return feed.rooms.flatMap((kind) => {
    if ((kind === 'anonymous') !== (personId === null)) return [];
    return [kind === 'person' ? roomOf(personId!, peerId) : kind];
  });
}

/** With `peerId` of the conversation with that one alone. */
export function roomOf(personId: number, peerId?: number): string {
  return peerId === undefined ? `person:${personId}` : `person:${personId} with:${peerId}`;
}
