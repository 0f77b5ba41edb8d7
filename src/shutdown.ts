import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from './platform/config/config.js';
import type { EmbeddedPostgres } from './platform/database/embedded/embedded-postgres.js';
import type { LifeLog } from './platform/observability/life-log.js';
import { Readiness } from './platform/monitoring/readiness.js';

const STOP_TIMEOUT_MS = 9_500;
/** Under npm, one Ctrl-C arrives twice: from the terminal, and passed on by npm. */
const SAME_SIGNAL_MS = 1_000;

/** Drains and closes on Ctrl-C and SIGTERM; a second signal ends at once. */
export function stopOnSignals(
  app: NestExpressApplication,
  config: Config,
  log: Pick<LifeLog, 'stopped'>,
  embedded?: EmbeddedPostgres,
): void {
  let stoppingSince: number | undefined;
  const stop = async (signal: NodeJS.Signals) => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    try {
      await app.get(Readiness).drain(app.getHttpServer(), config.isProduction || config.role !== 'all');
      await app.close();
    } finally {
      await embedded?.stop();
      log.stopped(signal, performance.now() - stoppingSince);
    }
    process.exit(signal === 'SIGINT' ? 130 : 0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
}
