import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { ListQuery, pageOf, SortedBy, type Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { proofOf, ReauthenticationRequest } from '../credentials/credentials.dto.js';
import { InvalidCode, MfaRequired } from '../factors/factor.errors.js';
import { OnlyWayToSignIn, ReauthenticationRequired, SignInSlowed, WrongPassword } from '../identity.errors.js';
import { PasskeyExists, PasskeyNotValid, TooManyPasskeys } from './passkey.errors.js';
import { NewPasskeyRequest, PasskeyCreationOptionsResponse, PasskeyResponse } from './passkeys.dto.js';
import { PasskeysService } from './passkeys.service.js';
import { demoPassword } from '../demo/demo-logins.policy.js';

const ORDERING = {
  ordering: { created_at: 'created_at', name: 'name' },
  default: 'created_at',
  tiebreak: 'id',
};

@SortedBy(['created_at', 'name'])
class PasskeysQuery extends ListQuery {}

const PROVEN = [WrongPassword, InvalidCode, ReauthenticationRequired, MfaRequired, SignInSlowed];

@ApiTags('Passkeys')
@Controller('api/v1/users/passkeys')
@Requires('user', { sessionOnly: true })
export class PasskeysController {
  constructor(private readonly passkeys: PasskeysService) {}

  @Post('options')
  @Operation({
    summary: 'Begin to make a passkey: options for the browser',
    demoRequests: { attendee: { password: demoPassword('attendee') } },
    body: PasskeyCreationOptionsResponse,
    errors: PROVEN,
  })
  options(@CurrentUser() caller: Caller, @Body() body: ReauthenticationRequest): Promise<object> {
    return this.passkeys.creationOptions(caller, proofOf(body));
  }

  @Post()
  @Operation({
    summary: 'Keep the passkey that the browser made',
    status: 201,
    body: PasskeyResponse,
    errors: [PasskeyNotValid, PasskeyExists, TooManyPasskeys],
  })
  add(@CurrentUser() caller: Caller, @Body() body: NewPasskeyRequest): Promise<PasskeyResponse> {
    return this.passkeys.add(caller, body.name, body.credential);
  }

  @Get()
  @Operation({ summary: 'List your passkeys', body: PasskeyResponse, list: true })
  list(@CurrentUser() caller: Caller, @Query() query: PasskeysQuery): Promise<Page<PasskeyResponse>> {
    return this.passkeys.list(caller, pageOf(query, ORDERING));
  }

  @Delete(':id')
  @Operation({
    summary: 'Remove a passkey',
    demoRequests: { attendee: { password: demoPassword('attendee') } },
    path: { id: 1001 },
    status: 204,
    errors: [...PROVEN, OnlyWayToSignIn],
  })
  async remove(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() body: ReauthenticationRequest,
  ): Promise<void> {
    await this.passkeys.remove(caller, id, proofOf(body));
  }
}
