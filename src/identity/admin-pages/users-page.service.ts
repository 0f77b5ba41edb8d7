import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { ofFifty, openedIn } from '../../platform/pages/page-lists.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { proofIn } from '../account-pages/account-forms.dto.js';
import type { AccountResponse } from '../accounts/account.dto.js';
import type { AuditEntryResponse } from '../administration/audit-log.dto.js';
import { AuditLogQueries } from '../administration/audit-log.queries.js';
import { ErasureService } from '../erasure/erasure.service.js';
import type { PersonSessionsResponse } from '../mfa/admin-factors.dto.js';
import { AdminFactorsService } from '../mfa/admin-factors.service.js';
import { AdminUsersQuery } from '../people/admin-users.dto.js';
import { AdminUsersService } from '../people/admin-users.service.js';
import { LogoutService } from '../sessions/logout.service.js';
import type { UsersForm } from './admin-forms.dto.js';

interface OpenedUser extends PersonSessionsResponse {
  account: AccountResponse;
  trail: AuditEntryResponse[];
}

interface Users {
  list: Page<AccountResponse>;
  opened: OpenedUser | null;
  /** Whether the role is changed with a code, too. */
  has_code: boolean;
}

const LATEST = { limit: 20, offset: 0, orderBy: 'id DESC' };

/** Everybody, and one of them beside the list. */
@Injectable()
export class UsersPageService implements PageBodies {
  constructor(
    private readonly users: AdminUsersService,
    private readonly factors: AdminFactorsService,
    private readonly logouts: LogoutService,
    private readonly erasure: ErasureService,
    private readonly log: AuditLogQueries,
  ) {}

  async read(caller: Caller, query: AdminUsersQuery, id: number | null): Promise<Users> {
    const list = await this.users.list(ofFifty(query));
    const opened = id === null ? null : await this.open(caller, id);
    return { list, opened, has_code: (await this.users.read(caller.id)).mfa_enabled };
  }

  bodyOf(request: PlatformRequest): Promise<Users> {
    return this.read(request.caller!, new AdminUsersQuery(), openedIn(request));
  }

  /** Refuses as the API's routes below `admin/users/{id}`. */
  async submit(caller: Caller, form: UsersForm): Promise<SeeOther> {
    const { action, id, user_type: userType } = form;
    if (action === 'erase') {
      await this.erasure.requestOf(caller, id, proofIn(form));
      return new SeeOther('/admin/users?done=erase');
    }
    if (action === 'end_session') await this.logouts.endSessionOf(caller, id, form.session!);
    else if (action === 'reset_mfa') await this.factors.reset(caller, id);
    else {
      const status = action === 'suspend' ? 'suspended' : 'active';
      const changes = action === 'role' ? { userType } : ({ status } as const);
      await this.users.change(caller, id, changes, proofIn(form));
    }
    return new SeeOther(`/admin/users?open=${id}&done=${action}`);
  }

  private async open(caller: Caller, id: number): Promise<OpenedUser> {
    const about = { subjectType: 'account', subjectId: String(id) };
    return {
      account: await this.users.read(id),
      ...(await this.factors.sessionsOf(caller, id)),
      trail: (await this.log.list(about, LATEST)).items,
    };
  }
}
