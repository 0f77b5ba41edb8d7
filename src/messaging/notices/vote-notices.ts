import type { VoteEnded, VoteFacts } from '../../collaboration/collaboration.events.js';
import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import type { Notice } from './notice.js';

export function voteStarted({ payload }: PublishedEvent<VoteFacts>): Notice[] {
  const { creatorId, endsAt, title, eventTitle } = payload;
  const started: Notice = {
    ...aboutVote('vote_started', payload),
    actor: creatorId,
    title: 'New vote',
    message: (clock) => `asks “${title}” about “${eventTitle}”. You can vote until ${clock.moment(endsAt)}.`,
  };
  return [started];
}

export function voteEnded({ payload }: PublishedEvent<PayloadOf<typeof VoteEnded>>): Notice[] {
  const { actorId, title, eventTitle, winner } = payload;
  const result = winner ? `The choice is “${winner.text}”.` : 'No option won.';
  const ended: Notice = {
    ...aboutVote('vote_ended', payload),
    by: actorId,
    title: 'Vote ended',
    message: () => `The vote “${title}” of “${eventTitle}” has ended. ${result}`,
  };
  return [ended];
}

function aboutVote<Kind extends Notice['kind']>(kind: Kind, { id, eventId, eventTitle }: VoteFacts) {
  return {
    kind,
    to: { participantsOf: eventId },
    subject: `vote:${id}`,
    occurrence: '',
    event: { id: eventId, title: eventTitle },
    relatedId: id,
    link: `/events/${eventId}/votes/${id}`,
  };
}
