import { keyAndCertificate } from './certificates.js';
import { SamlPeer } from './saml-peer.js';

/** Variables that belong together; `misses`: what a production then says it lacks, by the first words. */
export interface Piece {
  env: Record<string, string>;
  misses?: string[];
}

/** What each production has. */
export const LEAST = {
  NODE_ENV: 'production',
  APP_SECRET: 'a secret for tests that is long enough',
  DATABASE_URL: 'postgres://convoke:pw@db.example.org/convoke',
};

/** What one with the least of variables says it lacks. */
export const LACKING = ['SMTP_URL', 'PUBLIC_URL', 'STRIPE_SECRET_KEY'];
const without = (name: string) => LACKING.filter((each) => each !== name);

const OWN = 'https://peer.example.org';
const SITE = 'https://book.example.org';

/** Everything that can be configured, piece by piece. */
export function productionPieces(): Record<string, Piece> {
  const { key, certificate } = keyAndCertificate('book.example.org');
  const idp = new SamlPeer({ acsUrl: `${SITE}/saml/acs`, entityId: SITE, logoutUrl: SITE }, Date.now);
  const oidc = { OIDC_CLIENT_ID: 'convoke', OIDC_CLIENT_SECRET: 'of the issuer' };
  const others = [{ key: 'acme', issuer: OWN, client_id: 'convoke', client_secret: 'of acme' }];
  return {
    'an address': { env: { HOST: '127.0.0.1', PORT: '8123' } },
    'Redis and a role': { env: { REDIS_URL: 'redis://redis.example.org:6379', ROLE: 'api' } },
    'a folder': { env: { DATA_DIR: '/srv/convoke' } },
    'a pool': { env: { DATABASE_POOL_SIZE: '40' } },
    replicas: { env: { DATABASE_REPLICA_URLS: 'postgres://convoke:pw@replica.example.org/convoke' } },
    'lifetimes of tokens': { env: { ACCESS_TOKEN_TTL: '30m', REFRESH_TOKEN_TTL: '2d' } },
    'a public address': { env: { PUBLIC_URL: SITE }, misses: without('PUBLIC_URL') },
    'a front end': { env: { FRONTEND_URL: 'https://app.example.org' } },
    'origins of others': { env: { CORS_ORIGINS: 'https://shop.example.org' } },
    'pages that frame ours': { env: { EMBED_ORIGINS: 'https://school.example.org' } },
    'a proxy': { env: { TRUST_PROXY: '1' } },
    'no limits': {
      env: { RATE_LIMITS_ENABLED: 'false' },
      misses: [...LACKING, 'RATE_LIMITS_ENABLED'],
    },
    'limits of one’s own': {
      env: {
        ...{ RATE_LIMIT_ANON: '200/hour', RATE_LIMIT_USER: '2000/hour', RATE_LIMIT_BOOKING: '20/minute' },
        ...{ RATE_LIMIT_LOGIN: '6/minute', RATE_LIMIT_REGISTRATION: '4/minute', RATE_LIMIT_UPLOAD: '9/minute' },
        ...{
          RATE_LIMIT_PASSWORD_RESET: '4/hour',
          RATE_LIMIT_DOCUMENT: '20/minute',
          RATE_LIMIT_INVITE: '9/hour',
        },
        ...{ RATE_LIMIT_CHECK_IN: '500/minute', RATE_LIMIT_PAGE: '500/hour' },
      },
    },
    'a first administrator': { env: { ADMIN_EMAIL: 'ada@example.org', ADMIN_PASSWORD: 'Correct-horse-7' } },
    'who may register and sell': { env: { REGISTRATION: 'closed', ORGANIZERS: 'approved' } },
    'proven addresses': { env: { REQUIRE_EMAIL_VERIFICATION: 'true' } },
    holds: { env: { BOOKING_HOLD: '15m', WAITLIST_HOLD: '12h', MAX_UNPAID_HOLDS: '3' } },
    'a name': { env: { SITE_NAME: 'Salon Ada', MFA_ISSUER: 'Salon Ada' } },
    'a mail server': {
      env: { SMTP_URL: 'smtp://mail.example.org' },
      misses: ['MAIL_FROM', ...without('SMTP_URL')],
    },
    'a sender of mails': { env: { MAIL_FROM: 'Salon Ada <hello@example.org>' } },
    'limits of mails': { env: { MAIL_STRANGERS_PER_DAY: '20', MAIL_PER_STRANGER_PER_DAY: '2' } },
    'text messages': {
      env: {
        ...{ TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'of twilio', TWILIO_FROM: '+12025550123' },
        ...{ TWILIO_API_URL: OWN, SMS_PER_DAY: '9' },
      },
    },
    Google: {
      env: {
        ...{ GOOGLE_CLIENT_ID: 'convoke', GOOGLE_CLIENT_SECRET: 'of google', GOOGLE_TOKEN_URL: `${OWN}/token` },
        ...{ GOOGLE_AUTHORIZATION_URL: `${OWN}/authorize`, GOOGLE_USERINFO_URL: `${OWN}/user` },
      },
    },
    GitHub: {
      env: {
        ...{ GITHUB_CLIENT_ID: 'convoke', GITHUB_CLIENT_SECRET: 'of github', GITHUB_TOKEN_URL: `${OWN}/token` },
        ...{ GITHUB_AUTHORIZATION_URL: `${OWN}/authorize`, GITHUB_USER_URL: `${OWN}/user` },
        ...{ GITHUB_EMAILS_URL: `${OWN}/emails` },
      },
    },
    'calendars of Google': {
      env: {
        ...{ GOOGLE_CALENDAR_CLIENT_ID: 'convoke', GOOGLE_CALENDAR_CLIENT_SECRET: 'of google' },
        ...{ GOOGLE_CALENDAR_AUTHORIZATION_URL: `${OWN}/authorize`, GOOGLE_CALENDAR_TOKEN_URL: `${OWN}/token` },
        ...{ GOOGLE_CALENDAR_API_URL: OWN },
      },
    },
    'calendars of Microsoft': {
      env: {
        ...{ MICROSOFT_CLIENT_ID: 'convoke', MICROSOFT_CLIENT_SECRET: 'of microsoft', MICROSOFT_API_URL: OWN },
        ...{ MICROSOFT_AUTHORIZATION_URL: `${OWN}/authorize`, MICROSOFT_TOKEN_URL: `${OWN}/token` },
      },
    },
    'an issuer': { env: { OIDC_ISSUER: OWN, OIDC_SCOPES: 'openid email', ...oidc } },
    'more issuers': { env: { OIDC_PROVIDERS: JSON.stringify(others) } },
    SAML: {
      env: {
        ...{ SAML_ENTITY_ID: SITE, SAML_IDP_METADATA: idp.metadata(), SAML_ALLOW_IDP_INITIATED: 'true' },
        ...{ SAML_SP_KEY: key, SAML_SP_CERT: certificate },
      },
    },
    'domains of single sign-on': {
      env: { SSO_DOMAINS: 'example.com,example.org', SSO_REQUIRED_DOMAINS: 'example.com' },
    },
    Stripe: {
      env: { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1', STRIPE_API_URL: OWN },
      misses: without('STRIPE_SECRET_KEY'),
    },
    'money that is none': {
      env: { PAYMENTS_SIMULATOR: 'true' },
      misses: [...without('STRIPE_SECRET_KEY'), 'PAYMENTS_SIMULATOR'],
    },
    'calendars of others': { env: { CALENDAR_SYNC_INTERVAL: '10m', WEBHOOKS_ALLOW_PRIVATE: 'true' } },
    'a bucket': {
      env: { MEDIA_URL: 's3://pictures', AWS_ACCESS_KEY_ID: 'AKTEST', AWS_SECRET_ACCESS_KEY: 'of the store' },
    },
    'times to keep': {
      env: {
        ...{ RETENTION_NOTIFICATIONS: '90d', RETENTION_AUDIT: '180d', RETENTION_PROVIDER_EVENTS: '90d' },
        ...{ RETENTION_EML: '7d' },
      },
    },
    'no HSTS': { env: { HSTS: 'off' } },
    'a token of measurements': { env: { METRICS_TOKEN: 'a token of measurements' } },
    'more lines': { env: { LOG_LEVEL: 'debug' } },
  };
}
