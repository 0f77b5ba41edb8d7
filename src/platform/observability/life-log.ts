import type { Config } from '../config/config.js';
import { productVersion } from '../config/versions.js';
import { Logger, logTo } from './logger.js';
import { createRootLogger } from './root-logger.js';

export interface LifeLog {
  say(line: string): void;
  warn(line: string): void;
  /** Production has one line of its own where others have `banner`. */
  started(banner: () => void): void;
  stopped(signal: string, milliseconds: number): void;
}

/** What is said of a process's life: in production as JSON like every other line, else for people. */
export function lifeLog(config: Config): LifeLog {
  const life = { version: productVersion, role: config.role, port: config.port };
  const duration = (milliseconds: number) => ({ duration_ms: Math.round(milliseconds) });
  if (!config.isProduction) {
    const say = (line: string) => void process.stdout.write(`${line}\n`);
    return { say, warn: say, started: (banner) => banner(), stopped: () => undefined };
  }
  logTo(createRootLogger(config));
  const logger = new Logger('Convoke');
  return {
    say: (line) => logger.info(line),
    warn: (line) => logger.warn(line),
    started: () => logger.info('Convoke is ready', { ...life, ...duration(performance.now()) }),
    stopped: (signal, milliseconds) =>
      logger.info('Convoke has stopped', { ...life, signal, ...duration(milliseconds) }),
  };
}
