import { HttpException } from '@nestjs/common';
import { DomainError, InvalidInput, type FieldErrors } from '../../../shared/errors.js';
import { currentRequest } from '../../context/request-context.js';
import { isDataError, isDatabaseUnavailable, isDiskFull, isRetryable } from '../../database/sqlstate.js';
import { inWireNames } from '../fields/wire-names.js';
import { boundedFaults, boundedSentence } from './bounded-faults.js';
import { codeOfStatus, STATUS_OF } from './error-codes.js';

export interface ErrorBody {
  error: string;
  message: string;
  detail: string;
  code: string;
  details: unknown;
  field_errors?: FieldErrors;
  errors?: FieldErrors;
  retry_after?: number;
  timestamp: Date;
  request_id: string;
}

export interface HttpErrorResponse {
  status: number;
  body: ErrorBody;
  retryAfterSeconds?: number;
  isFault: boolean;
}

interface Refusal {
  status: number;
  code: string;
  message: string;
  details?: unknown;
  fieldErrors?: FieldErrors;
  retryAfterSeconds?: number;
}

const OUTAGE: Refusal = {
  status: 503,
  code: 'SERVICE_UNAVAILABLE',
  message: 'The service is briefly unavailable. Please try again.',
  retryAfterSeconds: 2,
};
const FAULT: Refusal = {
  status: 500,
  code: 'INTERNAL_ERROR',
  message: 'Something went wrong on our side. Please try again later.',
};

export function toErrorResponse(error: unknown, now: Date, requestId: string): HttpErrorResponse {
  const { status, code, message, details = null, fieldErrors, retryAfterSeconds } = toRefusal(error);
  const body: ErrorBody = {
    error: message,
    message,
    detail: message,
    code,
    details: fieldErrors && details === null ? fieldErrors : details,
    ...(fieldErrors && { field_errors: fieldErrors, errors: fieldErrors }),
    ...(status === 429 && { retry_after: retryAfterSeconds }),
    timestamp: now,
    request_id: requestId,
  };
  return { status, body, retryAfterSeconds, isFault: status >= 500 };
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof DomainError) return { status: STATUS_OF[error.kind], ...pick(error) };
  if (error instanceof HttpException) return ofStatus(error.getStatus(), error.message);
  if (isDatabaseUnavailable(error) || isRetryable(error) || isDiskFull(error)) return OUTAGE;
  if (isDataError(error))
    return {
      status: 400,
      code: 'VALIDATION_ERROR',
      message: 'A value cannot be stored: it is too long, out of range or not text.',
    };
  const { type, status, code } = (error ?? {}) as { type?: unknown; status?: unknown; code?: unknown };
  if (typeof code === 'string' && code.startsWith('LIMIT_')) return uploadRefusal(code);
  if (typeof type === 'string' && typeof status === 'number' && status < 500)
    return ofStatus(status, 'The body cannot be read.');
  if (typeof status === 'number' && status >= 400 && status < 500)
    return ofStatus(status, 'The request cannot be understood.');
  return FAULT;
}

function pick(error: DomainError): Omit<Refusal, 'status'> {
  const { code, details, retryAfterSeconds } = error;
  const all = error instanceof InvalidInput ? withOthers(error.fieldErrors) : error.fieldErrors;
  const faults = all && boundedFaults(all);
  const fieldErrors = faults && inWireNames(faults, currentRequest()?.inputs ?? []);
  const isInput = fieldErrors && error instanceof InvalidInput;
  const { message } = isInput ? error.renamed(fieldErrors) : error;
  return { code, message: boundedSentence(message), details, fieldErrors, retryAfterSeconds };
}

function withOthers(faults: FieldErrors): FieldErrors {
  return { ...currentRequest()?.reading?.faults, ...faults };
}

function ofStatus(status: number, message: string): Refusal {
  if (status === 503) return OUTAGE;
  if (status >= 500) return FAULT;
  return {
    status,
    code: codeOfStatus(status),
    message: status === 404 ? 'There is nothing at this address.' : message,
  };
}

function uploadRefusal(code: string): Refusal {
  return code === 'LIMIT_FILE_SIZE'
    ? ofStatus(413, 'The file is larger than allowed.')
    : ofStatus(400, 'The form has too many or unexpected parts.');
}
