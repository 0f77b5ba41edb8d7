import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { countUpTo } from '../../platform/http/lists/count.js';
import type { Page, PageRequest } from '../../platform/http/lists/lists.js';
import { Clock } from '../../shared/clock.js';
import { deviceOf } from './device.policy.js';
import type { LoginSessionResponse } from './sessions.dto.js';

type SessionRow = Omit<LoginSessionResponse, 'device'>;

@Injectable()
export class SessionsQueries {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async live(caller: Caller, page: PageRequest): Promise<Page<LoginSessionResponse>> {
    const values = [caller.id, this.clock.now()];
    const matching = 'FROM identity.sessions WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > $2';
    const count = await countUpTo(this.db, `SELECT 1 ${matching}`, values);
    const rows = await this.db.query<SessionRow>(
      `SELECT id, user_agent, ip_address, created_at, last_used_at, id = $3 AS is_current
       ${matching} ORDER BY ${page.orderBy} LIMIT $4 OFFSET $5`,
      [...values, caller.sessionId, page.limit, page.offset],
    );
    return { items: rows.map((row) => ({ ...row, device: deviceOf(row.user_agent) })), ...count };
  }
}
