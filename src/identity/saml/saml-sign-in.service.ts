import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/tx.js';
import { Logger } from '../../platform/observability/logger.js';
import { randomToken } from '../../platform/secrets/secrets.js';
import {
  ProviderDeclined,
  ProviderFailed,
  ProviderNotConfigured,
  SessionEnded,
  StateNotValid,
} from '../identity.errors.js';
import { StateCookies, type LinkIntent, type StateCookie } from '../oauth/state-cookies.adapter.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import type { Returned } from '../social/provider-landing.service.js';
import type { VerifiedAssertion } from './saml-assertion.policy.js';
import { SamlDeclined } from './saml-message.policy.js';
import { SamlProtocol } from './saml-protocol.adapter.js';
import { SamlRepository } from './saml.repository.js';

interface HeldRequest {
  id: string;
  link: LinkIntent | null;
}

const COOKIE: StateCookie = { name: 'saml_request', path: '/saml', isPosted: true };

type Answer = VerifiedAssertion & { inResponseTo: string | null };

/** Sends the browser to the identity provider, and takes its assertion. */
@Injectable()
export class SamlSignInService {
  private readonly logger = new Logger(SamlSignInService.name);

  constructor(
    private readonly protocol: SamlProtocol,
    private readonly cookies: StateCookies,
    private readonly saml: SamlRepository,
    private readonly sessions: SessionsRepository,
    private readonly config: Config,
  ) {}

  /** Refuses with `ProviderNotConfigured`. */
  async metadata(): Promise<Buffer> {
    return Buffer.from(await this.protocol.metadata());
  }

  /** Where to send the browser, which also gets a cookie. Refuses with `ProviderNotConfigured`. */
  async begin(request: Request, link: LinkIntent | null): Promise<string> {
    const id = `_${randomToken()}`;
    const url = await this.protocol.loginUrl(id);
    await this.saml.keepRequest(id, this.cookies.followsPosts || link !== null);
    this.cookies.keep<HeldRequest>(request, COOKIE, { id, link });
    return url;
  }

  /** Refuses bad messages, and as its steps what this browser did not ask for, and what came before. */
  async finish(request: Request, message: string | undefined): Promise<Returned> {
    if (!this.config.saml) throw new ProviderNotConfigured('SAML');
    const held = this.cookies.read<HeldRequest>(request, COOKIE);
    this.cookies.end(request, COOKIE);
    if (!message) throw new StateNotValid();
    const answer = await this.read(message);
    const own = held?.id === answer.inResponseTo ? held : null;
    const isExpected = own !== null || request.headers.origin === (await this.protocol.providerOrigin());
    const steps = {
      before: (tx: Tx) => this.claim(tx, answer, own),
      after: (tx: Tx, sessionId: number) => this.saml.keepSession(tx, sessionId, answer.name),
    };
    return { profile: answer.profile, link: own?.link ?? null, steps, posted: { isExpected } };
  }

  private async read(message: string): Promise<Answer> {
    try {
      return await this.protocol.readResponse(message);
    } catch (error) {
      if (error instanceof SamlDeclined) throw new ProviderDeclined();
      this.logger.warn('A SAML response was refused', { reason: reasonOf(error) });
      throw new ProviderFailed();
    }
  }

  private async claim(tx: Tx, { id, inResponseTo, expiresAt }: Answer, own: HeldRequest | null): Promise<void> {
    const isAsked =
      inResponseTo === null
        ? this.config.saml!.allowsIdpInitiated
        : await this.saml.takeRequest(tx, inResponseTo, own !== null);
    if (!isAsked || !(await this.saml.takeMessage(tx, id, expiresAt))) throw new StateNotValid();
    const link = own?.link;
    if (link && !(await this.sessions.isAlive(tx, link.sessionId, link.accountId))) throw new SessionEnded();
  }
}

/** What is said may quote what was sent: only its beginning is logged. */
export function reasonOf(error: unknown): string {
  return (error as Error).message.split(/[:'"]/, 1)[0]!.slice(0, 100);
}
