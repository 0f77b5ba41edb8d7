import { Checked } from '../../platform/http/fields/checked.js';
import { EmailField, IdField, IntField, TextField } from '../../platform/http/fields/fields.js';

@Checked<InviteRequest>(({ users, emails }, { isAtFault }) =>
  users?.length || emails?.length || isAtFault('users', 'emails')
    ? {}
    : { users: ['Name somebody to invite.'] },
)
export class InviteRequest {
  @IdField({ many: true, default: [], description: 'Ids of at most 100 people.', example: [2, 3] })
  users: number[];

  @EmailField({ many: true, default: [], description: 'At most 100 addresses.', example: ['ada@example.org'] })
  emails: string[];
}

export class InvitedResponse {
  @TextField({ example: 'Invitations sent' })
  message: string;

  @IntField({ min: 0, description: 'How many people and addresses were named.', example: 3 })
  invited: number;
}
