import {
  BallotCast,
  VoteCreated,
  VoteDeleted,
  VoteEnded,
  VoteResultsChanged,
  type VoteResults,
  type VoteSnapshot,
} from '../../collaboration/collaboration.events.js';
import type { EventType } from '../../platform/events/event.js';
import { EVENT_RELAYS } from './events.relay.js';

const START = '2030-01-01T09:00:00.000Z';
const done = { actorId: 42 };
const readers = { kind: 'event', eventId: 7, to: 'signedIn' };
const vote: VoteSnapshot = {
  openTo: 'everyone',
  organizerId: 42,
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

function framesOf<Payload extends object>({ name }: EventType<Payload>, payload: Payload) {
  const event = { id: 1, name, payload, occurredAt: new Date('2029-12-31T08:00:00Z'), requestId: null };
  return EVENT_RELAYS.filter((relay) => relay.event.name === name).flatMap((relay) => relay.frames(event));
}

describe('a vote', () => {
  it('begins without ballots', () =>
    expect(framesOf(VoteCreated, vote)).toMatchObject([
      {
        type: 'vote_created',
        audience: readers,
        data: {
          id: 13,
          total_votes: 0,
          options: [{ id: 1, text: 'Bread', vote_count: 0, percentage: 0 }, { id: 2 }],
        },
      },
    ]));

  const ballot = {
    ...{ openTo: 'everyone' as const, organizerId: 42 },
    ...{ voteId: 13, eventId: 7, title: 'What to eat?', totalVotes: 1, counted: null },
  };

  it('tells with a ballot how it stands, where that came with it', () => {
    const options = vote.options.map((option, index) => ({ ...option, ballots: 1 - index }));
    const [cast, stands] = framesOf(BallotCast, { ...ballot, counted: { ...vote, options } });
    expect(cast).toEqual(framesOf(BallotCast, ballot)[0]);
    const all = [...results.results, { optionId: 2, text: 'Cheese', voteCount: 0, percentage: 0 }];
    expect([stands]).toEqual(framesOf(VoteResultsChanged, { ...vote, ...results, results: all }));
  });

  it('never says who voted, or for what', () =>
    expect(framesOf(BallotCast, ballot)).toEqual([
      {
        feed: 'events',
        type: 'vote_cast',
        audience: readers,
        data: { id: 13, title: 'What to eat?', event: { id: 7 }, total_votes: 1 },
      },
    ]));

  it.each([
    [VoteResultsChanged, 'vote_results'],
    [VoteEnded, 'vote_ended'],
  ] as [EventType, string][])('tells its results: %p', (event, type) =>
    expect(framesOf(event, { ...vote, ...results, ...done })).toMatchObject([
      {
        type,
        audience: readers,
        data: {
          total_votes: 1,
          results: [{ option_id: 1, text: 'Bread', vote_count: 1, percentage: 100 }],
          winner: { option_id: 1, text: 'Bread' },
        },
      },
    ]),
  );

  it('that is deleted has ended, unless that was told before', () => {
    for (const status of ['active', 'ended'] as const)
      expect(framesOf(VoteDeleted, { ...vote, status, ...done, endWasTold: false })).toMatchObject([
        { type: 'vote_ended', data: { is_deleted: true } },
      ]);
    expect(framesOf(VoteDeleted, { ...vote, status: 'ended', ...done, endWasTold: true })).toEqual([]);
  });
});
