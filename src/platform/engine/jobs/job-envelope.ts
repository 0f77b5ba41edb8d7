import { currentRequest } from '../../context/request-context.js';

/** A job as it is stored: the payload, and the request that caused it. */
export interface JobEnvelope {
  payload: object;
  request_id?: string;
}

export function toJobEnvelope(payload: object): JobEnvelope {
  return { payload, request_id: currentRequest()?.requestId };
}
