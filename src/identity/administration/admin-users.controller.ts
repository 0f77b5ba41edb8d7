import { Body, Controller, Get, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { MediaFiles } from '../../platform/files/media-files.js';
import { BooleanField, EnumField, TextField } from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy, pageOf, type Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { canonicalEmail } from '../../shared/email-address.js';
import { AccountResponse, toAccountResponse } from '../accounts/account.dto.js';
import { USER_TYPES, type AccountStatus, type UserType } from '../accounts/account.entity.js';
import { AccountsQueries } from '../accounts/accounts.queries.js';
import { proofOf, ReauthenticationRequest } from '../credentials/credentials.dto.js';
import { InvalidCode, MfaRequired } from '../factors/factor.errors.js';
import { LastAdmin, ReauthenticationRequired, SignInSlowed, WrongPassword } from '../identity.errors.js';
import { AdminUsersService } from './admin-users.service.js';

const ORDERING = {
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
class AdminUsersQuery extends ListQuery {
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

class AccountOrderRequest extends ReauthenticationRequest {
  @EnumField(['active', 'suspended'], { optional: true, example: 'suspended' })
  status?: 'active' | 'suspended';

  @EnumField(USER_TYPES, { optional: true, example: 'organizer' })
  user_type?: UserType;
}

@ApiTags('Administration')
@Controller('api/v1/admin/users')
@Requires('admin')
export class AdminUsersController {
  constructor(
    private readonly queries: AccountsQueries,
    private readonly adminUsers: AdminUsersService,
    private readonly media: MediaFiles,
  ) {}

  @Get()
  @Operation({ summary: 'List everybody', body: AccountResponse, list: true })
  async list(@Query() query: AdminUsersQuery): Promise<Page<AccountResponse>> {
    const { search, username, status, user_type: userType, organizer_requested: asksToOrganize } = query;
    const email = query.email === undefined ? undefined : (canonicalEmail(query.email) ?? '');
    const { items, ...count } = await this.queries.list(
      { search, username, email, status, userType, asksToOrganize },
      pageOf(query, ORDERING),
    );
    return { items: items.map((account) => toAccountResponse(account, this.media)), ...count };
  }

  @Patch(':id')
  @Operation({
    summary: 'Suspend, reactivate, or change the role',
    description:
      'Suspension and a new role end every session of the person at once. A new role takes a proof of who ' +
      'you are: a sign-in less than ten minutes ago or the password, and a code of your second factor. It ' +
      'answers who asked to become an organizer, and so does `attendee`.',
    body: AccountResponse,
    errors: [WrongPassword, InvalidCode, ReauthenticationRequired, MfaRequired, SignInSlowed, LastAdmin],
  })
  async order(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() body: AccountOrderRequest,
  ): Promise<AccountResponse> {
    const changes = { status: body.status, userType: body.user_type };
    const account = await this.adminUsers.change(caller, id, changes, proofOf(body));
    return toAccountResponse(account, this.media);
  }
}
