import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Public, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
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
import { OAuthService } from '../oauth/oauth.service.js';
import type { ProviderName } from '../oauth/provider-profile.policy.js';
import { SignedInResponse, toSignedIn } from '../sign-in/auth.dto.js';
import { SocialAccountsService } from './social-accounts.service.js';
import { SocialSignInService } from './social-sign-in.service.js';
import {
  CodeRequest,
  ProvidersResponse,
  SocialAccountResponse,
  type OidcStatusResponse,
  type ProviderStatusResponse,
} from './social.dto.js';

const ORDERING = {
  ordering: { connected_at: 'connected_at', provider: 'provider' },
  default: 'connected_at',
  tiebreak: 'id',
};
const NOT_OFFERED: ProviderStatusResponse = { configured: false, login_url: null };

@SortedBy(['connected_at', 'provider'])
class SocialAccountsQuery extends ListQuery {}

@ApiTags('Sign-in by providers')
@Controller('api/v1/oauth')
export class OAuthAccountsController {
  constructor(
    private readonly providers: OAuthService,
    private readonly accounts: SocialAccountsService,
    private readonly signIns: SocialSignInService,
    private readonly media: MediaFiles,
    private readonly config: Config,
  ) {}

  @Get('status')
  @Public({ ignoresCredentials: true })
  @Operation({ summary: 'Which providers are configured', body: ProvidersResponse })
  status(): ProvidersResponse {
    return {
      google: this.statusOf('google'),
      github: this.statusOf('github'),
      oidc: this.oidcStatus(),
      saml: this.config.saml
        ? { configured: true, login_url: `${this.config.publicUrl}/saml/login` }
        : NOT_OFFERED,
    };
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

  private oidcStatus(): OidcStatusResponse {
    const { oidcProviders, publicUrl } = this.config;
    const url = `${publicUrl}/oidc/authenticate`;
    const providers = oidcProviders.map(({ key, name }) => ({
      key,
      name,
      login_url: `${url}?provider=${key}`,
    }));
    return { ...(providers.length > 0 ? { configured: true, login_url: url } : NOT_OFFERED), providers };
  }

  private statusOf(provider: ProviderName): ProviderStatusResponse {
    return this.providers.isConfigured(provider)
      ? { configured: true, login_url: this.providers.loginUrl(provider) }
      : NOT_OFFERED;
  }
}
