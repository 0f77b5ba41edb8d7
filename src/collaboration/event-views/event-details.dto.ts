import { EnumField, IdField, NestedField, TextField } from '../../platform/http/fields/fields.js';
import { MAX_SESSIONS } from '../agenda/agenda-session.entity.js';
import { SessionResponse } from '../agenda/agenda.dto.js';
import { MemberResponse } from '../model/references.dto.js';
import { EventResponse } from './event.dto.js';

export const MAX_PARTICIPANTS = 1_000;
/** The lists of attendees, tasks and votes have them all. */
const MAX_BRIEFS = 1_000;

export class BriefTaskResponse {
  @IdField()
  id: number;

  @TextField({ example: 'Bring the projector' })
  title: string;

  @EnumField(['pending', 'in_progress', 'completed'], { example: 'pending' })
  status: string;
}

export class BriefVoteResponse {
  @IdField()
  id: number;

  @TextField({ example: 'What shall we eat?' })
  title: string;

  @EnumField(['active', 'ended'], { example: 'active' })
  status: string;
}

/**
 * Without a token participants, tasks and votes are empty; so are participants who bought tickets to outsiders.
 */
export class EventDetailsResponse extends EventResponse {
  @NestedField(() => MemberResponse, { many: true, maxItems: MAX_PARTICIPANTS })
  participants: MemberResponse[];

  @NestedField(() => BriefTaskResponse, { many: true, maxItems: MAX_BRIEFS })
  tasks: BriefTaskResponse[];

  @NestedField(() => BriefVoteResponse, { many: true, maxItems: MAX_BRIEFS })
  votes: BriefVoteResponse[];

  @NestedField(() => SessionResponse, { many: true, maxItems: MAX_SESSIONS })
  sessions: SessionResponse[];

  @TextField({
    many: true,
    description: 'How tickets can be paid here; empty where they cost nothing.',
    example: ['stripe'],
  })
  payment_methods: readonly string[];
}
