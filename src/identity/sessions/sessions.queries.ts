import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { Page, PageRequest } from '../../platform/http/lists/lists.js';
import { Clock } from '../../shared/clock.js';
import { deviceOf } from './device.policy.js';
import type { LoginSessionResponse } from './sessions.dto.js';

const COLUMNS =
  'id, method, mfa, user_agent, ip_address, created_at, last_used_at, id = $session AS is_current';

const MOST_SHOWN = 100;

type SessionRow = Omit<LoginSessionResponse, 'device'>;

@Injectable()
export class SessionsQueries {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async live(caller: Caller, page: PageRequest): Promise<Page<LoginSessionResponse>> {
    const selection = new Selection({ from: 'identity.sessions', id: 'id' }, { session: caller.sessionId })
      .must(`account_id = $person AND method <> 'token' AND revoked_at IS NULL`, { person: caller.id })
      .must('expires_at > $now', { now: this.clock.now() });
    const { items, ...count } = await selection.page<SessionRow>(this.db, COLUMNS, page);
    return { items: items.map(withDevice), ...count };
  }

  /** The last used first; `session` is the caller's own. */
  async liveOf(person: number, session: number): Promise<LoginSessionResponse[]> {
    const rows = await this.db.query<SessionRow>(
      `SELECT ${COLUMNS} FROM identity.sessions
       WHERE account_id = $person AND method <> 'token' AND revoked_at IS NULL AND expires_at > $now
       ORDER BY last_used_at DESC, id DESC LIMIT $most`,
      { person, session, now: this.clock.now(), most: MOST_SHOWN },
    );
    return rows.map(withDevice);
  }
}

function withDevice(row: SessionRow): LoginSessionResponse {
  return { ...row, device: deviceOf(row.user_agent) };
}
