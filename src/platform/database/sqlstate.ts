/** PostgreSQL's error codes that this product acts on (appendix A of its manual). */
export const SqlState = {
  uniqueViolation: '23505',
  foreignKeyViolation: '23503',
  checkViolation: '23514',
  exclusionViolation: '23P01',
  serializationFailure: '40001',
  deadlockDetected: '40P01',
  lockNotAvailable: '55P03',
  queryCanceled: '57014',
  adminShutdown: '57P01',
  crashShutdown: '57P02',
  diskFull: '53100',
  cannotConnectNow: '57P03',
  tooManyConnections: '53300',
} as const;

const RETRIED: ReadonlySet<string> = new Set([SqlState.serializationFailure, SqlState.deadlockDetected]);

const UNAVAILABLE: ReadonlySet<string> = new Set([
  SqlState.adminShutdown,
  SqlState.crashShutdown,
  SqlState.cannotConnectNow,
  SqlState.tooManyConnections,
  SqlState.queryCanceled,
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
]);

/** What pg and TypeORM say, without a code, of a connection that is lost or cannot be had. */
const UNAVAILABLE_MESSAGES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
  'Query read timeout',
  'Client was closed',
  'Query runner already released',
  'Database connection provided by a query runner was already released',
  'Cannot use a pool after calling end',
];

/** Values that a column cannot hold: too long, out of range, no such day, a null character. */
const DATA: ReadonlySet<string> = new Set(['22001', '22003', '22007', '22008', '22021', '22P02', '22P05']);

/** Of PostgreSQL, or of the folder that pictures and mails are written to. */
const FULL: ReadonlySet<string> = new Set([SqlState.diskFull, 'ENOSPC', 'EDQUOT']);

interface PostgresFault {
  code?: string;
  constraint?: string;
  syscall?: string;
  message?: string;
  driverError?: PostgresFault;
}

function faultOf(error: unknown): PostgresFault {
  const fault = (error ?? {}) as PostgresFault;
  return fault.driverError ?? fault;
}

export function violates(error: unknown, constraint: string): boolean {
  return faultOf(error).constraint === constraint;
}

export function isRetryable(error: unknown): boolean {
  return RETRIED.has(faultOf(error).code ?? '');
}

export function isDataError(error: unknown): boolean {
  return DATA.has(faultOf(error).code ?? '');
}

export function isDiskFull(error: unknown): boolean {
  return FULL.has(faultOf(error).code ?? '');
}

/** True when the database is away, full or too slow, whoever's statement noticed. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const { code = '', message = '', syscall } = faultOf(error);
  return (
    syscall === 'connect' ||
    UNAVAILABLE.has(code) ||
    code.startsWith('08') ||
    UNAVAILABLE_MESSAGES.some((known) => message.startsWith(known))
  );
}

/** True when it is not known how far the connection got: it must not be used again. */
export function breaksConnection(error: unknown): boolean {
  return isDatabaseUnavailable(error) && faultOf(error).code !== SqlState.queryCanceled;
}
