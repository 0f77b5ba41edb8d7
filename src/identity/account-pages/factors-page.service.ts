import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { PageBodies } from '../../platform/pages/page.js';
import type { AccountResponse } from '../accounts/account.dto.js';
import { MfaService } from '../mfa/mfa.service.js';
import type { MfaSetupResponse } from '../mfa/mfa.dto.js';
import type { PasskeyResponse } from '../passkeys/passkeys.dto.js';
import { PasskeysService } from '../passkeys/passkeys.service.js';
import { ProviderStatusService } from '../social/provider-status.service.js';
import { SocialAccountsService } from '../social/social-accounts.service.js';
import type { ProvidersResponse, SocialAccountResponse } from '../social/social.dto.js';
import { proofIn, type FactorsForm } from './account-forms.dto.js';
import { ProfilePageService } from './profile-page.service.js';

const MOST = { limit: 100, offset: 0 };

interface Factors {
  account: AccountResponse;
  passkeys: PasskeyResponse[];
  connected: SocialAccountResponse[];
  providers: ProvidersResponse;
  setup?: MfaSetupResponse;
  recovery_codes?: string[];
}

/** How somebody proves who they are: the second factor, passkeys, providers. */
@Injectable()
export class FactorsPageService implements PageBodies {
  constructor(
    private readonly profile: ProfilePageService,
    private readonly mfa: MfaService,
    private readonly passkeys: PasskeysService,
    private readonly social: SocialAccountsService,
    private readonly providers: ProviderStatusService,
  ) {}

  async read(caller: Caller): Promise<Factors> {
    const [account, { items: passkeys }, { items: connected }] = await Promise.all([
      this.profile.read(caller),
      this.passkeys.list(caller, { ...MOST, orderBy: 'created_at, id' }),
      this.social.list(caller.id, { ...MOST, orderBy: 'connected_at, id' }),
    ]);
    return { account, passkeys, connected, providers: this.providers.status() };
  }

  bodyOf({ caller }: PlatformRequest): Promise<Factors> {
    return this.read(caller!);
  }

  /** What is shown once stands in the answer itself; all else leads back to the page. */
  async submit(caller: Caller, form: FactorsForm): Promise<Factors | SeeOther> {
    const proof = proofIn(form);
    switch (form.action) {
      case 'set_up':
        return this.with(caller, { setup: await this.mfa.setUp(caller, form.password) });
      case 'enable':
        return this.with(caller, { recovery_codes: await this.mfa.enable(caller, form.code!) });
      case 'renew_codes':
        return this.with(caller, { recovery_codes: await this.mfa.renewRecoveryCodes(caller, proof) });
      case 'disable':
        await this.mfa.disable(caller, proof);
        break;
      case 'remove_passkey':
        await this.passkeys.remove(caller, form.id!, proof);
        break;
      case 'disconnect':
        await this.social.disconnect(caller, form.id!, proof);
    }
    return new SeeOther(`/account/factors?done=${form.action}`);
  }

  private async with(caller: Caller, shown: Pick<Factors, 'setup' | 'recovery_codes'>): Promise<Factors> {
    return { ...(await this.read(caller)), ...shown };
  }
}
