import { pino, stdTimeFunctions, type DestinationStream, type Logger as Pino } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { Config } from '../config/config.js';
import { serializeError } from './serialize-error.js';

export function createRootLogger(
  config: Config,
  destination: DestinationStream = standardOutput(config),
): Pino {
  return pino(
    {
      level: config.logLevel,
      base: config.isProduction ? { pid: process.pid, role: config.role } : null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: serializeError },
    },
    destination,
  );
}

let output: DestinationStream | undefined;

function standardOutput(config: Config): DestinationStream {
  if (!config.isProduction) {
    return PinoPretty({
      colorize: process.stdout.isTTY,
      sync: true,
      translateTime: 'SYS:HH:MM:ss.l',
      singleLine: true,
      ignore: 'pid,hostname,context,method,path,route,status,ip',
      messageFormat: '{if context}[{context}] {end}{msg}',
    });
  }
  if (output) return output;
  const stream = pino.destination({ fd: 1, sync: false });
  process.once('exit', () => stream.flushSync());
  return (output = stream);
}
