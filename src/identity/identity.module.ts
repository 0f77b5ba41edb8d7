import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Authenticator } from '../platform/auth/authenticator.js';
import { SecretsModule } from '../platform/secrets/secrets.module.js';
import { Account } from './accounts/account.entity.js';
import { AccountMails } from './accounts/account-mails.js';
import { AccountsQueries } from './accounts/accounts.queries.js';
import { AccountsRepository } from './accounts/accounts.repository.js';
import { MailedToken } from './accounts/mailed-token.entity.js';
import { MailedTokensRepository } from './accounts/mailed-tokens.repository.js';
import { RegistrationService } from './accounts/registration.service.js';
import { IdentityApi } from './identity.api.js';
import { AccessTokenStrategy } from './sessions/access-token.strategy.js';
import { AuthController } from './sessions/auth.controller.js';
import { LiveSessions } from './sessions/live-sessions.js';
import { LogoutService } from './sessions/logout.service.js';
import { Passwords } from './sessions/passwords.js';
import { RefreshService } from './sessions/refresh.service.js';
import { SessionAuthenticator } from './sessions/session-authenticator.js';
import { SessionCookie } from './sessions/session-cookie.js';
import { SessionUse } from './sessions/session-use.js';
import { Session } from './sessions/session.entity.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SignInFailure } from './sessions/sign-in-failure.entity.js';
import { SignInPace } from './sessions/sign-in-pace.js';
import { SignInService } from './sessions/sign-in.service.js';
import { Tokens } from './sessions/tokens.js';
import { UserDoorsController } from './sessions/user-doors.controller.js';
import { SignInCode } from './social/sign-in-code.entity.js';
import { SocialAccount } from './social/social-account.entity.js';

/** Who people are and how they prove it. Global, because every guarded route needs its authenticator. */
@Global()
@Module({
  imports: [
    SecretsModule,
    TypeOrmModule.forFeature([Account, Session, MailedToken, SocialAccount, SignInCode, SignInFailure]),
  ],
  controllers: [AuthController, UserDoorsController],
  providers: [
    AccountMails,
    AccountsQueries,
    AccountsRepository,
    MailedTokensRepository,
    RegistrationService,
    AccessTokenStrategy,
    LiveSessions,
    LogoutService,
    Passwords,
    RefreshService,
    SessionAuthenticator,
    SessionCookie,
    SessionUse,
    SessionsRepository,
    SignInPace,
    SignInService,
    Tokens,
    { provide: Authenticator, useExisting: SessionAuthenticator },
    IdentityApi,
  ],
  exports: [IdentityApi, Authenticator],
})
export class IdentityModule {}
