import type { Config } from './platform/config/config.js';

interface Failure {
  port?: number;
  code?: string;
  expected?: boolean;
  message?: string;
  syscall?: string;
  errors?: Failure[];
}

/** One line with what to do for expected failures, else the error with its trace. */
export function startFailure(error: unknown, config?: Config): string {
  const failure = error as Failure;
  if (failure.expected) return failure.message ?? '';
  return (config && known(failure, config)) ?? (error as Error).stack ?? String(error);
}

function known(failure: Failure, config: Config): string | undefined {
  const { host, port, dataDir } = config;
  // Where a name has several addresses, all of them failed.
  const { code, syscall, port: askedPort } = failure.errors?.[0] ?? failure;
  const database = config.env.DATABASE_URL && new URL(config.env.DATABASE_URL).host;
  const redis = config.redisUrl && new URL(config.redisUrl);
  if (redis && askedPort === Number(redis.port || 6379))
    return `REDIS_URL names ${redis.host}, where no Redis answers (${code}).`;
  switch (code) {
    case 'EADDRINUSE':
      return `PORT ${port} is in use already: stop what listens there, or start with another PORT.`;
    case 'EADDRNOTAVAIL':
      return `HOST ${host} is no address of this machine.`;
    case 'EACCES':
    case 'EPERM':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EROFS':
      return syscall === 'listen'
        ? `PORT ${port} may not be opened by this user: start with another PORT.`
        : `DATA_DIR ${dataDir} cannot be written by this user: make it so, or start with another DATA_DIR.`;
    case 'ENOSPC':
    case '53100':
      return `The disk of ${database || `DATA_DIR ${dataDir}`} is full: make room, and start again.`;
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
      return database && `DATABASE_URL names ${database}, where no PostgreSQL answers (${code}).`;
    case '28000':
      if (/no encryption|SSL off/.test(failure.message ?? ''))
        return `PostgreSQL at ${database} wants an encrypted connection: add ?sslmode=require to DATABASE_URL.`;
      return `DATABASE_URL names a user that PostgreSQL at ${database} refuses.`;
    case '28P01':
      return `DATABASE_URL names a user or a password that PostgreSQL at ${database} refuses.`;
    case '3D000':
      return `DATABASE_URL names a database that PostgreSQL at ${database} does not have.`;
    case '42501':
      return (
        `DATABASE_URL's user may not change what belongs to Convoke at ${database}: ` +
        'let it own the database, or GRANT CREATE ON DATABASE and ON SCHEMA public TO it.'
      );
    case '53300':
      return `PostgreSQL at ${database} has no connection left: raise max_connections, or stop others.`;
    default:
      return encryptionFailure(code, failure.message, database);
  }
}

const CERTIFICATE = /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_)/;

function encryptionFailure(code = '', message = '', database = ''): string | undefined {
  if (message.includes('does not support SSL'))
    return `PostgreSQL at ${database} takes no encrypted connection: take sslmode out of DATABASE_URL.`;
  if (!CERTIFICATE.test(code)) return undefined;
  return (
    `The certificate of PostgreSQL at ${database} is not trusted (${code}): ` +
    'name its authority by NODE_EXTRA_CA_CERTS, or by sslrootcert in DATABASE_URL.'
  );
}
