import { Body, Controller, Delete, Get, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { MediaFiles } from '../../platform/files/media-files.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { ErasureRefused } from '../../platform/registries/personal-data.js';
import { AccountResponse, toAccountResponse } from '../accounts/account.dto.js';
import { proofOf, ReauthenticationRequest } from '../credentials/credentials.dto.js';
import { ErasureService } from '../erasure/erasure.service.js';
import { InvalidCode, MfaRequired } from '../factors/factor.errors.js';
import { LastAdmin, ReauthenticationRequired, SignInSlowed, WrongPassword } from '../identity.errors.js';
import { AccountOrderRequest, AdminUsersQuery } from './admin-users.dto.js';
import { AdminUsersService } from './admin-users.service.js';
import { demoPassword } from '../demo/demo-logins.policy.js';

@ApiTags('Administration')
@Controller('api/v1/admin/users')
@Requires('admin')
export class AdminUsersController {
  constructor(
    private readonly adminUsers: AdminUsersService,
    private readonly erasure: ErasureService,
    private readonly media: MediaFiles,
  ) {}

  @Get()
  @Operation({ summary: 'List everybody', body: AccountResponse, list: true })
  list(@Query() query: AdminUsersQuery): Promise<Page<AccountResponse>> {
    return this.adminUsers.list(query);
  }

  @Patch(':id')
  @Operation({
    summary: 'Suspend, reactivate, or change the role',
    path: { id: 1001 },
    demoRequests: { suspend: { password: demoPassword('admin'), status: 'suspended' } },
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

  @Delete(':id')
  @Requires('admin', { sessionOnly: true })
  @Operation({
    summary: 'Erase somebody’s account',
    path: { id: 1001 },
    demoRequests: { admin: { password: demoPassword('admin') } },
    description:
      'As the person could by themselves: every session ends at once, and the personal data is removed by a ' +
      'job. Payments stay, and invoices in the name they bear. It takes a proof of who you are, as a new ' +
      'role does, and cannot be undone.',
    status: 204,
    errors: [
      ...[WrongPassword, InvalidCode, ReauthenticationRequired, MfaRequired, SignInSlowed],
      ...[LastAdmin, ErasureRefused],
    ],
  })
  erase(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() body: ReauthenticationRequest,
  ): Promise<void> {
    return this.erasure.requestOf(caller, id, proofOf(body));
  }
}
