import { InvalidInput, type FieldErrors } from '../../../shared/errors.js';
import { currentRequest } from '../../context/request-context.js';
import { UnknownField } from '../errors/http.errors.js';

/** Kept for the answer besides, since body, query and headers of one request may all be at fault. */
export function refusal(faults: FieldErrors, hasUnknown = false): InvalidInput {
  Object.assign(currentRequest()?.reading?.faults ?? {}, faults);
  return hasUnknown ? new UnknownField(faults) : new InvalidInput(faults);
}
