import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { Logger } from '../../platform/observability/logger.js';
import { randomToken } from '../../platform/secrets/secrets.js';
import { ProviderNotConfigured } from '../identity.errors.js';
import { LogoutService } from '../sessions/logout.service.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { SamlProtocol, type SignOutWish } from './saml-protocol.adapter.js';
import { reasonOf } from './saml-sign-in.service.js';
import { SamlRepository } from './saml.repository.js';

/** Ends sessions here and at the identity provider, whichever side begins. */
@Injectable()
export class SamlLogoutService {
  private readonly logger = new Logger(SamlLogoutService.name);

  constructor(
    private readonly db: Database,
    private readonly protocol: SamlProtocol,
    private readonly saml: SamlRepository,
    private readonly sessions: SessionsRepository,
    private readonly logouts: LogoutService,
    private readonly audit: AuditTrail,
    private readonly config: Config,
  ) {}

  /** Where the browser goes on: to the provider, or else to the front end. */
  async signOut(caller: Caller | null, request: Request): Promise<string> {
    if (!this.config.saml) throw new ProviderNotConfigured('SAML');
    const { SAMLRequest: wish, SAMLResponse: answer } = request.query;
    if (request.method === 'GET' && wish !== undefined) return this.follow(request);
    const onwards = answer === undefined && caller ? await this.leave(caller) : null;
    return onwards ?? this.config.frontendUrl;
  }

  private async leave(caller: Caller): Promise<string | null> {
    const name = await this.saml.nameOf(caller.sessionId);
    await this.logouts.signOut(caller);
    return name && this.protocol.logoutUrl(`_${randomToken()}`, name);
  }

  /** Does what the provider wishes. What is no wish of its ends at the front end, and changes nothing. */
  private async follow(request: Request): Promise<string> {
    try {
      const wish = await this.protocol.readSignOut(request.originalUrl.split('?')[1] ?? '');
      await this.end(wish);
      const relayState = request.query['RelayState'];
      const back = await this.protocol.signOutAnswerUrl(
        `_${randomToken()}`,
        wish.id,
        typeof relayState === 'string' ? relayState : '',
      );
      return back ?? this.config.frontendUrl;
    } catch (error) {
      this.logger.warn('A sign-out by SAML was refused', { reason: reasonOf(error) });
      return this.config.frontendUrl;
    }
  }

  private async end({ id, expiresAt, nameId, sessionIndexes }: SignOutWish): Promise<void> {
    await this.db.transaction(async (tx) => {
      if (!(await this.saml.takeMessage(tx, id, expiresAt))) return;
      const open = await this.saml.sessionsOf(tx, nameId, sessionIndexes);
      const [first] = open;
      if (!first) return;
      const { accountId } = first;
      const among = open.map((one) => one.id);
      await this.sessions.revoke(tx, { accountId, among, of: 'sign-ins', because: 'signed_out' });
      await this.audit.record(tx, {
        actorId: accountId,
        action: 'identity.signed_out',
        subjectType: 'session',
        subjectId: first.id,
        details: { because: 'signed_out', method: 'saml' },
      });
    });
  }
}
