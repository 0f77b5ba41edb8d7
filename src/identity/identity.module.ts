import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Authenticator } from '../platform/auth/authenticator.js';
import { SecretsModule } from '../platform/secrets/secrets.module.js';
import { AccountMails } from './accounts/account-mails.js';
import { Account } from './accounts/account.entity.js';
import { AccountsQueries } from './accounts/accounts.queries.js';
import { AccountsRepository } from './accounts/accounts.repository.js';
import { CredentialsController } from './accounts/credentials.controller.js';
import { ErasureController } from './accounts/erasure.controller.js';
import { ErasureService } from './accounts/erasure.service.js';
import { IdentityPersonalData } from './accounts/identity.personal-data.js';
import { MailedToken } from './accounts/mailed-token.entity.js';
import { MailedTokensRepository } from './accounts/mailed-tokens.repository.js';
import { PasswordService } from './accounts/password.service.js';
import { ProfileController } from './accounts/profile.controller.js';
import { ProfileService } from './accounts/profile.service.js';
import { RegistrationService } from './accounts/registration.service.js';
import { UsersController } from './accounts/users.controller.js';
import { VerificationService } from './accounts/verification.service.js';
import { AdminUsersController } from './administration/admin-users.controller.js';
import { AdminUsersService } from './administration/admin-users.service.js';
import { AuditLogController } from './administration/audit-log.controller.js';
import { AuditLogQueries } from './administration/audit-log.queries.js';
import { IdentityStatistics } from './administration/identity.statistics.js';
import { StatisticsController } from './administration/statistics.controller.js';
import { StatisticsService } from './administration/statistics.service.js';
import { IdentityApi } from './identity.api.js';
import { IdentityInvariants } from './identity-invariants.js';
import { IdentityProcessor } from './identity.processor.js';
import { AccessTokenStrategy } from './sessions/access-token.strategy.js';
import { AuthController } from './sessions/auth.controller.js';
import { LiveSessions } from './sessions/live-sessions.js';
import { LogoutService } from './sessions/logout.service.js';
import { PasswordCheck } from './sessions/password-check.js';
import { Passwords } from './sessions/passwords.js';
import { RefreshService } from './sessions/refresh.service.js';
import { RevocationsListener } from './sessions/revocations.listener.js';
import { SessionAuthenticator } from './sessions/session-authenticator.js';
import { SessionCookie } from './sessions/session-cookie.js';
import { SessionUse } from './sessions/session-use.js';
import { Session } from './sessions/session.entity.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsQueries } from './sessions/sessions.queries.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SignInFailure } from './sessions/sign-in-failure.entity.js';
import { SignInPace } from './sessions/sign-in-pace.js';
import { SignInService } from './sessions/sign-in.service.js';
import { Tokens } from './sessions/tokens.js';
import { UserDoorsController } from './sessions/user-doors.controller.js';
import { OAuthAccountsController } from './social/oauth-accounts.controller.js';
import { OAuthController } from './social/oauth.controller.js';
import { Providers } from './social/providers.js';
import { SignInCode } from './social/sign-in-code.entity.js';
import { SocialAccount } from './social/social-account.entity.js';
import { SocialAccountsRepository } from './social/social-accounts.repository.js';
import { SocialAccountsService } from './social/social-accounts.service.js';
import { SocialSignInService } from './social/social-sign-in.service.js';
import { OAuthJourneys } from './social/state-store.js';

/** Who people are and how they prove it. Global, because every guarded route needs its authenticator. */
@Global()
@Module({
  imports: [
    SecretsModule,
    TypeOrmModule.forFeature([Account, Session, MailedToken, SocialAccount, SignInCode, SignInFailure]),
  ],
  // Paths without parameters first: `users/me` and `users/sessions` are no `users/:id`.
  controllers: [
    AuthController,
    UserDoorsController,
    CredentialsController,
    ProfileController,
    ErasureController,
    SessionsController,
    OAuthController,
    OAuthAccountsController,
    AdminUsersController,
    AuditLogController,
    StatisticsController,
    UsersController,
  ],
  providers: [
    AccountMails,
    AccountsQueries,
    AccountsRepository,
    MailedTokensRepository,
    RegistrationService,
    VerificationService,
    PasswordService,
    ProfileService,
    ErasureService,
    IdentityInvariants,
    IdentityPersonalData,
    IdentityProcessor,
    AccessTokenStrategy,
    LiveSessions,
    LogoutService,
    Passwords,
    PasswordCheck,
    RefreshService,
    RevocationsListener,
    SessionAuthenticator,
    SessionCookie,
    SessionUse,
    SessionsRepository,
    SessionsQueries,
    SignInPace,
    SignInService,
    Tokens,
    Providers,
    OAuthJourneys,
    SocialAccountsRepository,
    SocialAccountsService,
    SocialSignInService,
    AdminUsersService,
    AuditLogQueries,
    StatisticsService,
    IdentityStatistics,
    { provide: Authenticator, useExisting: SessionAuthenticator },
    IdentityApi,
  ],
  exports: [IdentityApi, Authenticator],
})
export class IdentityModule {}
