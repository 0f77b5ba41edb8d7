import type { ScopedContext } from '../../platform/auth/scopes.js';

/** The groups of sockets a frame can be addressed to; there is a `person` for each one, a `type` likewise. */
export type RoomKind = 'anonymous' | 'signedIn' | 'person' | 'type';

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
  /** Of the event type that is named; opening it counts as a look at a page. */
  isOfType?: true;
}

/** As they are written by who opens the socket. */
export interface TypeSlugs {
  organizer: string;
  eventType: string;
}

export interface HeardSubject {
  hostId: number;
  typeId: number;
}

export interface FeedAddress {
  feed: Feed;
  peerId?: number;
  slugs?: TypeSlugs;
  subject?: HeardSubject;
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
  {
    name: 'slots',
    path: '/ws/slots',
    scope: 'scheduling',
    open: true,
    rooms: ['type'],
    carries: ['slots'],
    isOfType: true,
  },
];

const byPath = new Map(FEEDS.map((feed) => [feed.path, feed]));
const CONVERSATION = /^(\/ws\/chat)\/([1-9]\d{0,14})$/;

const EVENT_TYPE = /^(\/ws\/slots)\/([^/%]{1,200})\/([^/%]{1,200})$/;

export function feedAt(path: string): FeedAddress | undefined {
  const bare = path.endsWith('/') ? path.slice(0, -1) : path;
  const [, chat, peer] = CONVERSATION.exec(bare) ?? [];
  const [, slots, organizer, eventType] = EVENT_TYPE.exec(bare) ?? [];
  const feed = byPath.get(chat ?? slots ?? bare);
  return (
    feed && {
      feed,
      ...(peer !== undefined && { peerId: Number(peer) }),
      ...(organizer && eventType && { slugs: { organizer, eventType } }),
    }
  );
}

export function carriersOf(name: string): readonly Feed[] {
  return FEEDS.filter(({ carries }) => carries.includes(name));
}

const NAMESPACES = FEEDS.filter(({ isPlainOnly }) => !isPlainOnly).map(({ path }) => path);
export const FEED_NAMESPACES = new RegExp(`^(?:${NAMESPACES.join('|')})$`);

export function roomsToJoin({ feed, peerId, subject }: FeedAddress, personId: number | null): string[] {
  return feed.rooms.flatMap((kind) => {
    if (kind === 'type') return subject ? [roomOfType(subject.typeId)] : [];
    if ((kind === 'anonymous') !== (personId === null)) return [];
    return [kind === 'person' ? roomOf(personId!, peerId) : kind];
  });
}

export function roomOfType(typeId: number): string {
  return `type:${typeId}`;
}

/** With `peerId` of the conversation with that one alone. */
export function roomOf(personId: number, peerId?: number): string {
  return peerId === undefined ? `person:${personId}` : `person:${personId} with:${peerId}`;
}
