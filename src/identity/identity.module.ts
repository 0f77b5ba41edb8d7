import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Authenticator } from '../platform/auth/authenticator.js';
import { SecretsModule } from '../platform/secrets/secrets.module.js';
import { AccountMails } from './mails/account.mail.js';
import { Account } from './accounts/account.entity.js';
import { AccountsQueries } from './accounts/accounts.queries.js';
import { AccountsRepository } from './accounts/accounts.repository.js';
import { CredentialsController } from './credentials/credentials.controller.js';
import { ErasureController } from './erasure/erasure.controller.js';
import { ErasureService } from './erasure/erasure.service.js';
import { IdentityPersonalData } from './identity.personal-data.js';
import { MailedToken } from './mails/mailed-token.entity.js';
import { MailedTokensRepository } from './mails/mailed-tokens.repository.js';
import { PasswordsService } from './credentials/passwords.service.js';
import { ProfileController } from './accounts/profile.controller.js';
import { ProfileService } from './accounts/profile.service.js';
import { RegistrationService } from './sign-in/registration.service.js';
import { UsersController } from './accounts/users.controller.js';
import { EmailVerificationService } from './credentials/email-verification.service.js';
import { AdminUsersController } from './administration/admin-users.controller.js';
import { AdminUsersService } from './administration/admin-users.service.js';
import { AuditLogController } from './administration/audit-log.controller.js';
import { AuditLogQueries } from './administration/audit-log.queries.js';
import { IdentityStatistics } from './identity.statistics.js';
import { StatisticsController } from './administration/statistics.controller.js';
import { StatisticsService } from './administration/statistics.service.js';
import { IdentityApi } from './identity.api.js';
import { IdentityInvariants } from './identity.invariants.js';
import { ErasureProcessor } from './erasure/erasure.processor.js';
import { AccessTokenStrategy } from './session-check/access-token.strategy.js';
import { AuthController } from './sign-in/auth.controller.js';
import { SessionCache } from './session-check/session-cache.repository.js';
import { LogoutService } from './sessions/logout.service.js';
import { PasswordCheckService } from './credentials/password-check.service.js';
import { PasswordHasher } from './credentials/password-hasher.adapter.js';
import { RefreshService } from './sessions/refresh.service.js';
import { RevocationsListener } from './sessions/revocations.listener.js';
import { SessionAuthenticator } from './session-check/session-authenticator.strategy.js';
import { SessionCookie } from './sessions/session-cookie.adapter.js';
import { LastUsedTracker } from './session-check/last-used-tracker.repository.js';
import { Session } from './sessions/session.entity.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsQueries } from './sessions/sessions.queries.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SignInFailure } from './credentials/sign-in-failure.entity.js';
import { LoginThrottle } from './credentials/login-throttle.repository.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { JwtTokens } from './sessions/jwt-tokens.adapter.js';
import { AuthAliasController } from './sign-in/auth-alias.controller.js';
import { OAuthAccountsController } from './social/oauth-accounts.controller.js';
import { OAuthController } from './social/oauth.controller.js';
import { OAuthService } from './oauth/oauth.service.js';
import { SignInCode } from './social/sign-in-code.entity.js';
import { SocialAccount } from './social/social-account.entity.js';
import { SocialAccountsRepository } from './social/social-accounts.repository.js';
import { SocialAccountsService } from './social/social-accounts.service.js';
import { SocialSignInService } from './social/social-sign-in.service.js';
import { OAuthStateStore } from './oauth/oauth-state-store.adapter.js';

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
    AuthAliasController,
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
    EmailVerificationService,
    PasswordsService,
    ProfileService,
    ErasureService,
    IdentityInvariants,
    IdentityPersonalData,
    ErasureProcessor,
    AccessTokenStrategy,
    SessionCache,
    LogoutService,
    PasswordHasher,
    PasswordCheckService,
    RefreshService,
    RevocationsListener,
    SessionAuthenticator,
    SessionCookie,
    LastUsedTracker,
    SessionsRepository,
    SessionsQueries,
    LoginThrottle,
    SignInService,
    JwtTokens,
    OAuthService,
    OAuthStateStore,
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
