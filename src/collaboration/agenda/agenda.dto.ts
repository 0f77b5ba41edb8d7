import { Checked } from '../../platform/http/fields/checked.js';
import { IdField, InstantField, PartialOf, TextField } from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { orderProblems, type AgendaSession, type SessionDetails } from './agenda-session.entity.js';

@Checked<SessionRequest>(({ start_time: startsAt, end_time: endsAt }) => orderProblems({ startsAt, endsAt }))
export class SessionRequest {
  @IdField({ description: 'The event, of which the caller is the organizer.', example: 1002 })
  event: number;

  @TextField({ max: 200, example: 'Opening Keynote' })
  title: string;

  @TextField({ max: 5000, multiline: true, optional: true, default: '', example: 'Opening keynote speech' })
  description: string;

  @InstantField({
    means: 'startsAt',
    description: 'Not before the event starts.',
    example: '2026-03-21T14:00:00Z',
  })
  start_time: Date;

  @InstantField({ means: 'endsAt', description: 'Not after the event ends.', example: '2026-03-21T15:00:00Z' })
  end_time: Date;

  @IdField({
    optional: true,
    nullable: true,
    default: null,
    example: null,
    description: 'An account, if there is one.',
  })
  speaker: number | null;

  @TextField({ max: 200, optional: true, default: '', description: 'Who speaks, where that is no account.' })
  speaker_name: string;

  @TextField({
    max: 500,
    optional: true,
    default: '',
    example: 'Main Hall',
    description: 'A room of the event, compared without regard to form, case and spaces, or a link.',
  })
  room_or_link: string;
}

/** What is not sent stays. */
export class SessionChangeRequest extends PartialOf(SessionRequest) {}

@SortedBy(['start_time', 'created_at'])
export class SessionsQuery extends ListQuery {
  @IdField({ optional: true, description: 'Only sessions of this event.' })
  event?: number;

  @IdField({ optional: true, description: 'Only sessions of this speaker.' })
  speaker?: number;
}

export class SessionResponse {
  @IdField()
  id: number;

  @IdField()
  event: number;

  @TextField({ example: 'Opening Keynote' })
  title: string;

  @TextField({ min: 0, example: 'Opening keynote speech' })
  description: string;

  @InstantField({ example: '2026-03-21T14:00:00Z' })
  start_time: Date;

  @InstantField({ example: '2026-03-21T15:00:00Z' })
  end_time: Date;

  @IdField({ nullable: true })
  speaker: number | null;

  @TextField({ min: 0, example: 'Jane Smith', description: 'The account’s full name where there is one.' })
  speaker_name: string;

  @TextField({
    min: 0,
    example: 'Main Hall',
    description: 'A link is shown to those who take part, to others as "".',
  })
  room_or_link: string;

  @InstantField({ example: '2026-02-01T12:00:00Z' })
  created_at: Date;

  @InstantField({ example: '2026-02-01T12:00:00Z' })
  updated_at: Date;
}

export function sessionDetails(request: SessionChangeRequest): Partial<SessionDetails> {
  const { title, description, start_time, end_time, speaker, speaker_name, room_or_link } = request;
  const details = {
    ...{ title, description, startsAt: start_time, endsAt: end_time },
    ...{ speakerId: speaker, speakerName: speaker_name, roomOrLink: room_or_link },
  };
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}

/** `accountName`: of the speaker's account, where there is one. */
export function toSessionResponse(
  session: Omit<AgendaSession, 'change'>,
  accountName: string | undefined,
): SessionResponse {
  return {
    id: session.id,
    event: session.eventId,
    title: session.title,
    description: session.description,
    start_time: session.startsAt,
    end_time: session.endsAt,
    speaker: session.speakerId,
    speaker_name: accountName ?? session.speakerName,
    room_or_link: session.roomOrLink,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  };
}
