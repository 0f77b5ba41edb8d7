import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { LoginBody } from '../../../web/pages/accounts/login.page.js';
import type { RegisterBody } from '../../../web/pages/accounts/register.page.js';
import type { VerifyEmailBody } from '../../../web/pages/accounts/verify-email.page.js';
import type { Caller } from '../../platform/auth/caller.js';
import { InvalidInput } from '../../shared/errors.js';
import { Redirection, SeeOther } from '../../platform/http/pipeline/json-text.js';
import { localPath } from '../../platform/pages/local-path.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { SessionCookie } from '../sessions/session-cookie.adapter.js';
import { toNewAccount } from '../sign-in/registration.dto.js';
import { RegistrationService } from '../sign-in/registration.service.js';
import { SignInDoorsService } from '../sign-in/sign-in-doors.service.js';
import { ProviderStatusService } from '../social/provider-status.service.js';
import { EmailVerificationService } from '../verification/email-verification.service.js';
import type { LoginForm, RegisterForm, VerifyEmailForm } from './page-forms.dto.js';

const HOME = '/account';

/** The forms of accounts: the API's own use cases, and then the page that comes next. */
@Injectable()
export class AccountPagesService implements PageBodies {
  constructor(
    private readonly doors: SignInDoorsService,
    private readonly providers: ProviderStatusService,
    private readonly registration: RegistrationService,
    private readonly verification: EmailVerificationService,
    private readonly cookie: SessionCookie,
  ) {}

  /** What every page of accounts begins with. */
  async bodyOf(): Promise<LoginBody> {
    return this.providers.status();
  }

  /** Who is signed in already goes on at once. */
  async signInPage(caller: Caller | null, next: string | undefined): Promise<LoginBody | Redirection> {
    return caller?.via === 'cookie' ? new SeeOther(localPath(next, HOME)) : this.providers.status();
  }

  async signIn(form: LoginForm, response: Response): Promise<LoginBody | SeeOther> {
    const { username, password = '', mfa_token, next } = form;
    const answer = mfa_token
      ? await this.doors.verify(proofOf(form, mfa_token), response)
      : await this.doors.enter('auth', { username: username!, password }, response);
    if ('mfa_token' in answer) return { ...this.providers.status(), mfa_token: answer.mfa_token };
    return new SeeOther(localPath(next, HOME));
  }

  async register(form: RegisterForm, response: Response): Promise<RegisterBody | SeeOther> {
    const options = { signsIn: true, withCookie: true };
    const { session } = await this.registration.register(toNewAccount(form), options);
    if (!session) return { waits_for: form.email };
    this.cookie.set(response, session.cookie);
    return new SeeOther(localPath(form.next, HOME));
  }

  async verify({ token, email }: VerifyEmailForm): Promise<VerifyEmailBody> {
    if (token) return { outcome: await this.verification.verify(token) };
    await this.verification.resend(email!);
    return { outcome: 'sent' };
  }

  /** The session's cookie came with the way back; the code in the address is for front ends elsewhere. */
  landed(caller: Caller | null, error: string | undefined): SeeOther | { error: string } {
    return caller && error === undefined ? new SeeOther(HOME) : { error: error ?? 'INVALID_STATE' };
  }
}

function proofOf({ code, recovery_code }: LoginForm, mfa_token: string) {
  if (!code && !recovery_code) throw new InvalidInput({ code: ['This field is required.'] });
  return { mfa_token, code, recovery_code };
}
