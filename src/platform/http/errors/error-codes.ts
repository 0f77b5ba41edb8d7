import type { ErrorKind } from '../../../shared/errors.js';

export const STATUS_OF: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  misused_key: 422,
  throttled: 429,
  unavailable: 503,
};

/** Codes of any route; a context's own are declared in its `*.errors.ts`. */
export const ERROR_CODES = {
  VALIDATION_ERROR: { status: 400, meaning: 'A field is malformed, or names something that does not exist.' },
  UNKNOWN_FIELD: {
    status: 400,
    meaning: 'A field is within two letters of one that was not sent, or unknown to a strict request.',
  },
  MALFORMED_BODY: { status: 400, meaning: 'The body is not the JSON it says it is.' },
  BAD_REQUEST: { status: 400, meaning: 'The request cannot be understood.' },
  INVALID_IDEMPOTENCY_KEY: { status: 400, meaning: 'Not 1 to 255 visible ASCII characters.' },
  NOT_AUTHENTICATED: { status: 401, meaning: 'No credentials, or bad ones.' },
  FORBIDDEN: { status: 403, meaning: 'The caller is known and may not do this.' },
  SCOPE_REQUIRED: { status: 403, meaning: 'A token for programs without the scope that `details` names.' },
  SESSION_REQUIRED: { status: 403, meaning: 'No token for programs may do this; a person has to sign in.' },
  CSRF_FAILED: { status: 403, meaning: 'The session cookie came without a matching X-CSRFToken header.' },
  NOT_FOUND: { status: 404, meaning: 'Absent, or not the caller’s to see.' },
  METHOD_NOT_ALLOWED: { status: 405, meaning: 'The path exists, the method does not.' },
  NOT_ACCEPTABLE: { status: 406, meaning: 'The route has no answer of an accepted type.' },
  REQUEST_TIMEOUT: { status: 408, meaning: 'The body did not arrive in time.' },
  CONFLICT: { status: 409, meaning: 'It conflicts with the state of things.' },
  IDEMPOTENCY_IN_PROGRESS: { status: 409, meaning: 'The first request with this Idempotency-Key still runs.' },
  PAYLOAD_TOO_LARGE: { status: 413, meaning: 'The body is larger than allowed.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, meaning: 'A body of a kind that this route does not read.' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, meaning: 'The Idempotency-Key was used with another body.' },
  RATE_LIMIT_EXCEEDED: { status: 429, meaning: 'Too many requests; Retry-After says when to come back.' },
  INTERNAL_ERROR: { status: 500, meaning: 'A fault of ours; the request id finds it in the log.' },
  SERVICE_UNAVAILABLE: {
    status: 503,
    meaning: 'Something this request needs is away; Retry-After says when to come back.',
  },
} as const satisfies Record<string, { status: number; meaning: string }>;

/** For errors of libraries, which carry a status alone. */
export function codeOfStatus(status: number): keyof typeof ERROR_CODES {
  return GENERAL[status] ?? (status >= 500 ? 'INTERNAL_ERROR' : 'BAD_REQUEST');
}

const GENERAL: Record<number, keyof typeof ERROR_CODES> = {
  400: 'BAD_REQUEST',
  401: 'NOT_AUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  408: 'REQUEST_TIMEOUT',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMIT_EXCEEDED',
  503: 'SERVICE_UNAVAILABLE',
};
