import { pino, type Logger as Pino } from 'pino';
import { currentRequest } from '../context/request-context.js';
import { redact, type LogFields } from './redaction.js';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

let root: Pino = pino({ level: 'silent' });

/** Where all lines of this process go; set once at start, silent until then. */
export function logTo(pinoLogger: Pino): void {
  root = pinoLogger;
}

/** The process' pino, for what writes lines of its own shape. */
export function rootLogger(): Pino {
  return root;
}

/** Structured lines under one name, each with the request's id and caller. `new Logger(Outbox.name)`; no injection needed. */
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

/** Which request, and whose, a line belongs to. */
export function requestLogFields(): LogFields {
  const request = currentRequest();
  if (!request) return {};
  return {
    request_id: request.requestId,
    ...(request.callerId !== undefined && { user_id: request.callerId }),
  };
}
