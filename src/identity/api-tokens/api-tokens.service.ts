import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Page, PageRequest } from '../../platform/http/lists/lists.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { Faults } from '../../shared/faults.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { TooManyApiTokens } from '../identity.errors.js';
import { AccountMails } from '../mails/account.mail.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import type { ApiTokenRequest, ApiTokenResponse, NewApiTokenResponse } from './api-tokens.dto.js';
import { ApiTokensRepository } from './api-tokens.repository.js';

const DAY_MS = 24 * 3_600_000;
const USUAL_LIFE_MS = 90 * DAY_MS;
const MOST = 50;

/** Tokens with which a person's programs call. */
@Injectable()
export class ApiTokensService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly tokens: ApiTokensRepository,
    private readonly mailer: Mailer,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses scopes that are not the caller's to give and a bad end with 400, the 51st with 409. */
  async create(caller: Caller, wanted: ApiTokenRequest): Promise<NewApiTokenResponse> {
    const faults = new Faults();
    const expiresAt = this.endOf(wanted.expires_at, faults);
    const scopes = [...new Set(wanted.scopes)].sort();
    return this.db.transaction(async (tx) => {
      const account = await this.accounts.getForUpdate(tx, caller.id);
      if (account.userType !== 'admin' && scopes.some((scope) => scope.startsWith('admin:')))
        faults.add({ scopes: ['Only administrators have scopes of administrators.'] });
      faults.refuse();
      if ((await this.tokens.countLive(tx, account.id)) >= MOST) throw new TooManyApiTokens();
      const { name } = wanted;
      const token = await this.tokens.insert(tx, { accountId: account.id, name, scopes, expiresAt });
      await this.audit.record(tx, {
        actorId: account.id,
        action: 'identity.api_token_made',
        subjectType: 'session',
        subjectId: token.id,
        details: { prefix: token.prefix, scopes, expires_at: expiresAt },
      });
      if (account.email) await this.mailer.send(this.mails.apiTokenMade(account, token), tx);
      return token;
    });
  }

  list(personId: number, page: PageRequest): Promise<Page<ApiTokenResponse>> {
    return this.tokens.list(this.db, personId, page);
  }

  /** Refuses another's, and one that has ended, with 404. */
  async end(caller: Caller, id: number): Promise<void> {
    await this.db.transaction(async (tx) => {
      const ended = await this.sessions.revoke(tx, {
        ...{ accountId: caller.id, only: id, of: 'tokens', because: 'ended_by_owner' },
      });
      if (ended.length === 0) throw new NotFound('The token');
      await this.audit.record(tx, {
        actorId: caller.id,
        action: 'identity.api_token_ended',
        subjectType: 'session',
        subjectId: id,
      });
    });
  }

  private endOf(wanted: Date | null | undefined, faults: Faults): Date {
    const now = this.clock.now();
    if (!wanted) return new Date(now.getTime() + USUAL_LIFE_MS);
    const inAYear = new Date(now).setUTCFullYear(now.getUTCFullYear() + 1);
    if (wanted <= now) faults.add({ expiresAt: ['It must be in the future.'] });
    if (wanted.getTime() > inAYear) faults.add({ expiresAt: ['It must be at most a year ahead.'] });
    return wanted;
  }
}
