import { BooleanField, EnumField, TextField } from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { USER_TYPES, type AccountStatus, type UserType } from '../accounts/account.entity.js';
import { ReauthenticationRequest } from '../credentials/credentials.dto.js';

export const USERS_ORDERING = {
  ordering: {
    id: 'id',
    username: 'username',
    email: 'email',
    date_joined: 'joined_at',
    last_login: 'last_login_at',
  },
  default: '-id',
  tiebreak: 'id',
};

@SortedBy(['username', 'email', 'date_joined', 'last_login'])
export class AdminUsersQuery extends ListQuery {
  @TextField({
    max: 200,
    optional: true,
    description: 'A part of the username, the address or the name.',
    example: 'ada',
  })
  search?: string;

  @TextField({ max: 150, optional: true, description: 'A part of the username.' })
  username?: string;

  @TextField({ max: 254, optional: true, description: 'The whole address.' })
  email?: string;

  @EnumField(['pending_verification', 'active', 'suspended'], { optional: true })
  status?: AccountStatus;

  @EnumField(USER_TYPES, { optional: true })
  user_type?: UserType;

  @BooleanField({ optional: true, description: 'Who asks to become an organizer, or who does not.' })
  organizer_requested?: boolean;
}

export class AccountOrderRequest extends ReauthenticationRequest {
  @EnumField(['active', 'suspended'], { optional: true, example: 'suspended' })
  status?: 'active' | 'suspended';

  @EnumField(USER_TYPES, { optional: true, example: 'organizer' })
  user_type?: UserType;
}
