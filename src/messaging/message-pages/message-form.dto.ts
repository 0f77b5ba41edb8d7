import { IntField, TextField } from '../../platform/http/fields/fields.js';
import { MAX_CONTENT } from '../messages/message.entity.js';

export class MessageForm {
  @TextField({ max: MAX_CONTENT, multiline: true })
  content: string;
}

export class ConversationPageQuery {
  @IntField({ min: 1, max: 1_000_000, default: 1, description: 'From 1, the newest messages.' })
  page: number;
}
