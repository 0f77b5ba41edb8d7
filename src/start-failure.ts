import type { Config } from './platform/config/config.js';

interface Failure {
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
  const { code, syscall } = failure.errors?.[0] ?? failure;
  const database = config.env.DATABASE_URL && new URL(config.env.DATABASE_URL).host;
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
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
      return database && `DATABASE_URL names ${database}, where no PostgreSQL answers (${code}).`;
    case '28P01':
    case '28000':
      return `DATABASE_URL names a user or a password that PostgreSQL at ${database} refuses.`;
    case '3D000':
      return `DATABASE_URL names a database that PostgreSQL at ${database} does not have.`;
    default:
      return undefined;
  }
}
