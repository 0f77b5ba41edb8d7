import type { DemoLogin } from './identity/identity.demo.js';
import type { Config } from './platform/config/config.js';
import type { EmbeddedPostgres } from './platform/database/embedded/embedded-postgres.js';
import { socketPaths } from './realtime/realtime.api.js';

/** Says where things are, who may sign in, and what runs inside this process. */
export function printStartupBanner(
  config: Config,
  embedded: EmbeddedPostgres | undefined,
  logins: DemoLogin[],
  say: (line: string) => void,
): void {
  if (!config.servesHttp)
    return say(`Convoke worker: jobs and the outbox relay run; health on port ${config.port}.`);
  const here = config.publicUrl;
  const lines = [
    '',
    `Convoke is ready: ${here}`,
    `  API      ${here}/api/v1`,
    `  Docs     ${here}/api/docs`,
    `  Open to  ${openTo(config.host)}`,
    `  Sockets  ${here}${socketPaths.join(', ')}`,
    ...logins.map(
      ({ username, password, role }, n) =>
        `  ${n ? '        ' : 'Sign in '} ${username} / ${password}  (${role}, from this machine only)`,
    ),
    `  Database ${embedded ? `embedded PostgreSQL in ${config.dataDir}` : 'as DATABASE_URL says'}`,
    `  Jobs     ${config.redisUrl ? 'Bull on Redis' : 'embedded, on the same PostgreSQL'}`,
    `  Payments ${paymentMethods(config)}`,
    `  Mails    ${config.smtpUrl ? 'by SMTP' : `as files in ${config.dataDir}/mail`}`,
    '',
  ];
  lines.forEach(say);
}

function paymentMethods({ offersStripe, simulatesPayments }: Config): string {
  const offered = [
    ...(offersStripe ? ['stripe'] : []),
    ...(simulatesPayments ? ['mock and credit_card (no money moves)'] : []),
  ];
  return offered.join(', ') || 'none: set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET';
}

function openTo(host: string): string {
  const isLoopback = host === 'localhost' || host === '::1' || host.startsWith('127.');
  return isLoopback ? 'this machine alone; HOST=0.0.0.0 opens it to others' : `others, on ${host}`;
}
