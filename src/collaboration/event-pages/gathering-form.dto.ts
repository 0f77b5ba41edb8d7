import { BooleanField, EnumField, IdField, JsonField, TextField } from '../../platform/http/fields/fields.js';

const ACTIONS = [
  ...(['join', 'leave', 'announce', 'add_task', 'assign_task', 'complete_task'] as const),
  ...(['add_vote', 'vote', 'end_vote'] as const),
] as const;
export type GatheringAction = (typeof ACTIONS)[number];

export class InvitationForm {
  @EnumField(['invite'])
  action: 'invite';

  @TextField({ max: 40_000, multiline: true, description: 'One a line, or with commas between them.' })
  emails: string;
}

/** One of the forms of a gathering; what it says of a task or vote is read as the API's own body. */
export class GatheringForm {
  @EnumField(ACTIONS)
  action: GatheringAction;

  @IdField({ optional: true, description: 'Of the task or vote.' })
  id?: number;

  @TextField({ max: 10_000, optional: true })
  title?: string;

  @TextField({ max: 10_000, multiline: true, optional: true, description: 'One a line.' })
  options?: string;

  @TextField({ max: 19, optional: true, description: 'By the clock of the event.' })
  ends_at?: string;

  @BooleanField({ default: false })
  multiple_choice: boolean;

  @IdField({ optional: true })
  assignee?: number;

  @IdField({ optional: true })
  option_id?: number;

  @JsonField({ optional: true, description: 'Several options, by their ids.' })
  option_ids?: unknown;

  @TextField({ max: 10_000, optional: true })
  subject?: string;

  @TextField({ max: 10_000, multiline: true, optional: true })
  message?: string;
}
