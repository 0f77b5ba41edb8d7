import { pino, type Logger as Pino } from 'pino';
import { currentRequest } from '../context/request-context.js';
import { redact, type LogFields } from './redaction.js';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

let root: Pino = pino({ level: 'silent' });

/** Set once at start; silent until then. */
export function logTo(pinoLogger: Pino): void {
  root = pinoLogger;
}

export function rootLogger(): Pino {
  return root;
}

/** Structured lines under one name, each with request id and caller: `new Logger(Outbox.name)`. */
export class Logger {
  constructor(private readonly context: string) {}

  error(message: string, error?: unknown, facts?: LogFields): void {
    this.write('error', message, error === undefined ? facts : { ...facts, err: error });
  }

  warn(message: string, facts?: LogFields): void {
    this.write('warn', message, facts);
  }

  info(message: string, facts?: LogFields): void {
    this.write('info', message, facts);
  }

  debug(message: string, facts?: LogFields): void {
    this.write('debug', message, facts);
  }

  private write(level: LogLevel, message: string, facts: LogFields | undefined): void {
    if (!root.isLevelEnabled(level)) return;
    root[level]({ context: this.context, ...requestLogFields(), ...redact(facts) }, message);
  }
}

export function requestLogFields(): LogFields {
  const request = currentRequest();
  if (!request) return {};
  return {
    request_id: request.requestId,
    ...(request.callerId !== undefined && { user_id: request.callerId }),
  };
}
