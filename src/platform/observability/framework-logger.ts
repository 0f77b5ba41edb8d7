import { Injectable, type LoggerService } from '@nestjs/common';
import { isTold } from '../outages/outage.js';
import { requestLogFields, rootLogger, type LogLevel } from './logger.js';

const ROUTINE = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
  'WebSocketsController',
]);

@Injectable()
export class FrameworkLogger implements LoggerService {
  log = (message: unknown, ...rest: unknown[]) =>
    this.write(ROUTINE.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  warn = (message: unknown, ...rest: unknown[]) => this.write('warn', message, rest);
  debug = (message: unknown, ...rest: unknown[]) => this.write('debug', message, rest);
  verbose = (message: unknown, ...rest: unknown[]) => this.write('trace', message, rest);
  error = (message: unknown, ...rest: unknown[]) => this.write('error', message, rest);
  fatal = (message: unknown, ...rest: unknown[]) => this.write('fatal', message, rest);

  /** Nest puts the context last; in front of it an error, its stack, or further messages. */
  private write(wanted: LogLevel, message: unknown, rest: unknown[]): void {
    const root = rootLogger();
    const err = [message, ...rest].find((part) => part instanceof Error);
    const level = isTold(err) ? 'debug' : wanted;
    if (!root.isLevelEnabled(level)) return;
    const context = rest.length > 0 && typeof rest.at(-1) === 'string' ? rest.pop() : undefined;
    const stack = err ? undefined : rest.find((part) => typeof part === 'string');
    root[level](
      {
        context,
        ...requestLogFields(),
        ...(err !== undefined && { err }),
        ...(stack !== undefined && { stack }),
      },
      textOf(message),
    );
  }
}

function textOf(message: unknown): string {
  if (message instanceof Error) return message.message;
  return typeof message === 'string' ? message : JSON.stringify(message);
}
