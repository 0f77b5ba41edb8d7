import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { MediaFiles } from '../../platform/files/media-files.js';
import { RateLimits } from '../../platform/http/limits/rate-limits.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { Door } from '../factors/mfa-token.entity.js';
import { CredentialsRefused, InvalidCredentials } from '../identity.errors.js';
import { SessionCookie } from '../sessions/session-cookie.adapter.js';
import type { SignedInAccount } from '../sessions/session.entity.js';
import {
  loginOf,
  toFlatSignedIn,
  toSignedIn,
  type FlatSignedInResponse,
  type LoginRequest,
  type MfaRequiredResponse,
  type MfaVerifyRequest,
  type SignedInResponse,
  type TokensResponse,
} from './auth.dto.js';
import { MfaVerificationService } from './mfa-verification.service.js';
import { SignInService, type HalfSignedIn } from './sign-in.service.js';

export type SignInAnswer = SignedInResponse | FlatSignedInResponse | TokensResponse;

/** The doors that a password opens: each has its refusal, its answer, and perhaps a cookie. */
@Injectable()
export class SignInDoorsService {
  constructor(
    private readonly signIn: SignInService,
    private readonly verification: MfaVerificationService,
    private readonly limits: RateLimits,
    private readonly cookie: SessionCookie,
    private readonly media: MediaFiles,
  ) {}

  /** With a second factor the sign-in is counted where it is completed. */
  async enter(door: Door, body: LoginRequest, response: Response): Promise<SignInAnswer | MfaRequiredResponse> {
    const outcome = await this.signIn.withPassword({
      login: loginOf(body),
      password: body.password,
      door,
      refusal: door === 'auth' ? CredentialsRefused : InvalidCredentials,
    });
    return this.letIn(door, outcome, response);
  }

  async letIn(
    door: Door,
    outcome: SignedInAccount | HalfSignedIn,
    response: Response,
  ): Promise<SignInAnswer | MfaRequiredResponse> {
    if ('account' in outcome) return this.answer(door, outcome, response);
    await this.limits.giveBack(response.req as PlatformRequest, response, 'login');
    return { mfa_required: true, mfa_token: outcome.mfaToken };
  }

  async verify(body: MfaVerifyRequest, response: Response): Promise<SignInAnswer> {
    const proof = { code: body.code, recoveryCode: body.recovery_code };
    const { door, signedIn } = await this.verification.verify(body.mfa_token, proof);
    return this.answer(door, signedIn, response);
  }

  private answer(door: Door, signedIn: SignedInAccount, response: Response): SignInAnswer {
    this.cookie.set(response, signedIn.cookie);
    if (door === 'auth') return toSignedIn(signedIn, this.media);
    if (door === 'users') return toFlatSignedIn(signedIn, this.media);
    return { access: signedIn.access, refresh: signedIn.refresh };
  }
}
