import type { VoteEnded, VoteSnapshot } from '../../collaboration/collaboration.events.js';
import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import type { NotificationTemplate } from './notification-template.policy.js';

export function voteStarted({ payload }: PublishedEvent<VoteSnapshot>): NotificationTemplate[] {
  const { creatorId, endsAt, title, eventTitle } = payload;
  const started: NotificationTemplate = {
    ...aboutVote('vote_started', payload),
    actor: creatorId,
    title: 'New vote',
    message: (clock) => `asks “${title}” about “${eventTitle}”. You can vote until ${clock.moment(endsAt)}.`,
  };
  return [started];
}

export function voteEnded({ payload }: PublishedEvent<PayloadOf<typeof VoteEnded>>): NotificationTemplate[] {
  const { actorId, title, eventTitle, winner } = payload;
  const result = winner ? `The choice is “${winner.text}”.` : 'No option won.';
  const ended: NotificationTemplate = {
    ...aboutVote('vote_ended', payload),
    by: actorId,
    title: 'Vote ended',
    message: () => `The vote “${title}” of “${eventTitle}” has ended. ${result}`,
  };
  return [ended];
}

function aboutVote<Kind extends NotificationTemplate['kind']>(
  kind: Kind,
  { id, eventId, eventTitle }: VoteSnapshot,
) {
  return {
    kind,
    to: { participantsOf: eventId },
    subject: `vote:${id}`,
    occurrence: '',
    event: { id: eventId, title: eventTitle },
    relatedId: id,
    link: `/events/${eventId}#votes`,
  };
}
