import {
  BookingCancelled,
  BookingConfirmed,
  BookingExpired,
  BookingHeld,
  SeatOffered,
  type BookingPayload,
} from '../../booking/booking.events.js';
import * as collaboration from '../../collaboration/collaboration.events.js';
import type {
  EventSnapshot,
  TaskSnapshot,
  VoteSnapshot,
  VoteResults,
} from '../../collaboration/collaboration.events.js';
import type { EventType } from '../../platform/events/event.js';
import type { FrameDraft } from '../feed/frame.entity.js';
import { userRef } from '../feed/frame.entity.js';
import { EVENT_RELAYS } from './events.relay.js';

const START = '2030-01-01T09:00:00.000Z';
const END = '2030-01-01T11:00:00.000Z';
const before = new Date('2029-12-31T08:00:00Z');

const gathering: EventSnapshot = {
  id: 7,
  kind: 'gathering',
  openTo: 'everyone',
  timezone: 'Europe/Berlin',
  organizerId: 42,
  title: 'Picnic',
  description: 'In the park',
  category: null,
  location: 'Park',
  isOnline: false,
  tags: 'outdoor',
  coverImage: null,
  visibility: 'public',
  state: 'open',
  status: 'upcoming',
  startsAt: START,
  endsAt: END,
  registrationDeadline: null,
  capacity: 10,
  taken: 3,
  priceCents: 0,
  currency: 'USD',
  createdAt: '2029-12-01T00:00:00.000Z',
  updatedAt: '2029-12-02T00:00:00.000Z',
};
const ticketed: EventSnapshot = { ...gathering, kind: 'ticketed', priceCents: 2_999 };
const done = { actorId: 42 };

const seat: BookingPayload = {
  bookingId: 3,
  kind: 'ticket',
  status: 'confirmed',
  wasConfirmed: true,
  expiresAt: null,
  rescheduleCount: 0,
  sequence: 0,
  personId: 5,
  hostId: null,
  refId: 7,
  quantity: 1,
  priceCents: 0,
  paidCents: 0,
  refundedCents: 0,
  currency: 'USD',
  startsAt: START,
  endsAt: END,
  offer: {
    kind: 'event',
    joinOnly: true,
    calendarChanges: 0,
    refId: 7,
    title: 'Picnic',
    label: null,
    startsAt: START,
    endsAt: END,
    capacity: 10,
    taken: 4,
    organizerId: 42,
    state: 'open',
    visibility: 'public',
    createdAt: START,
    updatedAt: START,
  },
};

const openness = { openTo: 'everyone', organizerId: 42 } as const;
const task: TaskSnapshot = {
  ...openness,
  id: 11,
  eventId: 7,
  eventTitle: 'Picnic',
  title: 'Bring bread',
  description: '',
  status: 'pending',
  priority: 'medium',
  dueAt: START,
  assigneeId: null,
  creatorId: 42,
  completedAt: null,
  createdAt: START,
  updatedAt: START,
};
const vote: VoteSnapshot = {
  ...openness,
  id: 13,
  eventId: 7,
  eventTitle: 'Picnic',
  title: 'What to eat?',
  description: '',
  status: 'active',
  creatorId: 42,
  multipleChoice: false,
  endsAt: START,
  options: [
    { id: 1, text: 'Bread' },
    { id: 2, text: 'Cheese' },
  ],
  createdAt: START,
};
const results: VoteResults = {
  totalVotes: 1,
  results: [{ optionId: 1, text: 'Bread', voteCount: 1, percentage: 100 }],
  winner: { optionId: 1, text: 'Bread' },
};

function framesOf<Payload extends object>({ name }: EventType<Payload>, payload: Payload, occurredAt = before) {
  const event = { id: 1, name, payload, occurredAt, requestId: null };
  const frames = EVENT_RELAYS.filter((relay) => relay.event.name === name).flatMap((relay) =>
    relay.frames(event),
  );
  return frames as (FrameDraft & { data: Record<string, unknown> })[];
}
const readers = (to: string) => ({ kind: 'event', eventId: 7, to });

describe('an event', () => {
  const created = (facts: Partial<EventSnapshot>, at?: Date) =>
    framesOf(collaboration.EventCreated, { ...gathering, ...facts, ...done }, at)[0]!;

  it('is told with its body in both documents’ names, and without a name', () => {
    expect(created({})).toEqual({
      feed: 'events',
      type: 'event_created',
      audience: readers('anyone'),
      data: {
        id: 7,
        kind: 'gathering',
        title: 'Picnic',
        description: 'In the park',
        category: null,
        organizer: 42,
        location: 'Park',
        is_online: false,
        status: 'upcoming',
        visibility: 'public',
        date: START,
        start_date: START,
        end_date: END,
        timezone: 'Europe/Berlin',
        registration_deadline: null,
        max_participants: 10,
        max_attendees: 10,
        current_participants: 3,
        attendees_count: 3,
        available_spots: 7,
        price: '0.00',
        currency: 'USD',
        cover_image: null,
        tags: 'outdoor',
        created_at: gathering.createdAt,
        updated_at: gathering.updatedAt,
      },
    });
  });

  it('says how many may still come, and how many attend only where that is sure', () => {
    expect(created({ capacity: null }).data).toMatchObject({ max_attendees: null, available_spots: null });
    expect(created({ taken: 12 }).data.available_spots).toBe(0);
    const { data } = created({ kind: 'ticketed' });
    expect(data.available_spots).toBe(7);
    expect(data).not.toHaveProperty('attendees_count');
  });

  it('that is a draft is for its organizer alone, whatever becomes of it', () => {
    const audience = { kind: 'persons', ids: [42] };
    expect(created({ kind: 'ticketed', state: 'draft', openTo: 'organizer' }).audience).toEqual(audience);
    const draft = { ...ticketed, state: 'draft' as const, openTo: 'organizer' as const, ...done };
    const previous = { title: 'Picnic', startsAt: START, endsAt: END, timezone: 'UTC', location: '' };
    const changed = { ...draft, changed: ['title'], previous };
    expect(framesOf(collaboration.EventChanged, changed)).toMatchObject([{ type: 'event_updated', audience }]);
    const gone = framesOf(collaboration.EventDeleted, draft);
    expect(gone).toMatchObject([{ type: 'event_updated', audience, data: { status: 'cancelled' } }]);
  });

  it('is new to everybody once it is published', () => {
    const [frame] = framesOf(collaboration.EventPublished, { ...ticketed, ...done });
    expect(frame).toMatchObject({
      type: 'event_created',
      audience: readers('anyone'),
      data: { price: '29.99' },
    });
  });

  it('for invited people stays among them, also once it is open', () => {
    expect(created({ visibility: 'invited', openTo: 'invited' }).audience).toEqual({
      ...readers('anyone'),
      kept: true,
    });
  });

  it.each([
    [collaboration.EventStarted, gathering],
    [collaboration.EventCompleted, gathering],
    [collaboration.AgendaChanged, { event: gathering, actorId: 42 }],
  ] as [EventType, object][])('is updated by %p', (event, payload) =>
    expect(framesOf(event, payload)).toMatchObject([{ type: 'event_updated', data: { id: 7 } }]),
  );

  it('that is cancelled is told to all who could read it until then', () => {
    const cancelled = {
      ...gathering,
      state: 'cancelled' as const,
      status: 'cancelled' as const,
      ...done,
      reason: null,
    };
    expect(framesOf(collaboration.EventCancelled, cancelled)).toMatchObject([
      { type: 'event_updated', audience: { kind: 'everyone' }, data: { status: 'cancelled' } },
    ]);
    expect(
      framesOf(collaboration.EventCancelled, { ...cancelled, visibility: 'invited', openTo: 'invited' }),
    ).toMatchObject([{ audience: { ...readers('anyone'), kept: true, alsoDeleted: true } }]);
  });

  it('that is deleted is told to all who could read it until then, whatever it was', () => {
    for (const status of ['cancelled', 'completed', 'upcoming'] as const)
      expect(framesOf(collaboration.EventDeleted, { ...gathering, status, ...done })).toMatchObject([
        {
          type: 'event_updated',
          audience: { kind: 'everyone' },
          data: { status: 'cancelled', is_deleted: true },
        },
      ]);
  });
});

describe('what is said inside an event that is not everybody’s', () => {
  const { TaskCreated, VoteCreated, VoteEnded, BallotCast } = collaboration;
  const ballot = { voteId: 13, eventId: 7, title: 'What to eat?', totalVotes: 1, counted: null };

  it.each([
    [TaskCreated, { ...task, ...done }],
    [VoteCreated, vote],
    [VoteEnded, { ...vote, ...results, ...done }],
    [BallotCast, ballot],
  ] as [EventType, object][])('stays where it was said: %p', (type, payload) => {
    const audience = (openTo: string) => framesOf(type, { ...payload, openTo, organizerId: 42 })[0]!.audience;
    expect(audience('organizer')).toEqual({ kind: 'persons', ids: [42] });
    expect(audience('invited')).toEqual({ ...readers('signedIn'), kept: true });
    expect(audience('everyone')).toEqual(readers('signedIn'));
  });

  it('goes for its seats too, with the name in one frame', () => {
    const joined = (more: object) =>
      framesOf(BookingConfirmed, { ...seat, offer: { ...seat.offer!, ...more } });
    expect(joined({ visibility: 'invited' })).toMatchObject([
      { data: { user: userRef(5) }, audience: { ...readers('signedIn'), kept: true } },
    ]);
    expect(joined({ joinOnly: false, state: 'draft' })).toMatchObject([
      { audience: { kind: 'persons', ids: [42] } },
    ]);
  });
});

describe('a seat', () => {
  const counts = { max_participants: 10, max_attendees: 10, available_spots: 6 };
  const event = { id: 7, title: 'Picnic', ...counts, current_participants: 4, attendees_count: 4 };
  const cancelled = { ...seat, cause: 'booker' as const, actorId: 5, reason: null };

  it.each([
    ['event_joined', BookingConfirmed, seat],
    ['event_left', BookingCancelled, cancelled],
  ] as [string, EventType, object][])(
    'of a gathering is %s with a name only to who is signed in',
    (type, of, facts) =>
      expect(framesOf(of, facts)).toEqual([
        { feed: 'events', type, data: { event, user: userRef(5) }, audience: readers('signedIn') },
        { feed: 'events', type, data: { event }, audience: readers('anonymous') },
      ]),
  );

  it('of a ticketed event is told to anyone, without who has it', () => {
    const ticket = { ...seat, offer: { ...seat.offer!, joinOnly: false } };
    expect(framesOf(BookingConfirmed, ticket)).toEqual([
      {
        feed: 'events',
        type: 'event_joined',
        data: { event: { id: 7, title: 'Picnic', ...counts } },
        audience: readers('anyone'),
      },
    ]);
  });

  it.each([
    [BookingHeld, seat],
    [BookingExpired, seat],
    [SeatOffered, { ...seat, entryId: 1 }],
    [BookingCancelled, { ...cancelled, wasConfirmed: false }],
  ] as [EventType, object][])('that is held, or not any more, changes counts alone: %p', (type, facts) => {
    expect(framesOf(type, { ...facts, offer: { ...seat.offer!, joinOnly: false } })).toEqual([
      {
        feed: 'events',
        type: 'event_updated',
        data: { id: 7, title: 'Picnic', ...counts },
        audience: readers('anyone'),
      },
    ]);
    expect(framesOf(type, { ...facts, offer: { ...seat.offer!, kind: 'slot' } })).toEqual([]);
  });

  it('that was held goes with its event in silence', () =>
    expect(framesOf(BookingCancelled, { ...cancelled, cause: 'offer_withdrawn', wasConfirmed: false })).toEqual(
      [],
    ));

  it('of its creator goes without saying', () =>
    expect(framesOf(BookingConfirmed, { ...seat, personId: 42 })).toEqual([]));

  it('that goes with its event is told to who had it', () => {
    const frames = framesOf(BookingCancelled, { ...cancelled, cause: 'offer_withdrawn' });
    expect(frames).toMatchObject([{ type: 'event_left', audience: { kind: 'persons', ids: [5] } }]);
  });

  it('of a slot is no event’s', () =>
    expect(
      framesOf(BookingConfirmed, { ...seat, kind: 'slot', offer: { ...seat.offer!, kind: 'slot' } }),
    ).toEqual([]));
});

describe('a task', () => {
  const { TaskCreated, TaskChanged, TaskAssigned, TaskUnassigned, TaskCompleted, TaskDeleted } = collaboration;

  it.each([
    [TaskCreated, 'task_created'],
    [TaskChanged, 'task_updated'],
    [TaskAssigned, 'task_assigned'],
    [TaskUnassigned, 'task_updated'],
    [TaskCompleted, 'task_completed'],
    [TaskDeleted, 'task_updated'],
  ] as [EventType, string][])('is told as its list shows it, to who is signed in: %p', (event, type) => {
    const [frame, ...more] = framesOf(event, { ...task, assigneeId: 5, ...done });
    expect(more).toEqual([]);
    expect(frame).toEqual({
      feed: 'events',
      type,
      audience: readers('signedIn'),
      data: {
        id: 11,
        title: 'Bring bread',
        description: '',
        status: 'pending',
        priority: 'medium',
        due_date: START,
        event: { id: 7, title: 'Picnic' },
        assignee: userRef(5),
        creator: userRef(42),
        completed_at: null,
        created_at: START,
        updated_at: START,
        ...(event === TaskDeleted && { is_deleted: true }),
      },
    });
  });

  it('may be nobody’s', () => {
    expect(framesOf(TaskCreated, { ...task, ...done })[0]!.data.assignee).toBeNull();
  });
});
