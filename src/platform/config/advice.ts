import type { Config } from './config.js';

/** What a production will miss, in sentences that begin with the variable. */
export function adviceFor(config: Config): string[] {
  const { env, offersStripe, simulatesPayments } = config;
  return [
    !env.SMTP_URL && `SMTP_URL is not set: mails are written to ${config.dataDir}/mail and reach nobody.`,
    env.SMTP_URL &&
      config.mailFrom.endsWith('@localhost>') &&
      'MAIL_FROM is not set: mail servers refuse what comes from no-reply@localhost.',
    !env.PUBLIC_URL && `PUBLIC_URL is not set: links in mails and pages lead to ${config.publicUrl}.`,
    env.PUBLIC_URL?.startsWith('http:') &&
      'PUBLIC_URL is not https: cookies and passwords travel in the open, and browsers keep no session.',
    !offersStripe &&
      !simulatesPayments &&
      'STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET are not set: nothing can be paid for.',
    simulatesPayments && 'PAYMENTS_SIMULATOR is on: mock and credit_card settle without money.',
    !config.rateLimitsEnabled && 'RATE_LIMITS_ENABLED is false: nobody is slowed down, whatever they try.',
  ].filter((line): line is string => Boolean(line));
}
