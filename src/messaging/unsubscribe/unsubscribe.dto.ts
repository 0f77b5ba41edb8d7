import { BooleanField, TextField } from '../../platform/http/fields/fields.js';

export class UnsubscribeQuery {
  @BooleanField({ default: false, description: 'All mails that are no record of a deal, not this kind alone.' })
  all: boolean;
}

export class UnsubscribeResponse {
  @TextField({ example: 'You get no more mails of this kind.' })
  message: string;

  @TextField({ description: 'The notification type.', example: 'event_invitation' })
  kind: string;

  @BooleanField({ description: 'False where nothing has been stopped yet: send a POST.', example: true })
  stopped: boolean;
}
