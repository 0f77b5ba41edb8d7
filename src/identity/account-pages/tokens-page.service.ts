import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import type { Scope, Verb } from '../../platform/auth/scopes.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { PageBodies } from '../../platform/pages/page.js';
import type { AccountResponse } from '../accounts/account.dto.js';
import { Clock } from '../../shared/clock.js';
import type { ApiTokenResponse, NewApiTokenResponse } from '../api-tokens/api-tokens.dto.js';
import { ApiTokensService } from '../api-tokens/api-tokens.service.js';
import { InvalidInput } from '../../shared/errors.js';
import { TOKEN_CONTEXTS, type TokensForm } from './account-forms.dto.js';
import { ProfilePageService } from './profile-page.service.js';

const NEWEST = { limit: 100, offset: 0, orderBy: 's.created_at DESC, s.id DESC' };
const DAY_MS = 24 * 3_600_000;

interface Tokens {
  account: AccountResponse;
  tokens: ApiTokenResponse[];
  /** What administrators may give besides. */
  contexts: readonly string[];
  made?: NewApiTokenResponse;
}

/** Tokens for somebody's programs. */
@Injectable()
export class TokensPageService implements PageBodies {
  constructor(
    private readonly profile: ProfilePageService,
    private readonly tokens: ApiTokensService,
    private readonly clock: Clock,
  ) {}

  async read(caller: Caller): Promise<Tokens> {
    const { items: tokens } = await this.tokens.list(caller.id, NEWEST);
    const contexts = TOKEN_CONTEXTS.filter((context) => caller.isAdmin || context !== 'admin');
    return { account: await this.profile.read(caller), tokens, contexts };
  }

  bodyOf({ caller }: PlatformRequest): Promise<Tokens> {
    return this.read(caller!);
  }

  /** Refuses as `POST users/tokens` and `DELETE users/tokens/{id}`. */
  async submit(caller: Caller, form: TokensForm): Promise<Tokens | SeeOther> {
    if (form.action === 'end') {
      await this.tokens.end(caller, form.id!);
      return new SeeOther('/account/tokens?done=end');
    }
    const scopes = scopesIn(form);
    if (scopes.length === 0) throw new InvalidInput({ scopes: ['Choose what it may do.'] });
    const expiresAt = new Date(this.clock.millis() + Number(form.days) * DAY_MS);
    const made = await this.tokens.create(caller, { name: form.name!, scopes, expires_at: expiresAt });
    return { ...(await this.read(caller)), made };
  }
}

function scopesIn(form: TokensForm): Scope[] {
  const chosen = form as TokensForm & Partial<Record<string, Verb>>;
  return TOKEN_CONTEXTS.flatMap((context): Scope[] => {
    const verb = chosen[context];
    return verb ? [`${context}:${verb}`] : [];
  });
}
