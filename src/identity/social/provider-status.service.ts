import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { OAuthService } from '../oauth/oauth.service.js';
import type { ProviderName } from '../oauth/provider-profile.policy.js';
import type { OidcStatusResponse, ProvidersResponse, ProviderStatusResponse } from './social.dto.js';

const NOT_OFFERED: ProviderStatusResponse = { configured: false, login_url: null };

/** Which providers one can come by here. */
@Injectable()
export class ProviderStatusService {
  constructor(
    private readonly providers: OAuthService,
    private readonly config: Config,
  ) {}

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
