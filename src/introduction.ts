import type { NestExpressApplication } from '@nestjs/platform-express';
import { createDemoEvents } from './collaboration/demo-events.js';
import { createDemoAccounts } from './identity/demo-accounts.js';
import type { Config } from './platform/config/config.js';
import type { EmbeddedPostgres } from './platform/database/embedded/embedded-postgres.js';
import { createDemoSlots } from './scheduling/demo-slots.js';

/** What a newcomer sees: where things are, who may sign in, and what runs inside this process. */
export async function introduce(
  app: NestExpressApplication,
  config: Config,
  embedded: EmbeddedPostgres | undefined,
  say: (line: string) => void,
): Promise<void> {
  if (!config.servesHttp) return say(`Convoke worker: jobs and the outbox relay run; health on port ${config.port}.`);
  const here = config.publicUrl;
  const lines = [
    '',
    'Convoke is ready.',
    `  API      ${here}/api/v1`,
    `  Docs     ${here}/api/docs`,
    `  Sockets  ${here}/ws/calendar and /ws/events`,
  ];
  if (config.env.NODE_ENV === 'development') {
    const logins = await createDemoAccounts(app);
    await createDemoSlots(app);
    await createDemoEvents(app);
    lines.push(
      ...logins.map(
        ({ username, password, role }, n) => `  ${n ? '        ' : 'Sign in '} ${username} / ${password}  (${role})`,
      ),
    );
  }
  lines.push(
    `  Database ${embedded ? `embedded PostgreSQL in ${config.dataDir}` : 'as DATABASE_URL says'}`,
    `  Jobs     ${config.redisUrl ? 'Bull on Redis' : 'embedded, on the same PostgreSQL'}`,
    `  Mails    ${config.smtpUrl ? 'by SMTP' : `as files in ${config.dataDir}/mail`}`,
    '',
  );
  lines.forEach(say);
}
