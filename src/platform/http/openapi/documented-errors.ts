import { ERROR_CODES, STATUS_OF } from '../errors/error-codes.js';
import type { DocumentedError } from './operation.js';
import type { DocumentedRoute } from './documented-routes.js';

export interface DocumentedCode {
  status: number;
  code: string;
  meaning: string;
}

type PlatformCode = keyof typeof ERROR_CODES;

/** What the shape of an operation tells about how it may be refused. */
export interface OperationShape {
  hasPathParameters: boolean;
  hasInput: boolean;
  hasBody: boolean;
  takesFiles: boolean;
  isUnsafe: boolean;
}

export function documentedCodesOf(
  route: DocumentedRoute,
  shape: OperationShape,
): Map<number, DocumentedCode[]> {
  const codes = [
    ...general(route, shape).map(platformCode),
    ...(route.operation?.errors ?? []).map(describeError),
  ];
  const byStatus = new Map<number, DocumentedCode[]>();
  for (const one of codes.sort((a, b) => a.status - b.status || a.code.localeCompare(b.code))) {
    const known = byStatus.get(one.status) ?? [];
    if (!known.some(({ code }) => code === one.code)) byStatus.set(one.status, [...known, one]);
  }
  return byStatus;
}

function general(
  { access, isIdempotent, isUnlimited }: DocumentedRoute,
  shape: OperationShape,
): PlatformCode[] {
  const knowsCaller = access.level === 'user' || access.level === 'admin';
  return [
    ...when(shape.hasInput, 'VALIDATION_ERROR'),
    ...when(shape.hasBody || shape.isUnsafe, 'UNKNOWN_FIELD'),
    ...when(shape.hasBody, 'MALFORMED_BODY', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'),
    ...when(shape.takesFiles, 'BAD_REQUEST'),
    ...when(!access.ignoresCredentials, 'NOT_AUTHENTICATED'),
    ...when(access.level === 'admin', 'FORBIDDEN'),
    ...when(knowsCaller, access.sessionOnly ? 'SESSION_REQUIRED' : 'SCOPE_REQUIRED'),
    ...when(knowsCaller && shape.isUnsafe, 'CSRF_FAILED'),
    ...when(shape.hasPathParameters, 'BAD_REQUEST', 'NOT_FOUND'),
    ...when(isIdempotent, 'INVALID_IDEMPOTENCY_KEY', 'IDEMPOTENCY_IN_PROGRESS', 'IDEMPOTENCY_KEY_REUSED'),
    ...when(!isUnlimited, 'RATE_LIMIT_EXCEEDED'),
    'INTERNAL_ERROR',
    'SERVICE_UNAVAILABLE',
  ];
}

const when = (condition: boolean | undefined, ...codes: PlatformCode[]) => (condition ? codes : []);

function platformCode(code: PlatformCode): DocumentedCode {
  return { code, ...ERROR_CODES[code] };
}

export function describeError(error: DocumentedError): DocumentedCode {
  if (typeof error === 'string') {
    if (!Object.hasOwn(ERROR_CODES, error))
      throw new Error(`${error} is no code of error-codes.ts; name the refusal's class instead.`);
    return platformCode(error as PlatformCode);
  }
  const { code, kind, title } = error;
  return { status: STATUS_OF[kind], code, meaning: title };
}
