import { pino, type Logger as Pino } from 'pino';
import { currentRequest } from '../context/request-context.js';
import { isTold } from '../outages/outage.js';
import { redact, type LogFields } from './redaction.js';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

let root: Pino = pino({ level: 'silent' });

export function logTo(pinoLogger: Pino): void {
  root = pinoLogger;
}

export function rootLogger(): Pino {
  return root;
}

/** Structured lines under one name, each with request id and caller. What comes of an outage is told once. */
export class Logger {
  constructor(private readonly context: string) {}

  error(message: string, error?: unknown, fields?: LogFields): void {
    const level = isTold(error) ? 'debug' : 'error';
    this.write(level, message, error === undefined ? fields : { ...fields, err: error });
  }

  warn(message: string, fields?: LogFields): void {
    const { reason } = fields ?? {};
    if (!(reason instanceof Error)) return this.write('warn', message, fields);
    this.write(isTold(reason) ? 'debug' : 'warn', message, { ...fields, reason: reason.message });
  }

  info(message: string, fields?: LogFields): void {
    this.write('info', message, fields);
  }

  debug(message: string, fields?: LogFields): void {
    this.write('debug', message, fields);
  }

  private write(level: LogLevel, message: string, fields: LogFields | undefined): void {
    if (!root.isLevelEnabled(level)) return;
    root[level]({ context: this.context, ...requestLogFields(), ...redact(fields) }, message);
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
