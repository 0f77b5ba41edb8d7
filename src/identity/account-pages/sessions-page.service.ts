import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Caller } from '../../platform/auth/caller.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { PageBodies } from '../../platform/pages/page.js';
import type { AccountResponse } from '../accounts/account.dto.js';
import { LogoutService } from '../sessions/logout.service.js';
import { SessionCookie } from '../sessions/session-cookie.adapter.js';
import type { LoginSessionResponse } from '../sessions/sessions.dto.js';
import { SessionsQueries } from '../sessions/sessions.queries.js';
import type { SessionsForm } from './account-forms.dto.js';
import { ProfilePageService } from './profile-page.service.js';

interface Sessions {
  account: AccountResponse;
  sessions: LoginSessionResponse[];
}

/** Where somebody is signed in. */
@Injectable()
export class SessionsPageService implements PageBodies {
  constructor(
    private readonly profile: ProfilePageService,
    private readonly sessions: SessionsQueries,
    private readonly logouts: LogoutService,
    private readonly cookie: SessionCookie,
  ) {}

  async read(caller: Caller): Promise<Sessions> {
    const sessions = await this.sessions.liveOf(caller.id, caller.sessionId);
    return { account: await this.profile.read(caller), sessions };
  }

  bodyOf({ caller }: PlatformRequest): Promise<Sessions> {
    return this.read(caller!);
  }

  /** Refuses as `DELETE users/sessions/{id}`. */
  async submit(caller: Caller, { action, id }: SessionsForm, response: Response): Promise<SeeOther> {
    if (action === 'end_others') await this.logouts.endOthers(caller);
    else await this.logouts.endSession(caller, id!);
    if (id !== caller.sessionId) return new SeeOther(`/account/sessions?done=${action}`);
    this.cookie.clear(response);
    return new SeeOther('/login');
  }
}
