import { EnumField, IdField, IntField, TextField } from '../../platform/http/fields/fields.js';

export const TICKET_ACTIONS = ['buy', 'pay', 'confirm', 'cancel', 'wait', 'leave', 'review'] as const;
export type TicketAction = (typeof TICKET_ACTIONS)[number];

/** What a form of an event's page asks for; each action reads its own fields. */
export class EventActionForm {
  @EnumField(TICKET_ACTIONS)
  action: TicketAction;

  @IntField({ min: 1, max: 10, optional: true })
  number_of_tickets?: number;

  @TextField({ max: 20, optional: true })
  method?: string;

  @IdField({ optional: true })
  booking?: number;

  @IdField({ optional: true })
  entry?: number;

  @IntField({ min: 1, max: 5, optional: true })
  rating?: number;

  @TextField({ max: 200, optional: true })
  title?: string;

  @TextField({ max: 5000, multiline: true, optional: true })
  review?: string;
}
