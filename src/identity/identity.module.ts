import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Authenticator } from '../platform/auth/authenticator.js';
import { ScopedAs } from '../platform/auth/scopes.js';
import { SecretsModule } from '../platform/secrets/secrets.module.js';
import { AccountPagesController } from './account-pages/account-pages.controller.js';
import { DataPageService } from './account-pages/data-page.service.js';
import { FactorsPageService } from './account-pages/factors-page.service.js';
import { ProfilePageService } from './account-pages/profile-page.service.js';
import { SecurityPageService } from './account-pages/security-page.service.js';
import { SessionsPageService } from './account-pages/sessions-page.service.js';
import { TokensPageService } from './account-pages/tokens-page.service.js';
import { AccountCreationService } from './accounts/account-creation.service.js';
import { Account } from './accounts/account.entity.js';
import { AccountsQueries } from './accounts/accounts.queries.js';
import { AccountsRepository } from './accounts/accounts.repository.js';
import { ProfileController } from './accounts/profile.controller.js';
import { ProfileService } from './accounts/profile.service.js';
import { UsersController } from './accounts/users.controller.js';
import { AdminOverviewController } from './admin-pages/admin-overview.controller.js';
import { AdminPeopleController } from './admin-pages/admin-people.controller.js';
import { AuditPageService } from './admin-pages/audit-page.service.js';
import { OverviewPageService } from './admin-pages/overview-page.service.js';
import { UsersPageService } from './admin-pages/users-page.service.js';
import { FirstAdminService } from './administration/first-admin.service.js';
import { OperatorService } from './administration/operator.service.js';
import { RolesService } from './administration/roles.service.js';
import { AdmissionService } from './admission/admission.service.js';
import { RegistrationInvitation } from './admission/registration-invitation.entity.js';
import { RegistrationInvitations } from './admission/registration-invitations.repository.js';
import { AddressConflictsService } from './administration/address-conflicts.service.js';
import { AdminFactorsController } from './mfa/admin-factors.controller.js';
import { AdminFactorsService } from './mfa/admin-factors.service.js';
import { AdminUsersController } from './people/admin-users.controller.js';
import { AdminUsersService } from './people/admin-users.service.js';
import { AuditLogController } from './administration/audit-log.controller.js';
import { AuditLogQueries } from './administration/audit-log.queries.js';
import { StatisticsController } from './administration/statistics.controller.js';
import { StatisticsService } from './administration/statistics.service.js';
import { ApiToken } from './api-tokens/api-token.entity.js';
import { ApiTokensController } from './api-tokens/api-tokens.controller.js';
import { ApiTokensRepository } from './api-tokens/api-tokens.repository.js';
import { ApiTokensService } from './api-tokens/api-tokens.service.js';
import { CredentialsController } from './credentials/credentials.controller.js';
import { FirstProofService } from './credentials/first-proof.service.js';
import { LoginThrottle } from './credentials/login-throttle.repository.js';
import { PasswordHasher } from './credentials/password-hasher.adapter.js';
import { PasswordsService } from './credentials/passwords.service.js';
import { ReauthenticationService } from './credentials/reauthentication.service.js';
import { SignInFailure } from './credentials/sign-in-failure.entity.js';
import { ErasureController } from './erasure/erasure.controller.js';
import { ErasureProcessor } from './erasure/erasure.processor.js';
import { ErasureService } from './erasure/erasure.service.js';
import { FactorsQueries } from './factors/factors.queries.js';
import { MfaToken } from './factors/mfa-token.entity.js';
import { MfaTokensRepository } from './factors/mfa-tokens.repository.js';
import { RecoveryCode } from './factors/recovery-code.entity.js';
import { SecondFactorService } from './factors/second-factor.service.js';
import { SecondFactorsRepository } from './factors/second-factors.repository.js';
import { TotpFactor } from './factors/totp-factor.entity.js';
import { IdentityApi } from './identity.api.js';
import { IdentityInvariants } from './identity.invariants.js';
import { IdentityPersonalData } from './identity.personal-data.js';
import { IdentityStatistics } from './identity.statistics.js';
import { AccountMails } from './mails/account.mail.js';
import { MailedToken } from './mails/mailed-token.entity.js';
import { MailedTokensRepository } from './mails/mailed-tokens.repository.js';
import { MfaController } from './mfa/mfa.controller.js';
import { MfaService } from './mfa/mfa.service.js';
import { OAuthStateStore } from './oauth/oauth-state-store.adapter.js';
import { OAuthService } from './oauth/oauth.service.js';
import { StateCookies } from './oauth/state-cookies.adapter.js';
import { OidcIssuers } from './oidc/oidc-issuers.adapter.js';
import { OidcSession } from './oidc/oidc-session.entity.js';
import { OidcSessionsRepository } from './oidc/oidc-sessions.repository.js';
import { OidcController } from './oidc/oidc.controller.js';
import { OidcService } from './oidc/oidc.service.js';
import { SamlLogoutService } from './saml/saml-logout.service.js';
import { SamlMessage } from './saml/saml-message.entity.js';
import { SamlProtocol } from './saml/saml-protocol.adapter.js';
import { SamlRequest } from './saml/saml-request.entity.js';
import { SamlSession } from './saml/saml-session.entity.js';
import { SamlSignInService } from './saml/saml-sign-in.service.js';
import { SamlController } from './saml/saml.controller.js';
import { SamlRepository } from './saml/saml.repository.js';
import { AccountPagesService } from './pages/account-pages.service.js';
import { MailedLinkPageController } from './pages/mailed-link-page.controller.js';
import { SignInPageController } from './pages/sign-in-page.controller.js';
import { PasskeyChallenge } from './passkeys/passkey-challenge.entity.js';
import { PasskeyChallenges } from './passkeys/passkey-challenges.repository.js';
import { PasskeySignInController } from './passkeys/passkey-sign-in.controller.js';
import { PasskeySignInService } from './passkeys/passkey-sign-in.service.js';
import { Passkey } from './passkeys/passkey.entity.js';
import { PasskeysController } from './passkeys/passkeys.controller.js';
import { PasskeysRepository } from './passkeys/passkeys.repository.js';
import { PasskeysService } from './passkeys/passkeys.service.js';
import { Webauthn } from './passkeys/webauthn.adapter.js';
import { AccessTokenStrategy } from './session-check/access-token.strategy.js';
import { LastUsedTracker } from './session-check/last-used-tracker.repository.js';
import { SessionAuthenticator } from './session-check/session-authenticator.strategy.js';
import { SessionCache } from './session-check/session-cache.repository.js';
import { JwtTokens } from './sessions/jwt-tokens.adapter.js';
import { LogoutService } from './sessions/logout.service.js';
import { RefreshService } from './sessions/refresh.service.js';
import { RevocationsListener } from './sessions/revocations.listener.js';
import { SessionCookie } from './sessions/session-cookie.adapter.js';
import { Session } from './sessions/session.entity.js';
import { SessionOpeningService } from './sessions/session-opening.service.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsQueries } from './sessions/sessions.queries.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { AuthAliasController } from './sign-in/auth-alias.controller.js';
import { AuthController } from './sign-in/auth.controller.js';
import { MfaVerificationService } from './sign-in/mfa-verification.service.js';
import { RegistrationService } from './sign-in/registration.service.js';
import { SignInDoorsService } from './sign-in/sign-in-doors.service.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { OAuthAccountsController } from './social/oauth-accounts.controller.js';
import { OAuthController } from './social/oauth.controller.js';
import { ProviderLandingService } from './social/provider-landing.service.js';
import { ProviderStatusService } from './social/provider-status.service.js';
import { SignInCode } from './social/sign-in-code.entity.js';
import { SocialAccount } from './social/social-account.entity.js';
import { SocialAccountsRepository } from './social/social-accounts.repository.js';
import { SocialAccountsService } from './social/social-accounts.service.js';
import { SocialSignInService } from './social/social-sign-in.service.js';
import { EmailVerificationService } from './verification/email-verification.service.js';
import { VerificationController } from './verification/verification.controller.js';

/** Who people are and how they prove it. Global, because every guarded route needs its authenticator. */
@ScopedAs('identity')
@Global()
@Module({
  imports: [
    SecretsModule,
    TypeOrmModule.forFeature([
      ...[Account, Session, ApiToken, MailedToken, SocialAccount, SignInCode, SignInFailure],
      ...[TotpFactor, RecoveryCode, MfaToken, Passkey, PasskeyChallenge],
    ]),
    TypeOrmModule.forFeature([RegistrationInvitation, OidcSession, SamlRequest, SamlMessage, SamlSession]),
  ],
  // Paths without parameters first: `users/me` and `users/sessions` are no `users/:id`.
  controllers: [
    AuthController,
    AuthAliasController,
    CredentialsController,
    VerificationController,
    ProfileController,
    ErasureController,
    SessionsController,
    ApiTokensController,
    MfaController,
    PasskeysController,
    PasskeySignInController,
    OAuthController,
    OidcController,
    OAuthAccountsController,
    SamlController,
    AdminUsersController,
    AdminFactorsController,
    AuditLogController,
    StatisticsController,
    UsersController,
    SignInPageController,
    MailedLinkPageController,
    AccountPagesController,
    AdminOverviewController,
    AdminPeopleController,
  ],
  providers: [
    AccountMails,
    AccountCreationService,
    AdmissionService,
    RegistrationInvitations,
    AccountsQueries,
    AccountsRepository,
    MailedTokensRepository,
    RegistrationService,
    EmailVerificationService,
    FirstProofService,
    PasswordsService,
    ProfileService,
    ...[ProfilePageService, SecurityPageService, FactorsPageService],
    ...[SessionsPageService, TokensPageService, DataPageService],
    ...[OverviewPageService, UsersPageService, AuditPageService],
    ErasureService,
    IdentityInvariants,
    IdentityPersonalData,
    ErasureProcessor,
    AccessTokenStrategy,
    SessionCache,
    LogoutService,
    PasswordHasher,
    ReauthenticationService,
    RefreshService,
    RevocationsListener,
    SessionAuthenticator,
    SessionCookie,
    LastUsedTracker,
    SessionsRepository,
    SessionsQueries,
    ApiTokensRepository,
    ApiTokensService,
    LoginThrottle,
    SignInService,
    SignInDoorsService,
    SessionOpeningService,
    SecondFactorsRepository,
    SecondFactorService,
    MfaTokensRepository,
    MfaVerificationService,
    MfaService,
    PasskeyChallenges,
    Webauthn,
    PasskeysRepository,
    PasskeysService,
    PasskeySignInService,
    JwtTokens,
    OAuthService,
    OAuthStateStore,
    OidcIssuers,
    OidcSessionsRepository,
    OidcService,
    StateCookies,
    ProviderLandingService,
    ProviderStatusService,
    AccountPagesService,
    SocialAccountsRepository,
    SocialAccountsService,
    SocialSignInService,
    SamlProtocol,
    SamlRepository,
    SamlSignInService,
    SamlLogoutService,
    AddressConflictsService,
    AdminUsersService,
    RolesService,
    FirstAdminService,
    OperatorService,
    AdminFactorsService,
    FactorsQueries,
    AuditLogQueries,
    StatisticsService,
    IdentityStatistics,
    { provide: Authenticator, useExisting: SessionAuthenticator },
    IdentityApi,
  ],
  exports: [IdentityApi, Authenticator],
})
export class IdentityModule {}
