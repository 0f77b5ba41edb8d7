import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Public, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { MediaFiles } from '../../platform/files/media-files.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { ListQuery, SortedBy, pageOf, type Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { proofOf, ReauthenticationRequest } from '../credentials/credentials.dto.js';
import { InvalidCode, MfaRequired } from '../factors/factor.errors.js';
import {
  InvalidToken,
  OnlyWayToSignIn,
  ReauthenticationRequired,
  SignInSlowed,
  WrongPassword,
} from '../identity.errors.js';
import { SignedInResponse, toSignedIn } from '../sign-in/auth.dto.js';
import { ProviderStatusService } from './provider-status.service.js';
import { SocialAccountsService } from './social-accounts.service.js';
import { SocialSignInService } from './social-sign-in.service.js';
import { CodeRequest, ProvidersResponse, SocialAccountResponse } from './social.dto.js';
import { demoPassword } from '../demo/demo-logins.policy.js';

const ORDERING = {
  ordering: { connected_at: 'connected_at', provider: 'provider' },
  default: 'connected_at',
  tiebreak: 'id',
};

@SortedBy(['connected_at', 'provider'])
class SocialAccountsQuery extends ListQuery {}

@ApiTags('Sign-in by providers')
@Controller('api/v1/oauth')
export class OAuthAccountsController {
  constructor(
    private readonly providers: ProviderStatusService,
    private readonly accounts: SocialAccountsService,
    private readonly signIns: SocialSignInService,
    private readonly media: MediaFiles,
  ) {}

  @Get('status')
  @Public({ ignoresCredentials: true })
  @Operation({ summary: 'Which providers are configured', body: ProvidersResponse })
  status(): ProvidersResponse {
    return this.providers.status();
  }

  @Get('accounts')
  @Requires('user')
  @Operation({
    summary: 'List the provider accounts connected to yours',
    body: SocialAccountResponse,
    list: true,
  })
  list(
    @CurrentUser() caller: Caller,
    @Query() query: SocialAccountsQuery,
  ): Promise<Page<SocialAccountResponse>> {
    return this.accounts.list(caller.id, pageOf(query, ORDERING));
  }

  @Delete('accounts/:id')
  @Requires('user', { sessionOnly: true })
  @Operation({
    summary: 'Disconnect a provider account',
    demoRequests: { attendee: { password: demoPassword('attendee') } },
    path: { id: 1001 },
    status: 204,
    errors: [
      ...[WrongPassword, InvalidCode, ReauthenticationRequired, MfaRequired, SignInSlowed],
      OnlyWayToSignIn,
    ],
  })
  async disconnect(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() body: ReauthenticationRequest,
  ): Promise<void> {
    await this.accounts.disconnect(caller, id, proofOf(body));
  }

  @Post('token')
  @Public({ ignoresCredentials: true })
  @RateLimited('login')
  @Operation({
    summary: 'Exchange the code of a provider’s sign-in for tokens, once',
    body: SignedInResponse,
    errors: [InvalidToken],
  })
  async token(@Body() { code }: CodeRequest): Promise<SignedInResponse> {
    return toSignedIn(await this.signIns.exchange(code), this.media);
  }
}
