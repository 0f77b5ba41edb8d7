import { createPrivateKey, X509Certificate } from 'node:crypto';
import { resolve } from 'node:path';
import { withoutEndingSlashes } from '../../shared/texts.js';
import type { Rate, SamlMetadataSource } from './env-parsers.js';
import { envSchema, type Env } from './env-schema.js';
import type { MediaBucketConfig } from './media-url.js';
import { canonicalIssuer, type OidcProvider } from './oidc-providers.js';

export type { OidcProvider };

/** The start was refused: `problems` names every bad variable, one line each. */
export class ConfigError extends Error {
  readonly expected = true;

  constructor(readonly problems: string[]) {
    super(`Convoke cannot start. Please correct:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

export interface OAuthClient {
  clientId: string;
  clientSecret: string;
  authorizationUrl: string;
  tokenUrl: string;
  userUrl: string;
  emailsUrl: string;
}

/** Configured only where it has a name, and the identity provider's metadata. */
export interface SamlClient {
  entityId: string;
  metadata: SamlMetadataSource;
  /** PEM; signs what is asked, and reads what is encrypted. */
  keyPair: { key: string; certificate: string } | null;
  allowsIdpInitiated: boolean;
}

/** Whoever sends text messages; configured only where it has an account and a sender. */
export interface TwilioClient {
  accountSid: string;
  authToken: string;
  /** A number, or a messaging service (`MG…`). */
  from: string;
  apiUrl: string;
}

/** A provider of calendars; configured only where both id and secret are set. */
export interface CalendarClient {
  clientId: string;
  clientSecret: string;
  authorizationUrl: string;
  tokenUrl: string;
  apiUrl: string;
}

/** The configuration, typed, read once at start. Durations are milliseconds. */
export class Config {
  constructor(readonly env: Env) {}

  readonly isProduction = this.env.NODE_ENV === 'production';
  /** Who tries the product shows it to nobody else unasked. */
  readonly host = this.env.HOST || (this.env.NODE_ENV === 'development' ? '127.0.0.1' : '0.0.0.0');
  /** A browser takes the prefix from this very host alone: no neighbour under the same domain can set it. */
  readonly sessionCookie = this.isProduction ? '__Host-sessionid' : 'sessionid';
  readonly hsts = this.isProduction && this.env.HSTS === 'on';
  readonly port = this.env.PORT;
  readonly role = this.env.ROLE;
  readonly servesHttp = this.role !== 'worker';
  readonly runsJobs = this.role !== 'api';
  readonly dataDir = resolve(this.env.DATA_DIR);
  readonly redisUrl = this.env.REDIS_URL;
  readonly poolSize = this.env.DATABASE_POOL_SIZE;
  readonly frontendUrl = withoutEndingSlashes(
    this.env.FRONTEND_URL ?? this.env.PUBLIC_URL ?? `http://localhost:${this.env.PORT}`,
  );
  readonly publicUrl = withoutEndingSlashes(this.env.PUBLIC_URL ?? `http://localhost:${this.env.PORT}`);
  readonly corsOrigins = [...new Set([...this.env.CORS_ORIGINS, new URL(this.frontendUrl).origin])];
  /** Whose pages may frame those that strangers book on; nobody's by default. */
  readonly embedOrigins = this.env.EMBED_ORIGINS;
  readonly rateLimitsEnabled = this.env.RATE_LIMITS_ENABLED;
  readonly rates = {
    anon: this.env.RATE_LIMIT_ANON,
    user: this.env.RATE_LIMIT_USER,
    booking: this.env.RATE_LIMIT_BOOKING,
    login: this.env.RATE_LIMIT_LOGIN,
    registration: this.env.RATE_LIMIT_REGISTRATION,
    password_reset: this.env.RATE_LIMIT_PASSWORD_RESET,
    document: this.env.RATE_LIMIT_DOCUMENT,
    upload: this.env.RATE_LIMIT_UPLOAD,
    invite: this.env.RATE_LIMIT_INVITE,
    check_in: this.env.RATE_LIMIT_CHECK_IN,
    page: this.env.RATE_LIMIT_PAGE,
  } satisfies Record<string, Rate>;
  readonly accessTokenTtl = this.env.ACCESS_TOKEN_TTL;
  readonly refreshTokenTtl = this.env.REFRESH_TOKEN_TTL;
  readonly requireEmailVerification = this.env.REQUIRE_EMAIL_VERIFICATION;
  readonly bookingHold = this.env.BOOKING_HOLD;
  readonly maxUnpaidHolds = this.env.MAX_UNPAID_HOLDS;
  readonly waitlistHold = this.env.WAITLIST_HOLD;
  readonly registration = this.env.REGISTRATION;
  readonly approvesOrganizers = this.env.ORGANIZERS === 'approved';
  /** Made at a start that finds no administrator. */
  readonly firstAdmin = firstAdmin(this.env);
  readonly siteName = this.env.SITE_NAME;
  readonly oidcProviders = oidcProvidersOf(this.env);
  readonly ssoDomains = this.env.SSO_DOMAINS;
  readonly ssoRequiredDomains = this.env.SSO_REQUIRED_DOMAINS;
  readonly mfaIssuer = this.env.MFA_ISSUER;
  readonly offersStripe = this.env.STRIPE_SECRET_KEY !== '' && this.env.STRIPE_WEBHOOK_SECRET !== '';
  readonly simulatesPayments = !this.isProduction || this.env.PAYMENTS_SIMULATOR;
  readonly calendarSyncInterval = this.env.CALENDAR_SYNC_INTERVAL;
  readonly allowsPrivateAddresses = this.env.WEBHOOKS_ALLOW_PRIVATE;
  readonly smtpUrl = this.env.SMTP_URL;
  readonly mailFrom = this.env.MAIL_FROM;
  readonly retention = {
    notifications: this.env.RETENTION_NOTIFICATIONS,
    audit: this.env.RETENTION_AUDIT,
    providerEvents: this.env.RETENTION_PROVIDER_EVENTS,
    eml: this.env.RETENTION_EML,
  };
  /** Undefined: pictures are kept in DATA_DIR. */
  readonly mediaBucket = mediaBucket(this.env);
  readonly metricsToken = this.env.METRICS_TOKEN;
  readonly mailStrangersPerDay = this.env.MAIL_STRANGERS_PER_DAY;
  readonly mailPerStrangerPerDay = this.env.MAIL_PER_STRANGER_PER_DAY;
  readonly twilio = twilioClient(this.env);
  readonly smsPerDay = this.env.SMS_PER_DAY;
  readonly logLevel = this.env.LOG_LEVEL;

  /** Set by the start where the embedded server or the generated secret stands in for the variable. */
  databaseUrl = this.env.DATABASE_URL ?? '';
  appSecret = this.env.APP_SECRET ?? '';

  readonly trustProxy: false | number | string = /^\d+$/.test(this.env.TRUST_PROXY)
    ? Number(this.env.TRUST_PROXY)
    : this.env.TRUST_PROXY !== 'false' && this.env.TRUST_PROXY;

  readonly google = clientOf(this.env.GOOGLE_CLIENT_ID, this.env.GOOGLE_CLIENT_SECRET, {
    authorizationUrl: this.env.GOOGLE_AUTHORIZATION_URL!,
    tokenUrl: this.env.GOOGLE_TOKEN_URL!,
    userUrl: this.env.GOOGLE_USERINFO_URL!,
    emailsUrl: '',
  });
  readonly github = clientOf(this.env.GITHUB_CLIENT_ID, this.env.GITHUB_CLIENT_SECRET, {
    authorizationUrl: this.env.GITHUB_AUTHORIZATION_URL!,
    tokenUrl: this.env.GITHUB_TOKEN_URL!,
    userUrl: this.env.GITHUB_USER_URL!,
    emailsUrl: this.env.GITHUB_EMAILS_URL!,
  });
  readonly googleCalendar = clientOf(
    this.env.GOOGLE_CALENDAR_CLIENT_ID,
    this.env.GOOGLE_CALENDAR_CLIENT_SECRET,
    {
      authorizationUrl: this.env.GOOGLE_CALENDAR_AUTHORIZATION_URL!,
      tokenUrl: this.env.GOOGLE_CALENDAR_TOKEN_URL!,
      apiUrl: withoutEndingSlashes(this.env.GOOGLE_CALENDAR_API_URL!),
    },
  );
  readonly microsoftCalendar = clientOf(this.env.MICROSOFT_CLIENT_ID, this.env.MICROSOFT_CLIENT_SECRET, {
    authorizationUrl: this.env.MICROSOFT_AUTHORIZATION_URL!,
    tokenUrl: this.env.MICROSOFT_TOKEN_URL!,
    apiUrl: withoutEndingSlashes(this.env.MICROSOFT_API_URL!),
  });
  readonly saml = samlClient(this.env);
}

const PAIRS = [
  ['ADMIN_EMAIL', 'ADMIN_PASSWORD'],
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  ['GOOGLE_CALENDAR_CLIENT_ID', 'GOOGLE_CALENDAR_CLIENT_SECRET'],
  ['MICROSOFT_CLIENT_ID', 'MICROSOFT_CLIENT_SECRET'],
  ['SAML_ENTITY_ID', 'SAML_IDP_METADATA'],
  ['SAML_SP_KEY', 'SAML_SP_CERT'],
  ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
  ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
] as const satisfies readonly (readonly [keyof Env, keyof Env])[];

/** Reads and checks all variables of `env`; throws `ConfigError` that names every bad one. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, parser] of Object.entries(envSchema)) {
    try {
      values[name] = parser.parse(env[name]);
    } catch (error) {
      problems.push(`${name} must be ${(error as Error).message}`);
    }
  }
  const read = values as Env;
  if (read.NODE_ENV === 'production') {
    if (!read.APP_SECRET) problems.push('APP_SECRET must be set in production (at least 32 bytes)');
    if (!read.DATABASE_URL) problems.push('DATABASE_URL must be set in production');
  }
  if (read.ROLE === 'api' || read.ROLE === 'worker') {
    if (!read.REDIS_URL) problems.push(`REDIS_URL must be set when ROLE is ${read.ROLE}`);
    if (!read.DATABASE_URL) problems.push(`DATABASE_URL must be set when ROLE is ${read.ROLE}`);
  }
  for (const [one, other] of PAIRS) {
    const areRead = one in values && other in values;
    if (areRead && Boolean(read[one]) !== Boolean(read[other]))
      problems.push(`${read[one] ? other : one} must be set too where ${read[one] ? one : other} is`);
  }
  if (read.MEDIA_URL && !read.AWS_ACCESS_KEY_ID && !read.AWS_SECRET_ACCESS_KEY)
    problems.push('AWS_ACCESS_KEY_ID must be set, and AWS_SECRET_ACCESS_KEY, where MEDIA_URL is');
  const oidc = [read.OIDC_ISSUER, read.OIDC_CLIENT_ID, read.OIDC_CLIENT_SECRET].filter(Boolean);
  if (oidc.length === 1 || oidc.length === 2)
    problems.push('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together');
  const twilio = [read.TWILIO_ACCOUNT_SID, read.TWILIO_AUTH_TOKEN, read.TWILIO_FROM].filter(Boolean);
  if (twilio.length === 1 || twilio.length === 2)
    problems.push('TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM must be set together');
  if (read.NODE_ENV === 'production')
    for (const { key, issuer } of oidcProvidersOf(read))
      if (!issuer.startsWith('https:'))
        problems.push(`the issuer ${key} must be reached by https in production`);
  if (read.SAML_SP_KEY && read.SAML_SP_CERT && !isPair(read.SAML_SP_KEY, read.SAML_SP_CERT))
    problems.push('SAML_SP_CERT must be the certificate of SAML_SP_KEY');
  if (problems.length > 0) throw new ConfigError([...new Set(problems)]);
  return new Config(read);
}

function oidcProvidersOf(env: Env): OidcProvider[] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  const others = env.OIDC_PROVIDERS ?? [];
  if (!issuer || !clientId || !clientSecret) return others;
  const own = {
    key: 'oidc',
    name: new URL(issuer).host,
    issuer: canonicalIssuer(issuer),
    clientId,
    clientSecret,
  };
  return [{ ...own, scopes: env.OIDC_SCOPES }, ...others];
}

function firstAdmin({ ADMIN_EMAIL: email, ADMIN_PASSWORD: password }: Env) {
  return email && password ? { email, password } : undefined;
}

function clientOf<Urls>(clientId: string, clientSecret: string, urls: Urls) {
  return clientId && clientSecret ? { clientId, clientSecret, ...urls } : undefined;
}

function mediaBucket(env: Env): MediaBucketConfig | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  return env.MEDIA_URL && { ...env.MEDIA_URL, accessKeyId, secretAccessKey };
}

function twilioClient(env: Env): TwilioClient | undefined {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from } = env;
  if (!accountSid || !authToken || !from) return undefined;
  return { accountSid, authToken, from, apiUrl: withoutEndingSlashes(env.TWILIO_API_URL!) };
}

function samlClient(env: Env): SamlClient | undefined {
  if (!env.SAML_ENTITY_ID || !env.SAML_IDP_METADATA) return undefined;
  const { SAML_SP_KEY: key, SAML_SP_CERT: certificate } = env;
  return {
    entityId: env.SAML_ENTITY_ID,
    metadata: env.SAML_IDP_METADATA,
    keyPair: key && certificate ? { key, certificate } : null,
    allowsIdpInitiated: env.SAML_ALLOW_IDP_INITIATED,
  };
}

function isPair(key: string, certificate: string): boolean {
  return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
}
