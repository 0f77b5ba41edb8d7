import { Checked } from '../../platform/http/fields/checked.js';
import {
  EmailField,
  IdField,
  InstantField,
  IntField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { MemberResponse } from '../model/references.dto.js';

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

@SortedBy(['created_at'])
export class InvitationsQuery extends ListQuery {}

export class InvitationResponse {
  @IdField()
  id: number;

  @NestedField(() => MemberResponse, { nullable: true, description: 'Null where no account has the address.' })
  user: MemberResponse | null;

  @TextField({ nullable: true, description: 'Until an account has it.', example: 'ada@example.org' })
  email: string | null;

  @InstantField({ example: '2026-02-20T12:00:00Z' })
  created_at: Date;
}
